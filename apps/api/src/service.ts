import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock, type Settings } from '@app/common';
import { Database, type EmbeddedPostgres, migrate, startEmbeddedPostgres } from '@app/database';
import { DatabaseError } from 'pg';
import { createApp } from './app';
import { startBackgroundWork } from './background';
import { readSettings } from './environment';
import { Drain } from './http/drain';
import { takeLastWords } from './last-words';
import { processLog } from './logger';
import { Metrics } from './metrics/metrics';
import { serveMetrics } from './metrics/metrics-server';

/** How long load balancers may take to notice that the instance is not ready, in milliseconds. */
const NOTICE_MS = 1500;
/** How long requests in flight may take after that, in milliseconds: the deadline of a request is shorter by default. */
const CLOSE_MS = 5000;
/** How long what is under way in the database may take after that, in milliseconds. */
const POOL_MS = 1000;
/** Connections that may wait to be accepted, as far as the system allows it: beyond, clients try again after seconds. */
const BACKLOG = 4096;
/** Of a service whose role owns the tables, or is a superuser. */
const ONE_ROLE =
  'the service can read blocked data and change the audit; set MIGRATION_DATABASE_URL to the owner of the tables, and DATABASE_URL to another role';
/** The organization that an embedded database has from the start. */
const DEMO_ORG = 'telco';

/**
 * Runs the service until SIGINT or SIGTERM. A start that cannot work ends in one line and exit code 1; a stop lets
 * requests in flight finish, stops the embedded PostgreSQL, and exits with 0 (contract §6). An error that nobody has
 * caught leaves no request that could be trusted: the embedded PostgreSQL is stopped at once, and the exit code is 1.
 */
export async function startService(): Promise<void> {
  const stopping = new AbortController();
  const drain = new Drain();
  let exitCode = 0;
  const take = takeLastWords(() => {
    exitCode = 1;
    stopping.abort();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  // Whoever read our output may have gone; that is no reason to go, too.
  process.stdout.on('error', () => undefined);
  let database: EmbeddedPostgres | undefined;
  let app: NestFastifyApplication | undefined;
  try {
    const settings = readSettings();
    if (settings.databaseUrl === undefined) {
      database = await startEmbeddedPostgres({ dataDir: settings.dataDir, log: print, signal: stopping.signal });
    }
    const serviceUrl = settings.databaseUrl ?? database?.serviceUrl ?? '';
    const ownerUrl = settings.migrationDatabaseUrl ?? database?.url ?? serviceUrl;
    await prepare(settings, { ownerUrl, serviceUrl }, stopping.signal);
    app = await listen(settings, serviceUrl, { drain, stopping: stopping.signal });
    await aborted(stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) {
      exitCode = 1;
      process.stderr.write(`padron: ${explain(error)}\n`);
    }
  }
  if (exitCode === 0) await stop(app, drain).catch((error: unknown) => take(error, 'stop'));
  await database?.stop().catch((error: unknown) => take(error, 'stop'));
  process.exit(exitCode);
}

/** The two ways into the database; one role where only DATABASE_URL is set. */
interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly serviceUrl: string;
}

async function prepare(settings: Settings, { ownerUrl, serviceUrl }: DatabaseUrls, signal: AbortSignal): Promise<void> {
  const orgs = settings.databaseUrl === undefined ? [DEMO_ORG, ...settings.orgs] : settings.orgs;
  const variable = settings.migrationDatabaseUrl === undefined ? 'DATABASE_URL' : 'MIGRATION_DATABASE_URL';
  const { isRestricted } = await migrate(ownerUrl, { orgs, serviceUrl, signal }).catch((error: Error) => {
    throw new Error(`${variable}: ${error.message}`, { cause: error });
  });
  if (!isRestricted) process.stderr.write(`padron: warning: ${ONE_ROLE}\n`);
}

async function listen(
  settings: Settings,
  databaseUrl: string,
  { drain, stopping }: { drain: Drain; stopping: AbortSignal },
): Promise<NestFastifyApplication> {
  const log = processLog(settings.logLevel);
  process.on('exit', () => log.flush());
  const app = await createApp({ settings, databaseUrl, logger: log.logger, drain, clock: new Clock() });
  await app.get(Database).warm();
  if (settings.metricsPort !== undefined) {
    await serveMetrics(app.get(Metrics), settings.metricsPort, settings.host).catch((error: unknown) => {
      throw new Error(explain(error).replace('PORT', 'METRICS_PORT'));
    });
  }
  startBackgroundWork(app, log.logger, stopping);
  await app.listen({ port: settings.port, host: settings.host, backlog: BACKLOG });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  print(`listening on http://${host}:${port}`);
  return app;
}

async function stop(app: NestFastifyApplication | undefined, drain: Drain): Promise<void> {
  drain.started = true;
  if (app === undefined) return;
  await delay(NOTICE_MS);
  // A client that sends or reads too slowly must not hold up the exit.
  const server = app.getHttpServer();
  const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  // Nor must the database: REQUEST_TIMEOUT_MS may give a statement a minute. Its session ends with this process.
  await Promise.race([app.close(), delay(CLOSE_MS + POOL_MS)]);
  clearTimeout(impatient);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line for the operator. */
function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'PORT is taken: another process listens there';
  if (code === 'EACCES') return 'PORT may not be used by this user';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is not an address of this machine';
  // What PostgreSQL, or a pooler in front of it, says of the connection itself.
  if (error instanceof DatabaseError) return `DATABASE_URL: ${message}`;
  return message.split('\n')[0] ?? 'cannot start';
}
