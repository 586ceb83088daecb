import { existsSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestDatabase } from './setup/database';
import { eventually, killAll, processesOn } from './setup/embedded';
import { send } from './setup/http';
import { endProcesses, launch, startProcess } from './setup/process';

const CANARY = '12345678Z';
const directory = mkdtempSync(join(tmpdir(), 'padron-last-words-'));

afterAll(() => {
  endProcesses();
  killAll(processesOn(directory));
  rmSync(directory, { recursive: true, force: true });
});

/** What makes the process fail on SIGUSR2. */
const failing = (way: string): Record<string, string> => ({
  NODE_OPTIONS: `--require ${resolve('test/setup/throw-on-signal.js')}`,
  THROW: way,
  CANARY,
});

/** Where PostgreSQL notes that it runs; an orderly stop removes it. */
const pidFile = (dataDir: string): string => join(dataDir, 'postgres', 'postmaster.pid');

interface Line {
  level: number;
  origin: string;
  error: object;
  stack: string[];
}

/** The last words of a process, which must be its only ones of that form. */
function lastWords(output: string): Line {
  expect(output).not.toContain(CANARY);
  const [, ...lines] = output.slice(output.indexOf('listening')).trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Line;
}

describe('an error that nobody has caught', () => {
  it.each([
    ['exception', 'uncaughtException', { name: 'RangeError', code: 'E_TEST' }],
    ['rejection', 'unhandledRejection', { name: 'RangeError', code: 'E_TEST' }],
  ])('ends the process after its database: one line without a value, exit 1 (%s)', async (way, origin, error) => {
    const DATA_DIR = join(directory, way);
    const service = await startProcess({ DATA_DIR, ...failing(way), LOG_LEVEL: 'trace' });
    expect(existsSync(pidFile(DATA_DIR))).toBe(true);
    expect(await service.end('SIGUSR2')).toBe(1);
    expect([existsSync(pidFile(DATA_DIR)), processesOn(DATA_DIR)]).toEqual([false, []]);
    const { stack, ...line } = lastWords(service.output());
    expect(line).toEqual({
      level: 'fatal',
      time: expect.any(String),
      origin,
      error,
    });
    expect(stack[0]).toMatch(/^\s+at failure \(.+throw-on-signal\.js:\d+:\d+\)$/);
  });

  it.each([
    ['rejection of a text', 'unhandledRejection', { name: 'string' }],
    ['exception, then many', 'uncaughtException', { name: 'RangeError', code: 'E_TEST' }],
  ])('is told at every LOG_LEVEL, once (%s)', async (way, origin, error) => {
    const database = await createTestDatabase();
    const service = await startProcess({ DATABASE_URL: database.url, ...failing(way), LOG_LEVEL: 'silent' });
    expect(await service.end('SIGUSR2')).toBe(1);
    expect(lastWords(service.output())).toMatchObject({ origin, error });
    await database.close();
  });

  it('takes no line of the log along', async () => {
    const database = await createTestDatabase();
    const service = await startProcess({ DATABASE_URL: database.url, ...failing('exception'), LOG_LEVEL: 'info' });
    const request = (id: string): Promise<unknown> =>
      send(service.url, 'GET', '/health/live', { headers: { 'x-request-id': id } });
    await request('request-1');
    await eventually('a line while it runs', () => service.output().includes('"request_id":"request-1"'));
    await request('request-2');
    expect(await service.end('SIGUSR2')).toBe(1);
    expect(service.output()).toContain('"request_id":"request-2"');
    await database.close();
  });

  it('during the start ends the process after its database, too', async () => {
    const DATA_DIR = join(directory, 'start');
    const starting = launch({ DATA_DIR, PORT: '0', ...failing('exception') });
    await eventually('a server', () => existsSync(pidFile(DATA_DIR)));
    starting.child.kill('SIGUSR2');
    expect(await starting.exit).toBe(1);
    expect(starting.output()).not.toContain(CANARY);
    expect(starting.output()).toContain('"origin":"uncaughtException"');
    expect([existsSync(pidFile(DATA_DIR)), processesOn(DATA_DIR)]).toEqual([false, []]);
  });
});

describe('a stop', () => {
  it('stays orderly when it is asked for again and again', async () => {
    const DATA_DIR = join(directory, 'again');
    const service = await startProcess({ DATA_DIR });
    let isOver = false;
    const stopping = service.end('SIGTERM').finally(() => (isOver = true));
    await eventually('the end', () => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) if (!isOver) process.kill(service.pid, signal);
      return isOver;
    });
    expect(await stopping).toBe(0);
    expect([existsSync(pidFile(DATA_DIR)), processesOn(DATA_DIR)]).toEqual([false, []]);
  });
});
