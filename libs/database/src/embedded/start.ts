import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { acquire, type Plan, type Server } from './acquire';
import { findBinaries } from './binaries';
import { ensureCluster, ensurePassword, giveTo, makeDataDir } from './cluster';
import { serviceUrlOf, urlOf } from './connection';
import { AlreadyOwnedError, EmbeddedPostgresError } from './error';
import { chooseIdentity } from './identity';
import { halt, isPostmaster, isRunning } from './postmaster';

/** How to start the embedded server. */
export interface EmbeddedPostgresOptions {
  /** DATA_DIR: the cluster is `<dataDir>/postgres`; the password (0600) and the server's log are beside it. */
  dataDir: string;
  /** A `native` directory to use instead of the installed platform package's. */
  binaries?: string;
  /** More server settings. */
  settings?: Record<string, string>;
  /** Is told one line for each thing done. */
  log?: (line: string) => void;
  /** Ends a start that is under way: it rejects, and what it has started is stopped. */
  signal?: AbortSignal;
}

/** A server this process owns: while it lives no other process gets it. */
export interface EmbeddedPostgres {
  /** The URL of the service's database for its superuser; stays the same when the server has to be started again. */
  readonly url: string;
  /** The same for the role of the service. */
  readonly serviceUrl: string;
  /** The pid of the server now. */
  readonly pid: number;
  /** Stops the server, at any time and as often as you like. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Between two attempts to start a server again; a server that lived longer than that is started again at once. */
const LONGEST_PAUSE = 10_000;

/**
 * Starts the server of a data directory, making the cluster where there is none, or takes over the one that a killed
 * process has left running. A server that goes away unasked is started again on the same port.
 *
 * @throws EmbeddedPostgresError when it cannot be done, or another process owns the server
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const stopping = new AbortController();
  const abort = (): void => stopping.abort();
  options.signal?.addEventListener('abort', abort);
  try {
    if (options.signal?.aborted) abort();
    const plan = await prepare(options, stopping.signal);
    const kept = keep(plan, await acquire(plan, stopping.signal), stopping);
    if (stopping.signal.aborted) await kept.stop();
    stopping.signal.throwIfAborted();
    return kept;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    if (stopping.signal.aborted)
      throw new EmbeddedPostgresError('the start of the embedded PostgreSQL was interrupted');
    throw new EmbeddedPostgresError(
      `the data directory ${options.dataDir} cannot be used: ${(error as Error).message}`,
    );
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

async function prepare(options: EmbeddedPostgresOptions, signal: AbortSignal): Promise<Plan> {
  const { settings = {}, log = () => undefined } = options;
  const binaries = await findBinaries(options.binaries);
  const { paths, isNew } = await makeDataDir(options.dataDir);
  const owner = await stat(paths.cluster).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => undefined,
  );
  const { identity, major } = await chooseIdentity(binaries, paths.dir, owner);
  const version = await readFile(join(paths.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined && version.trim() !== String(major)) {
    throw new EmbeddedPostgresError(
      `${paths.cluster} was made by PostgreSQL ${version.trim()}, and this is PostgreSQL ${major}: dump it with the old version, or use another DATA_DIR`,
    );
  }
  const password = await ensurePassword(paths);
  if (version === undefined) log(`making a PostgreSQL ${major} cluster in ${paths.cluster} (${identity.name})`);
  await ensureCluster(paths, identity, settings, signal);
  if (identity.isPerson) {
    for (const path of [...(isNew ? [paths.dir] : []), paths.password, paths.log]) {
      if (existsSync(path)) await giveTo(identity, path);
    }
  }
  return { dataDir: options.dataDir, paths, identity, password, settings, log };
}

function keep(plan: Plan, first: Server, stopping: AbortController): EmbeddedPostgres {
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  let server: Server | undefined = first;

  const watch = async (): Promise<void> => {
    for (let pause = 100; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const since = Date.now();
      await Promise.race([server?.ownership.ended, stopped]);
      if (Date.now() - since > LONGEST_PAUSE) pause = 100;
      await delay(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      plan.log('the embedded PostgreSQL has gone away: starting it again');
      try {
        server = await acquire(plan, signal, first.port);
      } catch (error) {
        // A server that another process has taken is not ours to stop.
        if (error instanceof AlreadyOwnedError) server = undefined;
        if (!signal.aborted) plan.log((error as Error).message);
      }
    }
  };
  const watching = watch();

  const stop = async (): Promise<void> => {
    stopping.abort();
    await watching;
    if (!server) return;
    const { pid, launched, ownership } = server;
    await halt(pid, launched ? () => isRunning(launched) : () => isPostmaster(pid, plan.paths.cluster));
    // A server that was frozen leaves a connection that never ends by itself.
    await Promise.race([
      ownership.ended,
      ownership.client.end().catch(() => undefined),
      delay(1000, undefined, { ref: false }),
    ]);
  };
  let done: Promise<void> | undefined;
  return {
    url: urlOf(first.port, plan.password),
    serviceUrl: serviceUrlOf(first.port, plan.password),
    get pid() {
      return (server ?? first).pid;
    },
    stop: () => (done ??= stop()),
  };
}
