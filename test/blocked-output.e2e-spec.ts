import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort } from '../libs/database/src/embedded/postmaster';
import { createTestDatabase, type TestDatabase } from './setup/database';
import { eventually } from './setup/embedded';
import { send } from './setup/http';

/** More than a pipe holds, in lines of the log. */
const REQUESTS = 2000;

/** A process whose standard output is a pipe that nobody reads. */
describe('a service whose log is not read', () => {
  let database: TestDatabase;
  let child: ChildProcess;
  let url: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const canThrow = { NODE_OPTIONS: `--require ${resolve('test/setup/throw-on-signal.js')}`, THROW: 'exception' };
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url, PORT: String(port), ...canThrow };
    child = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await eventually('a start', async () => (await send(url, 'GET', '/health/live')).status === 200);
    for (let round = 0; round < REQUESTS / 50; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => send(url, 'GET', '/v4/nowhere')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    }
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await database.close();
  });

  it.each<[what: string, signal: NodeJS.Signals, code: number]>([
    ['is told to stop', 'SIGTERM', 0],
    ['meets an error that nobody has caught', 'SIGUSR2', 1],
  ])('answers all the same, and ends within 10 s when it %s', async (_what, signal, code) => {
    const begun = Date.now();
    const exit = once(child, 'exit');
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});
