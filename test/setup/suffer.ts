import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from './embedded';
import { type FaultLoad, percentile, startLoad, watchLiveness } from './fault-load';
import { send } from './http';
import { type OwnPostgres } from './own-postgres';
import { type ServiceProcess, startProcess } from './process';

/** REQUEST_TIMEOUT_MS of the services under test. */
export const LIMIT_MS = 1500;
/** What an answer may take beyond the limit on a busy machine, in milliseconds. */
export const MARGIN_MS = 1000;
/** Who asks whether the process lives gets its answer within this, however much waits for the database: nothing blocks the event loop. */
export const LIVE_MS = 250;
const POOL_MAX = 10;
/** How long a fault lasts at least, in milliseconds: long enough for a percentile. */
const SHORTEST_MS = 2000;

/** Something that a database does to its service. */
export interface Fault {
  readonly name: string;
  /** What a create may be answered meanwhile, beside 201. */
  readonly statuses: readonly number[];
  /** What /health/ready says meanwhile; undefined: now this, now that. */
  readonly ready: 200 | 503 | undefined;
  readonly clients?: number;
  readonly env?: Record<string, string>;
  /** By which URL the service reaches the database, if not straight. */
  readonly url?: string;
  readonly begin: () => Promise<unknown>;
  /** Is called again and again until the fault has been felt. */
  readonly again?: () => Promise<unknown>;
  /** Goes on at least until this resolves. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** What a fault did to a service. */
export interface Damage {
  readonly fault: string;
  /** Status → how many creates were answered so. */
  readonly statuses: Record<number, number>;
  /** Of a create, in milliseconds. */
  readonly slowest: number;
  /** 95th percentile of /health/live, in milliseconds: of few answers, the 99th would be the slowest. */
  readonly liveP95: number;
  /** From the end of the fault to the end of the first success that began after it, in milliseconds. */
  readonly recovery: number;
  readonly acknowledged: number;
  /** Acknowledged creates that are not in the database. */
  readonly lost: number;
  readonly readyMeanwhile: readonly number[];
  readonly withoutRetryAfter: number;
  /** Sessions of the service afterwards, and those of them that are in a transaction. */
  readonly sessions: number;
  readonly inTransaction: number;
  /** Of the service after SIGTERM. */
  readonly exit: number | NodeJS.Signals;
}

/** Lets a service under load suffer a fault, and tells what became of it. */
export async function suffer(server: OwnPostgres, fault: Fault): Promise<Damage> {
  const env = { DATABASE_URL: fault.url ?? server.url, DATABASE_POOL_MAX: String(POOL_MAX), ...fault.env };
  const service = await startProcess({ REQUEST_TIMEOUT_MS: String(LIMIT_MS), ...env });
  const load = startLoad(service.url, fault.clients ?? 16);
  try {
    await eventually('creates before', () => load.acknowledged.length > 100);
    const { live, readyMeanwhile, end } = await endure(fault, service, load);
    await eventually('a success', () => load.count((status) => status === 201, end) > 0);
    const first = load.answers.find(({ at, status }) => at >= end && status === 201);
    const recovery = (first?.at ?? NaN) + (first?.ms ?? NaN) - end;
    const before = load.acknowledged.length;
    await eventually('creates as before', () => load.acknowledged.length > before + 100);
    await eventually('readiness', async () => (await readiness(service, [])) === 200);
    await load.stop();
    const liveP95 = percentile(live, 0.95);
    return { fault: fault.name, recovery, readyMeanwhile, liveP95, ...(await examine(server, service, load)) };
  } finally {
    await load.stop();
    await service.end('SIGKILL');
  }
}

/** Keeps the fault up until it has been felt, and tells what was seen meanwhile. */
async function endure(
  fault: Fault,
  service: ServiceProcess,
  load: FaultLoad,
): Promise<{ live: number[]; readyMeanwhile: number[]; end: number }> {
  const isFailure = (status: number): boolean => fault.statuses.includes(status);
  const readyMeanwhile: number[] = [];
  const readyMs: number[] = [];
  const begun = performance.now();
  await fault.begin();
  const watch = watchLiveness(service.url);
  await Promise.all([
    fault.meanwhile?.(),
    delay(SHORTEST_MS),
    eventually('failures', async () => {
      await fault.again?.();
      readyMeanwhile.push(await readiness(service, readyMs));
      return load.count(isFailure, begun) >= 20 && readyMeanwhile.length >= 3;
    }),
  ]);
  const live = await watch();
  await fault.end();
  const slowest = Math.max(...readyMs);
  if (slowest > LIMIT_MS + MARGIN_MS) throw new Error(`/health/ready took ${slowest} ms`);
  return { live, readyMeanwhile, end: performance.now() };
}

/** The status of /health/ready; the milliseconds that it took are added to `times`. */
async function readiness(service: ServiceProcess, times: number[]): Promise<number> {
  const begun = performance.now();
  const { status } = await send(service.url, 'GET', '/health/ready');
  times.push(performance.now() - begun);
  return status;
}

async function examine(
  server: OwnPostgres,
  service: ServiceProcess,
  load: FaultLoad,
): Promise<Omit<Damage, 'fault' | 'recovery' | 'readyMeanwhile' | 'liveP95'>> {
  const lost = await server.query(
    `SELECT FROM unnest($1::uuid[]) AS acknowledged (id)
      WHERE NOT EXISTS (SELECT FROM customers WHERE org_id = 'telco' AND customers.id = acknowledged.id)`,
    [load.acknowledged],
  );
  let sessions: { state: string }[] = [];
  // What the service gave up may go on in PostgreSQL until its own time-out, or until the network tells it.
  await eventually('few and idle sessions', async () => {
    sessions = await server.query(`SELECT state FROM pg_stat_activity WHERE application_name = 'padron'`);
    return sessions.length <= POOL_MAX && sessions.every(({ state }) => state === 'idle');
  }).catch(() => undefined);
  const statuses: Record<number, number> = {};
  for (const { status } of load.answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    statuses,
    slowest: Math.max(...load.answers.map(({ ms }) => ms)),
    acknowledged: load.acknowledged.length,
    lost: lost.length,
    withoutRetryAfter: load.answers.filter(({ status, retryAfter }) => status >= 500 && retryAfter !== '1').length,
    sessions: sessions.length,
    inTransaction: sessions.filter(({ state }) => state !== 'idle').length,
    exit: await service.end('SIGTERM'),
  };
}
