import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, WAY_OUT } from './error';
import { type Identity, spawnAs } from './identity';
import { lastProblem } from './server-log';

/** Where the things of one data directory are; all absolute. */
export interface Paths {
  /** The data directory itself (DATA_DIR), a real path. */
  readonly dir: string;
  /** PostgreSQL's own directory. */
  readonly cluster: string;
  /** The superuser's password, for this process's user only. */
  readonly password: string;
  /** What initdb and the server print. */
  readonly log: string;
}

/** The name of the superuser and of the database the service uses. */
export const NAME = 'padron';

/** The name of the role that the service uses: it owns nothing. */
export const SERVICE_ROLE = 'padron_service';

const STAGING = 'postgres.init-';

/** @returns the paths below an existing data directory */
export async function pathsOf(dataDir: string): Promise<Paths> {
  const dir = await realpath(resolve(dataDir));
  const below = (name: string): string => join(dir, name);
  return { dir, cluster: below('postgres'), password: below('postgres.password'), log: below('postgres.log') };
}

/**
 * Makes a directory and those above it. Node's recursive mkdir tries for ever where a file system such as /proc answers
 * ENOENT for a directory that nobody can make.
 * @returns whether it is new
 */
async function makeDirectory(path: string): Promise<boolean> {
  if (existsSync(path)) return false;
  await makeDirectory(dirname(path));
  await mkdir(path);
  return true;
}

/** Makes the data directory where it is missing: open to pass through for root, whose server runs as somebody else. */
export async function makeDataDir(dataDir: string): Promise<{ paths: Paths; isNew: boolean }> {
  const isNew = await makeDirectory(resolve(dataDir));
  const paths = await pathsOf(dataDir);
  if (isNew) await chmod(paths.dir, process.getuid?.() === 0 ? 0o711 : 0o700);
  return { paths, isNew };
}

/**
 * Reads the password, or makes one for a cluster to come. Of two processes that start at the same moment both get the
 * password of the first: a link is made whole or not at all.
 *
 * @throws EmbeddedPostgresError when a cluster is there and its password is not
 */
export async function ensurePassword({ dir, cluster, password }: Paths): Promise<string> {
  if (existsSync(cluster) && !existsSync(password)) {
    throw new EmbeddedPostgresError(`${password}, the password of the cluster beside it, is missing; ${WAY_OUT}`);
  }
  if (!existsSync(password)) {
    const draft = join(dir, `${STAGING}${randomBytes(6).toString('hex')}`);
    await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    await link(draft, password).catch((error: unknown) => {
      if (!existsSync(password)) throw error;
    });
    await rm(draft, { force: true });
  }
  return readFile(password, 'utf8');
}

/**
 * Makes the cluster where there is none. initdb works in a directory of its own that is renamed when it is whole, so
 * neither a crash nor a second process at the same moment can leave half a cluster.
 *
 * @param settings the server settings: without fsync, initdb does not sync either
 * @throws EmbeddedPostgresError when initdb fails
 */
export async function ensureCluster(
  paths: Paths,
  identity: Identity,
  settings: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(join(paths.cluster, 'PG_VERSION'))) return;
  const staging = await mkdtemp(join(paths.dir, STAGING));
  try {
    await initialise(staging, paths, identity, settings.fsync === 'off' ? ['--no-sync'] : [], signal);
    await rename(join(staging, 'data'), paths.cluster);
    await syncDirectory(paths.dir);
  } catch (error) {
    // Somebody else was first, and may have cleared our staging directory away: his cluster is as good.
    if (signal.aborted || !existsSync(join(paths.cluster, 'PG_VERSION'))) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Removes what crashed starts have left. For the owner only: a start that is still at it loses its work, and it has lost anyway. */
export async function clearStaging({ dir }: Paths): Promise<void> {
  for (const name of (await readdir(dir)).filter((entry) => entry.startsWith(STAGING))) {
    await rm(join(dir, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

// C.UTF-8 is not on every macOS; PostgreSQL 17 brings its own, and C sorts the same.
const LOCALES = [
  ['--locale=C.UTF-8'],
  ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ['--locale=C'],
];

async function initialise(
  staging: string,
  paths: Paths,
  identity: Identity,
  flags: string[],
  signal: AbortSignal,
): Promise<void> {
  // initdb must be able to read the password, so it gets a copy for the time it runs.
  const pwfile = join(staging, 'password');
  await writeFile(pwfile, await readFile(paths.password), { mode: 0o600 });
  for (const path of [pwfile, staging]) await giveTo(identity, path);
  const target = ['-D', join(staging, 'data'), '-U', NAME, `--pwfile=${pwfile}`];
  let problem = '';
  for (const locale of LOCALES) {
    const log = await open(paths.log, 'a', 0o600);
    const from = (await log.stat()).size;
    const args = [...target, '--auth=scram-sha-256', '--encoding=UTF8', ...locale, ...flags];
    const code = await runToEnd(identity, args, log.fd, signal).finally(() => log.close());
    if (code === 0) return;
    problem = await lastProblem(paths.log, from);
    if (!problem.includes('locale')) break;
  }
  throw new EmbeddedPostgresError(
    `the embedded PostgreSQL could not be set up: ${problem} (see ${paths.log}); ${WAY_OUT}`,
  );
}

async function runToEnd(identity: Identity, args: string[], log: number, signal: AbortSignal): Promise<number | null> {
  signal.throwIfAborted();
  const child = spawnAs(identity, 'initdb', args, log);
  const kill = (): void => {
    try {
      // The whole process group: initdb runs a server of its own.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  signal.addEventListener('abort', kill);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    signal.throwIfAborted();
    return code;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/** Gives a file or directory to the user the server runs as, where that is not the user of this process. */
export async function giveTo(identity: Identity, path: string): Promise<void> {
  if (identity.user) await chown(path, identity.user.uid, identity.user.gid);
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}
