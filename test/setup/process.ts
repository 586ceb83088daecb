import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The built service as a process of its own, as a supervisor runs it. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything printed so far. */
  output(): string;
  /** Sends the signal and resolves with the exit code, or the signal that ended the process. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const running = new Set<ChildProcess>();

/** Starts the service and resolves when it listens; rejects with its output when it exits instead. */
export async function startProcess(env: Record<string, string>): Promise<ServiceProcess> {
  const { child, output, exit } = launch({ PORT: '0', LOG_LEVEL: 'silent', ...env });
  const listening = new Promise<string>((resolve) => {
    child.stdout?.on('data', () => {
      const [, url] = /listening on (http:\S+)\n/.exec(output()) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([
    listening,
    exit.then((code) => Promise.reject(new Error(`exit ${code}: ${output()}`))),
  ]);
  return {
    url,
    pid: child.pid ?? 0,
    output,
    end: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
}

/** Runs the service until it exits by itself. */
export async function runToExit(
  env: Record<string, string>,
): Promise<{ code: number | NodeJS.Signals; output: string }> {
  const { output, exit } = launch(env);
  return { code: await exit, output: output() };
}

/** For afterAll: ends whatever a failed test left running. */
export function endProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Starts the service without waiting for anything. */
export function launch(env: Record<string, string>) {
  const inherited = { PATH: process.env['PATH'] ?? '' };
  const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env: { ...inherited, ...env } });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  return { child, output: () => text, exit };
}
