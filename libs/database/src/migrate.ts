import { Client, DatabaseError } from 'pg';
import { DataSource } from 'typeorm';
import { schemaOptions } from './data-source';

/** The advisory lock of whoever migrates. Any constant: it only has to be the same in every instance. */
export const MIGRATION_LOCK = 7_261_637;

/** The database cannot be reached or migrated; the message is one line for the operator, without credentials. */
export class MigrationError extends Error {}

/**
 * Brings the schema up to this build and makes sure of the given organizations. Several instances may start at once:
 * TypeORM itself takes no lock, so a session advisory lock lets one migrate while the others wait.
 * @param url a connection that may change the schema; not through a transaction-pooling proxy
 * @param orgs organizations to make sure of
 * @param signal ends the wait for another instance that migrates
 * @throws MigrationError
 */
export async function migrate(url: string, orgs: readonly string[], signal?: AbortSignal): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'padron migrate',
  });
  // Without a listener a connection that dies would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new MigrationError(`cannot connect (${reason(error)})`);
  });
  // Ending the session ends the wait: a statement in progress is given up.
  const giveUp = (): void => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(url);
    await client.query('INSERT INTO orgs (org_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [orgs]);
  } catch (error) {
    throw new MigrationError(`cannot migrate (${reason(error)})`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await client.end().catch(() => undefined);
  }
}

async function runMigrations(url: string): Promise<void> {
  const dataSource = await new DataSource(schemaOptions(url)).initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}

/** What PostgreSQL says, else the socket's error. Neither knows the password. */
function reason(error: unknown): string {
  if (error instanceof DatabaseError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'unknown error';
}
