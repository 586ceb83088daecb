import { type Client } from 'pg';
import { DataSource } from 'typeorm';
import { openClient, OperatorError, reason } from './client';
import { MIGRATIONS, schemaOptions } from './data-source';
import { grantTo, type Standing, standingOf } from './grants';
import { roleOf, serviceRole } from './service-role';

/** The advisory lock of whoever migrates. Any constant: it only has to be the same in every instance. */
export const MIGRATION_LOCK = 7_261_637;

/**
 * Transactions of this server count lower than those that wrote the audit: a dump was restored here. From now on entries are
 * of another generation, which comes after all that there are.
 */
const NEW_GENERATION = `
  UPDATE orgs SET audit_generation = audit_generation + 1
   WHERE EXISTS (SELECT FROM audit_entries e
                  WHERE e.org_id = orgs.org_id AND e.generation = orgs.audit_generation
                    AND e.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`;

/** What belongs to a migration beside the schema. */
export interface MigrationOptions {
  /** Organizations to make sure of. */
  readonly orgs: readonly string[];
  /** How the service will connect: its role is made where it is missing, and granted what it needs. The same role unless given. */
  readonly serviceUrl?: string;
  /** Ends the wait for another instance that migrates. */
  readonly signal?: AbortSignal;
}

/**
 * Brings the schema up to this build and makes sure of the given organizations. Several instances may start at once:
 * TypeORM itself takes no lock, so a session advisory lock lets one migrate while the others wait.
 * @param url a connection that may change the schema; not through a transaction-pooling proxy
 * @returns how the service's role stands to the tables
 * @throws OperatorError
 */
export async function migrate(url: string, { orgs, serviceUrl = url, signal }: MigrationOptions): Promise<Standing> {
  const client = await openClient(url, 'migrate');
  // Ending the session ends the wait: a statement in progress is given up.
  const giveUp = (): void => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await checkEncoding(client);
    await runMigrations(url);
    await beginGeneration(client);
    const role = serviceUrl === url ? await roleOf(client) : await serviceRole(client, serviceUrl);
    const standing = (await isNewer(client)) ? await standingOf(client, role) : await grantTo(client, role);
    await client.query('INSERT INTO orgs (org_id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [orgs]);
    return standing;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`cannot migrate (${reason(error)})`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await client.end().catch(() => undefined);
  }
}

/** The service's own role cannot do this: it owns nothing, and could take entries out of their order. */
async function beginGeneration(client: Client): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT FROM pg_roles WHERE rolname = current_user AND has_column_privilege('orgs', 'audit_generation', 'UPDATE')",
  );
  if (rowCount) await client.query(NEW_GENERATION);
}

/** Whether a later version has migrated already: what it has granted is not ours to take back. */
async function isNewer(client: Client): Promise<boolean> {
  const known = MIGRATIONS.map(({ name }) => name);
  const { rowCount } = await client.query('SELECT FROM migrations WHERE name <> ALL ($1)', [known]);
  return Boolean(rowCount);
}

/** Another encoding could not hold every name. @throws OperatorError */
async function checkEncoding(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  if (rows[0]?.server_encoding !== 'UTF8') throw new OperatorError('the database must be in UTF-8');
}

async function runMigrations(url: string): Promise<void> {
  const dataSource = await new DataSource(schemaOptions(url)).initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await dataSource.destroy();
  }
}
