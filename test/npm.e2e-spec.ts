import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, killAll, processesOn } from './setup/embedded';

/** `npm start`, as a person at a terminal and a supervisor use it. */
describe('npm start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'padron-npm-'));
  const DATA_DIR = join(directory, 'data');

  afterAll(() => {
    killAll(processesOn(directory));
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    ['SIGTERM to npm', (npm: number) => process.kill(npm, 'SIGTERM')],
    ['Ctrl-C, which reaches the whole process group', (npm: number) => process.kill(-npm, 'SIGINT')],
  ])('%s stops node and PostgreSQL and leaves nothing behind', async (_what, stop) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR, PORT: '0' };
    // Its prestart is what `npm test` has run already; it must not build under the other tests.
    const npm = spawn('npm', ['start', '--ignore-scripts'], { env, detached: true });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const closed = once(npm, 'close');
    await eventually('the service', () => output.includes('listening on http://127.0.0.1:'));
    const [, node] = /listening on (http:\S+)/.exec(output) ?? [];
    expect((await fetch(`${node}/health/ready`)).status).toBe(200);
    stop(npm.pid ?? 0);
    await closed;
    await eventually('no PostgreSQL', () => processesOn(DATA_DIR).length === 0);
    await expect(fetch(`${node}/health/live`)).rejects.toThrow();
  });
});
