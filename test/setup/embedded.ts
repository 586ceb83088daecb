import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from '@app/database';

const OWNER = `
const [, built, options] = process.argv;
const say = (line) => console.log(JSON.stringify(line));
require(built).startEmbeddedPostgres({ ...JSON.parse(options), log: (log) => say({ log }) }).then(
  ({ url, pid, stop }) => { say({ url, pid }); process.on('SIGTERM', () => stop().then(() => process.exit(0))); },
  (error) => { say({ error: error.message, name: error.name }); process.exitCode = 1; },
);`;

/** Server settings that make tests fast. */
export const FAST = { fsync: 'off', shared_buffers: '16MB' };

/** What an owner in a process of its own has said. */
export interface Owner {
  child: ChildProcess;
  log: string[];
  url: string;
  pid: number;
  error?: string;
  name?: string;
}

/** The directory of this run. */
export const base = mkdtempSync(join(tmpdir(), 'padron-embedded-'));
chmodSync(base, 0o755);
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

/** @returns a path for one test, in a directory everybody can enter; nothing is there yet */
export function newDir(): string {
  return join(base, randomUUID());
}

/** Stops everything and removes every directory. @returns the processes that were still there, which should be none */
export async function cleanUp(): Promise<number[]> {
  await Promise.all(servers.map((server) => server.stop()));
  for (const child of children) child.kill('SIGKILL');
  // What was just killed, or whose postmaster was, takes a moment to be gone.
  let left = processesOn(base);
  for (const deadline = Date.now() + 5000; left.length > 0 && Date.now() < deadline; left = processesOn(base)) {
    await delay(50);
  }
  killAll(left);
  await rm(base, { recursive: true, force: true });
  return left;
}

/** Starts a server in this process. */
export async function start(dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: FAST, ...more });
  servers.push(server);
  return server;
}

/**
 * Starts an owner in a process of its own.
 *
 * @param built the built index.js to run
 * @returns the process, and what it says when it has the server or has failed
 */
export function startOwner(
  built: string,
  options: Partial<EmbeddedPostgresOptions>,
  how: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): { child: ChildProcess; ready: Promise<Owner> } {
  const args = ['-e', OWNER, built, JSON.stringify({ settings: FAST, ...options })];
  const child = spawn(process.execPath, args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'], ...how });
  children.push(child);
  const listen = async (): Promise<Owner> => {
    const log: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const said = JSON.parse(line) as Owner | { log: string };
      if (typeof said.log !== 'string') return { ...(said as Owner), child, log };
      log.push(said.log);
    }
    throw new Error('the owner ended without a word');
  };
  const ready = listen();
  ready.catch(() => undefined);
  return { child, ready };
}

/** Ends owner and server as a power cut would. */
export async function crash({ child, pid }: Owner): Promise<void> {
  await kill(child, 'SIGKILL');
  process.kill(pid, 'SIGKILL');
}

/** Sends a signal and waits for the end of the process. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Runs one statement in a session of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until a probe finds something; an error counts as nothing. */
export async function eventually(what: string, probe: () => unknown): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(20)) {
    const found = await new Promise((resolve) => resolve(probe())).catch(() => undefined);
    if (found) return;
  }
  throw new Error(`not seen within 20 s: ${what}`);
}

/** @returns the processes that work in a directory or name it in their command line; Linux only, elsewhere none */
export function processesOn(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  const works = (pid: string): boolean => {
    try {
      if (readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return false;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(directory) || command.includes(directory);
    } catch {
      return false;
    }
  };
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return others.filter(works).map(Number);
}

/** Kills processes; one that has ended meanwhile is as good. */
export function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** @returns the names of what a start has left half-made */
export function staging(dir: string): string[] {
  return existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('postgres.init-')) : [];
}
