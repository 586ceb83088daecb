import { type Client } from 'pg';
import { OperatorError } from './client';

/** What the service may do with each table, and with no other. Audit entries and seals are added, and never changed or removed. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  orgs: 'SELECT, INSERT, UPDATE (retention_days)',
  customers: 'SELECT, INSERT, UPDATE, DELETE',
  identity_documents: 'SELECT, INSERT, UPDATE, DELETE',
  credit_cards: 'SELECT, INSERT, UPDATE, DELETE',
  holds: 'SELECT, INSERT, DELETE',
  idempotency_keys: 'SELECT, INSERT, UPDATE, DELETE',
  // What is removed here is bound by a policy, too: it must be due.
  blocked_data: 'SELECT (org_id, customer_id, id, blocked_at, destroy_after), INSERT, DELETE',
  audit_entries: 'SELECT, INSERT',
  audit_seals: 'SELECT, INSERT',
  migrations: 'SELECT',
};

/** What may only be added to, whoever has granted more. */
const APPEND_ONLY = ['audit_entries', 'audit_seals'];

/** What a role of its own must not be able to do, in words, and how PostgreSQL tells that it is. */
const FORBIDDEN: readonly (readonly [what: string, tables: readonly string[], condition: string])[] = [
  [
    'change the audit',
    APPEND_ONLY,
    `has_any_column_privilege(r.oid, t.oid, 'UPDATE') OR has_table_privilege(r.oid, t.oid, 'DELETE, TRUNCATE')`,
  ],
  [
    'read or change blocked data',
    ['blocked_data'],
    `has_column_privilege(r.oid, t.oid, 'body', 'SELECT') OR has_any_column_privilege(r.oid, t.oid, 'UPDATE')
     OR has_table_privilege(r.oid, t.oid, 'TRUNCATE') OR r.rolbypassrls`,
  ],
];

/** How a role stands to the tables. */
export interface Standing {
  /** It owns nothing, and can neither read blocked data nor change the audit. */
  readonly isRestricted: boolean;
}

/**
 * Grants the service's role what it needs, and takes from it what it does not: former versions had it granted more.
 * @param client of the role that migrates
 * @param role of the service. Where it is the same, it keeps everything but changing the audit, which it could grant itself again
 * @throws OperatorError when another role could do what it must not all the same, unless it is a superuser
 */
export async function grantTo(client: Client, role: string): Promise<Standing> {
  const [own] = (await client.query<Own>(OWN)).rows;
  const name = client.escapeIdentifier(role);
  const isOther = role !== own?.role;
  const statements = isOther ? grants(name, client.escapeIdentifier(own?.schema ?? 'public')) : [];
  const revoke = `REVOKE UPDATE, DELETE, TRUNCATE ON ${APPEND_ONLY.join(', ')} FROM PUBLIC, ${name}`;
  // One transaction: other instances are at work meanwhile.
  await client.query(['BEGIN', ...statements, revoke, 'COMMIT'].join(';\n'));
  if (isOther) await refuseTooMuch(client, role);
  const [standing] = (await client.query<Standing>(STANDING, [role])).rows;
  return standing ?? { isRestricted: false };
}

interface Own {
  role: string;
  schema: string | null;
}

const OWN = 'SELECT current_user AS role, current_schema() AS schema';

/** $1 role → {@link Standing} */
const STANDING = `
  SELECT NOT r.rolsuper AND NOT pg_has_role(r.oid, t.relowner, 'MEMBER') AS "isRestricted"
    FROM pg_roles r, pg_class t
   WHERE r.rolname = $1 AND t.oid = 'blocked_data'::regclass`;

async function refuseTooMuch(client: Client, role: string): Promise<void> {
  for (const [what, tables, condition] of FORBIDDEN) {
    const { rowCount } = await client.query(
      `SELECT FROM pg_roles r, pg_class t
        WHERE r.rolname = $1 AND NOT r.rolsuper AND t.oid = ANY ($2::text[]::regclass[])
          AND (${condition} OR pg_has_role(r.oid, t.relowner, 'MEMBER'))`,
      [role, tables],
    );
    if (!rowCount) continue;
    const name = client.escapeIdentifier(role);
    throw new OperatorError(`the role ${name} may ${what}, by a grant of another role or as its member`);
  }
}

function grants(name: string, schema: string): string[] {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) => [
    `REVOKE ALL ON ${table} FROM ${name}`,
    `GRANT ${privileges} ON ${table} TO ${name}`,
  ]);
  return [`GRANT USAGE ON SCHEMA ${schema} TO ${name}`, 'REVOKE ALL ON blocked_data FROM PUBLIC', ...tables];
}
