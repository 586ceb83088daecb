import { type ChildProcess, execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Paths } from './cluster';
import { type Identity, spawnAs } from './identity';
import { lastProblem } from './server-log';

/**
 * The server's settings, valid on PostgreSQL 15 to 18. Its log never holds what customers sent: statements, parameters and the
 * details of errors stay out, and so does every message below FATAL.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_connections: 'off',
  log_disconnections: 'off',
  // Below the service's lock time-out, so that a deadlock is told as one and leaves time to try again.
  deadlock_timeout: '250ms',
};

/** A server this process has started. */
export interface Launched {
  readonly child: ChildProcess;
  /** Set when it has ended: why, in one line. */
  failure?: string;
}

/** Starts the server; it is ready when it takes connections, and has failed when `failure` is set. */
export async function launch(
  identity: Identity,
  paths: Paths,
  port: number,
  settings: Record<string, string>,
): Promise<Launched> {
  await forgetRecycledPid(paths.cluster);
  const log = await open(paths.log, 'a', 0o600);
  const from = (await log.stat()).size;
  const options = Object.entries({ ...SETTINGS, ...settings, port: String(port) });
  const args = ['-D', paths.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const launched: Launched = { child: spawnAs(identity, 'postgres', args, log.fd) };
  await log.close();
  launched.child.unref();
  void once(launched.child, 'exit')
    .then(() => lastProblem(paths.log, from))
    .catch((error: Error) => error.message)
    .then((problem) => (launched.failure = problem));
  return launched;
}

/** @returns whether a server this process has started still runs */
export function isRunning({ child }: Launched): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** @returns pid and port of `postmaster.pid`, which may be a dead server's; undefined when there is none */
export function readPidFile(cluster: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether a process lives and is the server of this cluster: pids are used again, in containers above all */
export function isPostmaster(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(`-D ${cluster} `);
    }
    const directory = readlinkSync(`/proc/${pid}/cwd`);
    return directory === cluster || directory === `${cluster} (deleted)`;
  } catch {
    return false;
  }
}

/**
 * PostgreSQL refuses to start when the process its `postmaster.pid` names is alive, even if that is somebody else by
 * now. It accepts its own parent's pid there; and unlike with a removed file, it still looks for living children of the
 * crashed server. A file that a crash of the machine has left empty it refuses for ever.
 */
async function forgetRecycledPid(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const found = await stat(path).catch(() => undefined);
  if (found?.size === 0 && Date.now() - found.mtimeMs > 5000) await rm(path, { force: true });
  const pid = readPidFile(cluster)?.pid;
  if (pid === undefined || pid === process.pid || !isAlive(pid) || isPostmaster(pid, cluster)) return;
  const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
  const file = await open(path, 'r+');
  try {
    await file.truncate();
    await file.writeFile([process.pid, ...rest].join('\n'));
  } finally {
    await file.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Below the ports that Linux (from 32768) and others (from 49152) give to outgoing connections: whoever has to listen on the
 * same port again after an end must not find a stranger's connection there.
 */
const PORTS = { from: 20_000, below: 32_768 };

/** @returns a port of 127.0.0.1 that is free now, and that no outgoing connection will take */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = randomInt(PORTS.from, PORTS.below);
    const server = createServer();
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    } catch (error) {
      if (tries < 100 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
      throw error;
    }
    await once(server.close(), 'close');
    return port;
  }
}

/**
 * Stops a server: fast, after 5.5 s without a checkpoint, and at the very last by force, so that a stop of the service stays
 * within its 10 s. Resolves when it is gone. What it had acknowledged is safe either way: the next start recovers it.
 */
export async function halt(pid: number, isAlive: () => boolean): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 5500],
    ['SIGQUIT', 1500],
    ['SIGKILL', 1000],
  ] as const) {
    if (!isAlive()) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const deadline = Date.now() + patience; isAlive() && Date.now() < deadline;) await delay(20);
  }
}
