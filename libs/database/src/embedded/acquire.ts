import { setTimeout as delay } from 'node:timers/promises';
import { clearStaging, type Paths } from './cluster';
import { connect, ensureDatabase, type Ownership, takeLock } from './connection';
import { AlreadyOwnedError, EmbeddedPostgresError, WAY_OUT } from './error';
import { type Identity } from './identity';
import { freePort, halt, isPostmaster, isRunning, launch, type Launched, readPidFile } from './postmaster';

/** Everything that is settled before the server runs, and stays so when it has to be started again. */
export interface Plan {
  readonly dataDir: string;
  readonly paths: Paths;
  readonly identity: Identity;
  readonly password: string;
  readonly settings: Record<string, string>;
  readonly log: (line: string) => void;
}

/** A living server of ours. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly ownership: Ownership;
  /** Set when this process has started it: its parent knows best whether it lives. */
  readonly launched?: Launched;
}

const READY_WITHIN = 30_000;
// A crashed server's children may live, and hold its shared memory, for a moment.
const STALE_FOR = 5000;

/**
 * Gets the lock of the data directory's server, starting the server when none lives. Who gets the lock owns the server, whoever has
 * started it; so processes that do this at the same moment need no other lock.
 *
 * @param port the port to start on; any free one when left out
 * @throws EmbeddedPostgresError when there is no server to be had; what was started is stopped then
 * @throws AlreadyOwnedError when another process has the lock
 */
export async function acquire(plan: Plan, signal: AbortSignal, port?: number): Promise<Server> {
  const { paths, identity, settings, log } = plan;
  const begun = Date.now();
  let launched: Launched | undefined;
  let nextPort = port;
  try {
    for (; Date.now() - begun < READY_WITHIN; await delay(30, undefined, { signal })) {
      signal.throwIfAborted();
      const running = readPidFile(paths.cluster);
      if (running && isPostmaster(running.pid, paths.cluster)) {
        const ownership = await own(plan, running.port);
        if (!ownership) continue;
        const isChild = launched?.child.pid === running.pid;
        log(`${isChild ? 'started' : 'took over the running'} PostgreSQL (pid ${running.pid}, port ${running.port})`);
        return { ...running, ownership, launched: isChild ? launched : undefined };
      }
      if (launched) {
        if (launched.failure === undefined) continue;
        const isPortTaken = launched.failure.includes('TCP/IP sockets');
        const isTransient = isPortTaken || /postmaster\.pid|shared memory block/.test(launched.failure);
        if (!isTransient || Date.now() - begun > STALE_FOR) throw didNotStart(launched.failure, paths);
        if (isPortTaken) nextPort = port;
        await delay(200, undefined, { signal });
      }
      launched = await launch(identity, paths, (nextPort ??= await freePort()), settings);
    }
    throw didNotStart(`it took no connections within ${READY_WITHIN / 1000} s`, paths);
  } catch (error) {
    // The process that has the lock owns our child, too.
    if (launched?.child.pid !== undefined && !(error instanceof AlreadyOwnedError)) {
      const { child } = launched;
      await halt(launched.child.pid, () => isRunning({ child }));
    }
    throw error;
  }
}

/** @returns the owner's session; undefined when the server is not ready, or goes away meanwhile */
async function own(plan: Plan, port: number): Promise<Ownership | undefined> {
  const session = await connect(plan.paths, port, plan.password, 'postgres');
  try {
    if (!session) return undefined;
    await takeLock(session, plan.dataDir);
    await ensureDatabase(session, plan.password);
    await clearStaging(plan.paths);
    return session;
  } catch (error) {
    void session?.client.end().catch(() => undefined);
    if (error instanceof AlreadyOwnedError) throw error;
    return undefined;
  }
}

function didNotStart(reason: string, { log }: Paths): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`the embedded PostgreSQL did not start: ${reason} (see ${log}); ${WAY_OUT}`);
}
