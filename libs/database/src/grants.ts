import { type Client } from 'pg';

/** What the service may do with each table, and with no other. Audit entries and seals are added, and never changed or removed. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  orgs: 'SELECT, INSERT, UPDATE, DELETE',
  customers: 'SELECT, INSERT, UPDATE, DELETE',
  identity_documents: 'SELECT, INSERT, UPDATE, DELETE',
  credit_cards: 'SELECT, INSERT, UPDATE, DELETE',
  holds: 'SELECT, INSERT, UPDATE, DELETE',
  idempotency_keys: 'SELECT, INSERT, UPDATE, DELETE',
  blocked_data: 'INSERT',
  audit_entries: 'SELECT, INSERT',
  audit_seals: 'SELECT, INSERT',
  migrations: 'SELECT',
};

/**
 * Grants the service's role what it needs, and takes from it what it does not: former versions had it granted more.
 * @param client of the role that owns the tables
 * @param role of the service; the owner itself keeps everything but changing the audit, which a superuser can do all the same
 */
export async function grantTo(client: Client, role: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  const statements = role === client.user ? restrictOwner(name) : grants(name);
  // One transaction: other instances are at work meanwhile.
  await client.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
}

function restrictOwner(name: string): string[] {
  return [`REVOKE UPDATE, DELETE, TRUNCATE ON audit_entries, audit_seals FROM ${name}`];
}

function grants(name: string): string[] {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) => [
    `REVOKE ALL ON ${table} FROM ${name}`,
    `GRANT ${privileges} ON ${table} TO ${name}`,
  ]);
  return [`GRANT USAGE ON SCHEMA public TO ${name}`, ...tables];
}
