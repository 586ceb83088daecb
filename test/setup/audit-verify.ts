import { execFile } from 'node:child_process';

/** What the command printed, and how it ended. */
export interface Verified {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the built `audit:verify` on a database. */
export function verifyAudit(env: Record<string, string>, ...args: string[]): Promise<Verified> {
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/apps/api/src/audit-verify.js', ...args], options, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.trim().split('\n');
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines });
    });
  });
}
