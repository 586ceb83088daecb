import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { base, cleanUp, eventually, newDir } from '../setup/embedded';
import { type OwnPostgres, startOwnPostgres } from '../setup/own-postgres';
import { endProcesses } from '../setup/process';
import { LIMIT_MS, LIVE_MS, MARGIN_MS, suffer } from '../setup/suffer';

const DISK_MB = 160;
/** What creates still find, in bytes: a few seconds of them. */
const LEFT = 1024 * 1024;

/** A PostgreSQL on a file system of its own, which `npm run test:faults` may mount. */
describe('a service whose database', () => {
  const disk = newDir();
  let server: OwnPostgres;

  beforeAll(async () => {
    mkdirSync(disk, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', disk]);
    chmodSync(base, 0o755);
    server = await startOwnPostgres(join(disk, 'data'), { max_wal_size: '64MB', min_wal_size: '32MB' });
  });
  afterAll(async () => {
    endProcesses();
    await server.end('SIGINT');
    // The last process of the server may take a moment to be gone.
    await eventually('umount', () => execFileSync('umount', [disk], { stdio: 'ignore' }) !== undefined);
    await cleanUp();
  });

  it('has no room left on its disk', async () => {
    const ballast = join(disk, 'ballast');
    const damage = await suffer(server, {
      name: 'disk full',
      statuses: [503],
      ready: 503,
      begin: () => {
        const { bavail, bsize } = statfsSync(disk);
        return Promise.resolve(writeFileSync(ballast, Buffer.alloc(bavail * bsize - LEFT)));
      },
      end: () => Promise.resolve(rmSync(ballast)),
    });
    console.info(JSON.stringify(damage));
    expect(Object.keys(damage.statuses)).toEqual(['201', '503']);
    expect(damage.slowest).toBeLessThan(LIMIT_MS + MARGIN_MS);
    expect(damage.recovery).toBeLessThan(3000);
    expect(damage.liveP95).toBeLessThan(LIVE_MS);
    expect(damage.readyMeanwhile.at(-1)).toBe(503);
    expect(damage).toMatchObject({ lost: 0, withoutRetryAfter: 0, inTransaction: 0, exit: 0 });
  });
});
