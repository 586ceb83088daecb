import { existsSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { attachEmbeddedPostgres, EmbeddedPostgresError, type EmbeddedPostgresOptions } from '@app/database';
import { findBinaries } from '../libs/database/src/embedded/binaries';
import { canTraverse } from '../libs/database/src/embedded/identity';
import * as fixture from './setup/embedded';

const { base, crash, eventually, FAST, kill, newDir, processesOn, query, staging, start } = fixture;

// Owners that get killed run in processes of their own, on the build: `npm test` makes it first.
const BUILT = resolve(__dirname, '../dist/libs/database/src/embedded/index.js');
const startOwner = fixture.startOwner.bind(undefined, BUILT);

afterAll(async () => expect(await fixture.cleanUp()).toEqual([]), 60_000);

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

/** Starts, stores on the first time and reads what was stored, stops, and finds nothing left over. */
async function startAndStop(dataDir: string, more?: Partial<EmbeddedPostgresOptions>): Promise<void> {
  const existed = existsSync(join(dataDir, 'postgres'));
  const server = await start(dataDir, more);
  if (existed) expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  else await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await server.stop();
  expect([processesOn(dataDir), staging(dataDir)]).toEqual([[], []]);
}

async function useAndStop({ child, url }: fixture.Owner, dataDir: string): Promise<void> {
  await query(url, 'SELECT 1').then(() => kill(child, 'SIGTERM'));
  expect([processesOn(dataDir), staging(dataDir)]).toEqual([[], []]);
}

/** A test for root only says so where it cannot run. */
function asRoot(name: string, test: () => Promise<void>): void {
  it(name, async () => {
    if (process.getuid?.() !== 0) return console.warn(`SKIPPED, for root only: ${name}`);
    await test();
  });
}

describe('the embedded PostgreSQL', () => {
  it('starts on an empty directory, keeps its data over a restart, and its files to itself', async () => {
    const dataDir = newDir();
    await startAndStop(dataDir);
    const server = await start(dataDir);
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(server.url).toMatch(/^postgres:\/\/padron:[\w-]{32}@127\.0\.0\.1:\d+\/padron$/);
    for (const name of ['postgres.password', 'postgres.log']) {
      expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
    }
    await server.stop();
    await server.stop();
  });

  it('listens on 127.0.0.1 only, wants a password, and logs nothing that a client has sent', async () => {
    const dataDir = newDir();
    const server = await start(dataDir, { settings: { ...FAST, work_mem: '7MB' } });
    const wanted = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      server_encoding: 'UTF8',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
      password_encryption: 'scram-sha-256',
      work_mem: '7MB',
    };
    const columns = Object.keys(wanted).map((name) => `current_setting('${name}') AS "${name}"`);
    expect(await query(server.url, `SELECT ${columns.join(', ')}`)).toEqual([wanted]);

    const stranger = server.url.replace(/padron:[^@]+@/, 'padron:wrong@');
    await expect(query(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await query(server.url, 'CREATE TABLE people (email text PRIMARY KEY)');
    const insert = "INSERT INTO people VALUES ('ana@example.org')";
    await query(server.url, insert);
    await expect(query(server.url, insert)).rejects.toMatchObject({ code: '23505' });
    await server.stop();
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).not.toMatch(/ana@example|INSERT/);
  });

  it('has one owner; a command-line tool attaches without being one', async () => {
    const dataDir = newDir();
    expect(await refusal(attachEmbeddedPostgres(dataDir))).toContain('DATABASE_URL');
    const owner = await start(dataDir);
    expect(await refusal(start(dataDir))).toBe(`another instance is already running on ${dataDir}`);
    expect(await attachEmbeddedPostgres(dataDir)).toBe(owner.url);
    await owner.stop();
    expect(await refusal(attachEmbeddedPostgres(dataDir))).toContain(dataDir);
  });

  it('lets exactly one of several win that start at the same moment on an empty directory', async () => {
    const dataDir = newDir();
    const owners = await Promise.all([1, 2, 3].map(() => startOwner({ dataDir }).ready));
    const errors = owners.map(({ error }) => error).filter((error) => error !== undefined);
    expect(errors).toEqual(Array(2).fill(`another instance is already running on ${dataDir}`));
    for (const winner of owners.filter(({ error }) => error === undefined)) await useAndStop(winner, dataDir);
  });
});

describe('after a crash', () => {
  it('takes over the server of a killed owner, and starts it again when that is killed, too', async () => {
    const dataDir = newDir();
    const dead = await startOwner({ dataDir }).ready;
    await kill(dead.child, 'SIGKILL');
    const log: string[] = [];
    const heir = await start(dataDir, { log: (line) => log.push(line) });
    expect(heir).toMatchObject({ pid: dead.pid, url: dead.url });
    expect(log).toEqual([expect.stringContaining('took over')]);
    process.kill(heir.pid, 'SIGKILL');
    await eventually('another pid', () => heir.pid !== dead.pid);
    await query(heir.url, 'SELECT 1');
    await heir.stop();
    expect(processesOn(dataDir)).toEqual([]);
  });

  it('recovers when owner and server were both killed, even if the pid has gone to somebody else', async () => {
    const dataDir = newDir();
    await startAndStop(dataDir);
    await crash(await startOwner({ dataDir }).ready);
    await startAndStop(dataDir);
    await crash(await startOwner({ dataDir }).ready);
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(process.ppid)));
    await startAndStop(dataDir);
  });

  it('starts a killed server again on its port, still owns it, and can be stopped in the middle of that', async () => {
    const dataDir = newDir();
    const server = await start(dataDir);
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    await eventually('another pid', () => server.pid !== pid);
    await query(server.url, 'SELECT 1');
    expect(await refusal(start(dataDir))).toContain('another instance');
    process.kill(server.pid, 'SIGKILL');
    await eventually('its end', () => !processesOn(dataDir).includes(server.pid));
    await server.stop();
    expect(processesOn(dataDir)).toEqual([]);
  });

  it('gets its lock back when only its session was ended', async () => {
    const dataDir = newDir();
    const server = await start(dataDir);
    const own = "pg_stat_activity WHERE application_name = 'padron embedded'";
    const [before] = await query(server.url, `SELECT pid FROM ${own}`);
    await query(server.url, `SELECT pg_terminate_backend(pid) FROM ${own}`);
    const holder = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid <> ${String(before?.pid)}`;
    await eventually('the lock', async () => (await query(server.url, holder)).length);
    expect(await refusal(start(dataDir))).toContain('another instance');
    await server.stop();
  });

  it('heals an initdb that was killed half-way', async () => {
    let dataDir = '';
    // On a busy machine initdb may be through before it is killed: then once more.
    await eventually('a half-made cluster', async () => {
      dataDir = newDir();
      const { child } = startOwner({ dataDir });
      const isHalfMade = (name: string): boolean => existsSync(join(dataDir, name, 'data', 'PG_VERSION'));
      await eventually(
        'its beginning',
        () => staging(dataDir).some(isHalfMade) || existsSync(join(dataDir, 'postgres')),
      );
      await kill(child, 'SIGKILL');
      fixture.killAll(processesOn(dataDir));
      return !existsSync(join(dataDir, 'postgres'));
    });
    await startAndStop(dataDir);
  });
});

it.each(['initdb', 'the server'])('an interrupted start leaves no process behind: during %s', async (when) => {
  const dataDir = newDir();
  if (when === 'the server') await startAndStop(dataDir);
  const aborting = new AbortController();
  const starting = refusal(start(dataDir, { signal: aborting.signal }));
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const hasBegun = (): boolean => staging(dataDir).some((name) => existsSync(join(dataDir, name, 'data')));
  await eventually(when, () => existsSync(pidFile) || hasBegun());
  aborting.abort();
  expect(await starting).toContain('interrupted');
  expect(staging(dataDir)).toEqual([]);
  await eventually('the end of what was killed', () => processesOn(dataDir).length === 0);
});

describe('what cannot work ends in one line', () => {
  it('a cluster of another major version, a setting the server refuses, a lost password', async () => {
    const dataDir = newDir();
    await startAndStop(dataDir);
    const message = await refusal(start(dataDir, { settings: { ...FAST, shared_preload_libraries: 'no_such' } }));
    expect(message).toMatch(/no_such.*postgres\.log/);
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '9\n');
    expect(await refusal(start(dataDir))).toMatch(/was made by PostgreSQL 9, and this is PostgreSQL \d+/);
    await rm(join(dataDir, 'postgres', 'PG_VERSION'));
    await rm(join(dataDir, 'postgres.password'));
    expect(await refusal(start(dataDir))).toContain('postgres.password');
  });

  it('a data directory that cannot be made, and missing binaries', async () => {
    const file = newDir();
    await writeFile(file, '');
    expect(await refusal(start(join(file, 'data')))).toContain(join(file, 'data'));
    expect(await refusal(start(newDir(), { binaries: join(base, 'nothing') }))).toContain('DATABASE_URL');
  });
});

describe('who runs the server', () => {
  it('canTraverse reads owners and modes of every component', async () => {
    const outer = newDir();
    const inner = join(outer, 'inner');
    await mkdir(inner, { recursive: true });
    const { uid, gid } = statSync(outer);
    await chmod(outer, 0o710);
    expect([canTraverse(inner, uid + 1, gid), canTraverse(inner, uid + 1, gid + 1)]).toEqual([true, false]);
    await chmod(outer, 0o611);
    expect([canTraverse(inner, uid, gid), canTraverse(inner, uid + 1, gid + 1)]).toEqual([false, true]);
  });

  it('makes the links that --ignore-scripts leaves out', async () => {
    const native = join(newDir(), 'native');
    await cp(await findBinaries(), native, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) await unlink(join(dirname(native), target));
    await startAndStop(newDir(), { binaries: native });
    for (const { target } of links) expect(existsSync(join(dirname(native), target))).toBe(true);
  });

  asRoot('root below a directory that only root can enter', async () => {
    const dataDir = newDir();
    await mkdir(dataDir, { mode: 0o700 });
    await startAndStop(dataDir);
    await startAndStop(dataDir);
  });

  asRoot('root where user namespaces are forbidden: a copy of the binaries, or one capability', async () => {
    const path = newDir();
    await mkdir(path);
    for (const tool of ['id', 'chmod', 'setpriv']) {
      const found = process.env.PATH?.split(':').find((entry) => existsSync(join(entry, tool)));
      if (found) await symlink(join(found, tool), join(path, tool));
    }
    const closed = newDir();
    await cp(await findBinaries(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    await chmod(closed, 0o700);
    const cases = [
      { dataDir: newDir(), binaries: join(closed, 'native'), name: 'binaries copied' },
      { dataDir: join(closed, 'data'), binaries: join(closed, 'native'), name: 'CAP_DAC_OVERRIDE' },
    ];
    for (const { name, ...options } of cases) {
      for (const round of [1, 2]) {
        const owner = await startOwner(options, { env: { PATH: path, TMPDIR: base } }).ready;
        expect(owner.error).toBeUndefined();
        if (round === 1) expect(owner.log[0]).toContain(name);
        await useAndStop(owner, options.dataDir);
      }
    }
  });

  asRoot('root in the clone of somebody else: as its owner, who gets all the files', async () => {
    const clone = newDir();
    const embedded = join(clone, 'dist', 'embedded');
    await cp(dirname(BUILT), embedded, { recursive: true });
    await symlink(resolve(__dirname, '../node_modules'), join(clone, 'node_modules'));
    await writeFile(join(clone, 'package.json'), '{}');
    await chown(clone, 1, 1);
    const [dataDir, binaries] = [join(clone, '.data'), join(clone, 'native')];
    await cp(await findBinaries(), binaries, { recursive: true, verbatimSymlinks: true });
    const owner = await fixture.startOwner(join(embedded, 'index.js'), { dataDir, binaries }).ready;
    expect(owner.log[0]).toContain('(uid 1)');
    await useAndStop(owner, dataDir);
    const files = ['.', 'postgres', 'postgres.password', 'postgres.log'];
    expect(files.map((name) => statSync(join(dataDir, name)).uid)).toEqual([1, 1, 1, 1]);
  });

  asRoot('an ordinary user, with and without a passwd entry, and never on the cluster of another', async () => {
    if (!canTraverse(dirname(BUILT), 65534, 65534)) return console.warn('SKIPPED: nobody cannot read the build');
    for (const uid of [65534, 54321]) {
      const dataDir = newDir();
      await mkdir(dataDir, { mode: 0o700 });
      await chown(dataDir, uid, uid);
      const owner = await startOwner({ dataDir }, { uid, gid: uid }).ready;
      if (owner.error === undefined) {
        expect(statSync(join(dataDir, 'postgres')).uid).toBe(uid);
        await useAndStop(owner, dataDir);
      } else {
        // Without a passwd entry it takes a user namespace, which a container may forbid.
        expect([uid, owner.error]).toEqual([54321, expect.stringContaining('DATABASE_URL')]);
      }
    }
    const dataDir = newDir();
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    expect((await startOwner({ dataDir }, { uid: 65534, gid: 65534 }).ready).error).toContain('belongs to uid 0');
  });
});
