import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { copyBinaries } from './binaries';
import { EmbeddedPostgresError, WAY_OUT } from './error';

interface User {
  uid: number;
  gid: number;
}

/** As whom PostgreSQL's programs run, and from where. */
export interface Identity {
  /** For the log: "uid 1000", "nobody", "user namespace" … */
  readonly name: string;
  /** The `native` directory the programs are run from. */
  readonly native: string;
  /** The user to change to, and to give the files to; none: the user of this process. */
  readonly user?: User;
  /** The command that a program is run through, which must exec it: its pid has to be the program's. */
  readonly through?: readonly string[];
  /** The user is a person who may start the service without root next time, and needs our own files then. */
  readonly isPerson?: boolean;
}

const UNSHARE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];

// Nothing of node's environment is passed on: it holds secrets, and PG* variables would change what the server does.
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Starts one of PostgreSQL's programs in a process session of its own, so that Ctrl-C on the terminal does not reach it.
 *
 * @param output the file descriptor of the log, for both of its outputs
 */
export function spawnAs(identity: Identity, program: string, args: string[], output: number): ChildProcess {
  const [command = '', ...rest] = [...(identity.through ?? []), join(identity.native, 'bin', program), ...args];
  // The current directory may be closed to the user we change to. A uid of setpriv's own making is not changed twice.
  const user = identity.through ? {} : identity.user;
  return spawn(command, rest, {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: ENVIRONMENT,
  });
}

/** @returns whether a user can pass through every directory of an absolute path, by owners and modes (no supplementary groups). */
export function canTraverse(path: string, uid: number, gid: number): boolean {
  const { uid: owner, gid: group, mode } = statSync(path);
  const bit = uid === owner ? 0o100 : gid === group ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (path === dirname(path) || canTraverse(dirname(path), uid, gid));
}

/**
 * Decides as whom PostgreSQL runs: it refuses root, and initdb refuses a uid without a passwd entry.
 *
 * An ordinary user needs nothing. For root the owner of an existing cluster decides; for a new one it is the owner of
 * the clone, nobody, root in a user namespace (where it is not called root), or nobody with copied binaries, whichever
 * works first. The last resort is nobody with the one capability that opens closed directories, for a container
 * that forbids user namespaces and has its data below a closed directory such as /root.
 *
 * @param native the `native` directory of the binaries
 * @param dir the existing data directory, a real path
 * @param owner the owner of the cluster in it, if there is one
 * @returns the identity, and the major version of the binaries
 * @throws EmbeddedPostgresError when nothing works
 */
export async function chooseIdentity(
  native: string,
  dir: string,
  owner?: User,
): Promise<{ identity: Identity; major: number }> {
  let problem = '';
  for (const candidate of process.getuid?.() === 0 ? forRoot(native, dir, owner) : forUser(native, dir, owner)) {
    const identity = await candidate();
    const version = identity && (await tryVersion(identity));
    if (typeof version === 'number') return { identity: identity as Identity, major: version };
    if (version) problem ||= `: ${version}`;
  }
  throw new EmbeddedPostgresError(
    `the embedded PostgreSQL cannot run here with its data in ${dir}${problem}; ${WAY_OUT}`,
  );
}

type Candidate = () => Promise<Identity | undefined>;

function forUser(native: string, dir: string, owner?: User): Candidate[] {
  const uid = process.getuid?.();
  if (owner && owner.uid !== uid) {
    throw new EmbeddedPostgresError(
      `the cluster in ${dir} belongs to uid ${owner.uid}, and this process runs as ${uid}`,
    );
  }
  return owner || hasPasswdEntry()
    ? [() => Promise.resolve({ name: `uid ${uid}`, native })]
    : [() => inUserNamespace(native)];
}

function forRoot(native: string, dir: string, owner?: User): Candidate[] {
  if (owner?.uid === 0) return [() => inUserNamespace(native)];
  const reachable = (user: User | undefined): user is User =>
    user !== undefined && canTraverse(dir, user.uid, user.gid);
  const settled = owner ? Promise.resolve(owner) : lookUp('nobody');
  const name = owner ? `uid ${owner.uid}` : 'nobody';
  const asCloneOwner: Candidate = async () => {
    const user = await lookUp(String(statSync(packageRoot()).uid));
    return reachable(user) && user.uid !== 0 ? { name: `uid ${user.uid}`, native, user, isPerson: true } : undefined;
  };
  const asSettled: Candidate = async () => {
    const user = await settled;
    return reachable(user) ? { name, native, user } : undefined;
  };
  const withCopy: Candidate = async () => {
    const user = await settled;
    return reachable(user) ? { name: `${name}, binaries copied`, native: await copyBinaries(native), user } : undefined;
  };
  const withCapability: Candidate = async () => {
    const user = await settled;
    if (!user) return undefined;
    const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
    const through = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...caps];
    // initdb looks for the server by access(2), which does not count capabilities.
    const isReadable = canTraverse(native, user.uid, user.gid);
    const programs = isReadable ? native : await copyBinaries(native);
    return { name: `${name}, with CAP_DAC_OVERRIDE`, native: programs, user, through };
  };
  return owner
    ? [asSettled, withCopy, withCapability]
    : [asCloneOwner, asSettled, () => inUserNamespace(native, dir), withCopy, withCapability];
}

// Run for real, through `id`: a container's seccomp profile may forbid it, and 65534 needs a passwd entry for initdb.
async function inUserNamespace(native: string, dir?: string): Promise<Identity | undefined> {
  if (dir && !canTraverse(dir, 0, 0)) return undefined;
  return (await output(UNSHARE[0] ?? '', [...UNSHARE.slice(1), 'id', '-un'])) === undefined
    ? undefined
    : { name: 'user namespace', native, through: UNSHARE };
}

function hasPasswdEntry(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

// Only a user with a passwd entry is found. macOS calls nobody -2.
async function lookUp(user: string): Promise<User | undefined> {
  const [uid, gid, name] = await Promise.all([['-u'], ['-g'], ['-un']].map((flag) => output('id', [...flag, user])));
  return uid && gid && name ? { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : undefined;
}

async function output(command: string, args: string[]): Promise<string | undefined> {
  const done = await promisify(execFile)(command, args, { env: ENVIRONMENT, cwd: '/' }).catch(() => undefined);
  return done?.stdout.trim();
}

/** Runs the server for its version only: that it runs is the best proof that this user can. A string says why not. */
async function tryVersion({ through = [], native, user }: Identity): Promise<number | string> {
  const [command = '', ...args] = [...through, join(native, 'bin', 'postgres'), '--version'];
  const options = { ...(through.length ? {} : user), env: ENVIRONMENT, cwd: '/' };
  return promisify(execFile)(command, args, options).then(
    ({ stdout }) => Number(/ (\d+)/.exec(stdout)?.[1]),
    (error: Error & { stderr?: string; code?: unknown }) =>
      error.stderr?.trim().split('\n').pop() ||
      (error.code === 'ENOENT' && through.length === 0
        ? 'its binaries need glibc, which is not here'
        : error.message.split('\n')[0] || 'no reason given'),
  );
}

function packageRoot(from = __dirname): string {
  return existsSync(join(from, 'package.json')) || from === dirname(from) ? from : packageRoot(dirname(from));
}
