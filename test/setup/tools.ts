import { execFile } from 'node:child_process';

/** What a command printed, and how it ended. */
export interface ToolRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The commands of package.json that are tools, by their files. */
export type ToolName = 'audit-verify' | 'blocked-disclose' | 'customer-restore' | 'export' | 'purge' | 'seed';

/** Runs a built tool in a process of its own. @param env all that it inherits beside PATH */
export function runTool(tool: ToolName, env: Record<string, string>, ...args: string[]): Promise<ToolRun> {
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [`dist/apps/api/src/tools/${tool}.js`, ...args], options, (error, out, err) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, out, err });
      else reject(error ?? new Error('no exit code'));
    });
  });
}
