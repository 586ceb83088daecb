import { type Client } from 'pg';
import { OperatorError } from './client';

/** What the service may do with each table, and with no other. Audit entries and seals are added, and never changed or removed. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  orgs: 'SELECT, INSERT, UPDATE (audit_generation)',
  customers: 'SELECT, INSERT, UPDATE, DELETE',
  identity_documents: 'SELECT, INSERT, UPDATE, DELETE',
  credit_cards: 'SELECT, INSERT, UPDATE, DELETE',
  holds: 'SELECT, INSERT, DELETE',
  idempotency_keys: 'SELECT, INSERT, UPDATE, DELETE',
  blocked_data: 'INSERT',
  audit_entries: 'SELECT, INSERT',
  audit_seals: 'SELECT, INSERT',
  migrations: 'SELECT',
};

/** What may only be added to, whoever has granted more. */
const APPEND_ONLY = ['audit_entries', 'audit_seals'];

/**
 * Grants the service's role what it needs, and takes from it what it does not: former versions had it granted more.
 * @param client of the role that owns the tables
 * @param role of the service; the owner itself keeps everything but changing the audit
 * @throws OperatorError when the role could change the audit all the same, unless it is a superuser
 */
export async function grantTo(client: Client, role: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  const statements = role === client.user ? [] : grants(name);
  const revoke = `REVOKE UPDATE, DELETE, TRUNCATE ON ${APPEND_ONLY.join(', ')} FROM PUBLIC, ${name}`;
  // One transaction: other instances are at work meanwhile.
  await client.query(['BEGIN', ...statements, revoke, 'COMMIT'].join(';\n'));
  const { rowCount } = await client.query(
    `SELECT FROM pg_roles, unnest($2::text[]) AS audit (name)
      WHERE rolname = $1 AND NOT rolsuper AND has_table_privilege(rolname, audit.name, 'UPDATE, DELETE, TRUNCATE')`,
    [role, APPEND_ONLY],
  );
  if (rowCount)
    throw new OperatorError(`the role ${name} may change the audit, by a grant of another role or as its member`);
}

function grants(name: string): string[] {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) => [
    `REVOKE ALL ON ${table} FROM ${name}`,
    `GRANT ${privileges} ON ${table} TO ${name}`,
  ]);
  return [`GRANT USAGE ON SCHEMA public TO ${name}`, ...tables];
}
