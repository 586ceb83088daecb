import { createHmac } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { NAME, type Paths, SERVICE_ROLE } from './cluster';
import { AlreadyOwnedError, EmbeddedPostgresError } from './error';

// 'padr' in ASCII. Advisory locks belong to one database: this one is always taken in `postgres`.
const OWNER_LOCK = 0x70616472;

/** The owner's session: it holds the lock as long as it lives. */
export interface Ownership {
  readonly client: Client;
  /** Resolves when the session is over, by whichever side. */
  readonly ended: Promise<void>;
}

/** @returns the URL of the service's database for the superuser */
export function urlOf(port: number, password: string): string {
  return `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
}

/** @returns the URL of the service's database for {@link SERVICE_ROLE} */
export function serviceUrlOf(port: number, password: string): string {
  return `postgres://${SERVICE_ROLE}:${servicePassword(password)}@127.0.0.1:${port}/${NAME}`;
}

/** Made of the superuser's, which it does not tell. */
function servicePassword(password: string): string {
  return createHmac('sha256', password).update(SERVICE_ROLE).digest('hex');
}

/**
 * Opens a session on the server of a data directory.
 *
 * @returns the session; undefined while the server does not (yet) take connections, or the database is not there yet
 * @throws EmbeddedPostgresError when the server is another one, or refuses our password
 */
export async function connect(
  paths: Paths,
  port: number,
  password: string,
  database: string,
): Promise<Ownership | undefined> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: NAME,
    password,
    database,
    ssl: false,
    keepAlive: true,
    connectionTimeoutMillis: 3000,
    query_timeout: 20_000,
    application_name: 'padron embedded',
    options: '-c idle_session_timeout=0 -c statement_timeout=0',
  });
  // Without a listener, a server that ends the session would end this process.
  client.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if ((await realpath(rows[0]?.data_directory ?? '')) === paths.cluster) return { client, ended };
  } catch (error) {
    void client.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? '';
    if (code !== '28P01' && code !== '28000') return undefined;
  }
  void client.end().catch(() => undefined);
  throw new EmbeddedPostgresError(
    `the PostgreSQL running on ${paths.cluster} is not ours, or ${paths.password} is not its password`,
  );
}

/**
 * Takes the owner's lock, which is held until the session ends.
 *
 * @param dir the data directory, for the message
 * @throws AlreadyOwnedError when another session keeps it for a second: PostgreSQL needs a moment to see that a process is dead
 */
export async function takeLock({ client }: Ownership, dir: string): Promise<void> {
  for (const deadline = Date.now() + 1000; ; await delay(50)) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [OWNER_LOCK]);
    if (rows[0]?.locked) return;
    if (Date.now() > deadline) throw new AlreadyOwnedError(dir);
  }
}

/** Makes the service's database and role where they are missing. For the owner only: two sessions must not try at once. */
export async function ensureDatabase({ client }: Ownership, password: string): Promise<void> {
  const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVICE_ROLE]);
  if (!roles.rowCount) await client.query(`CREATE ROLE ${SERVICE_ROLE} LOGIN PASSWORD '${servicePassword(password)}'`);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [NAME]);
  if (!rowCount) await client.query(`CREATE DATABASE ${NAME} TEMPLATE template0`);
}
