import { type Client } from 'pg';
import { OperatorError } from './client';

/** What the service may do with each table, and with no other. Audit entries and seals are added, and never changed or removed. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  orgs: 'SELECT, INSERT',
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
 * @param client of the role that migrates
 * @param role of the service. Where it is the same, it keeps everything but changing the audit, which it could grant itself again
 * @throws OperatorError when another role could change the audit all the same, unless it is a superuser
 */
export async function grantTo(client: Client, role: string): Promise<void> {
  const [own] = (await client.query<Own>('SELECT current_user AS role, current_schema() AS schema')).rows;
  const name = client.escapeIdentifier(role);
  const isOther = role !== own?.role;
  const statements = isOther ? grants(name, client.escapeIdentifier(own?.schema ?? 'public')) : [];
  const revoke = `REVOKE UPDATE, DELETE, TRUNCATE ON ${APPEND_ONLY.join(', ')} FROM PUBLIC, ${name}`;
  // One transaction: other instances are at work meanwhile.
  await client.query(['BEGIN', ...statements, revoke, 'COMMIT'].join(';\n'));
  if (isOther && (await client.query(MAY_CHANGE, [role, APPEND_ONLY])).rowCount) {
    throw new OperatorError(`the role ${name} may change the audit, by a grant of another role or as its member`);
  }
}

interface Own {
  role: string;
  schema: string | null;
}

/** $1 role, $2 tables → a row for each table that the role could change, or let itself change */
const MAY_CHANGE = `
  SELECT FROM pg_roles r, pg_class t
   WHERE r.rolname = $1 AND NOT r.rolsuper AND t.oid = ANY ($2::text[]::regclass[])
     AND (has_any_column_privilege(r.oid, t.oid, 'UPDATE') OR has_table_privilege(r.oid, t.oid, 'DELETE, TRUNCATE')
          OR pg_has_role(r.oid, t.relowner, 'MEMBER'))`;

function grants(name: string, schema: string): string[] {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) => [
    `REVOKE ALL ON ${table} FROM ${name}`,
    `GRANT ${privileges} ON ${table} TO ${name}`,
  ]);
  return [`GRANT USAGE ON SCHEMA ${schema} TO ${name}`, ...tables];
}
