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
  return standingOf(client, role);
}

/** How a role stands to the tables, whatever it was granted. */
export async function standingOf(client: Client, role: string): Promise<Standing> {
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

/**
 * $1 role, $2 tables that may only be added to → what the role may do by itself, for everybody may, or as any role that it may become; nothing of a
 * superuser, who is bound by nothing
 */
const TOO_MUCH = `
  SELECT DISTINCT what
    FROM pg_roles r
    JOIN pg_roles g ON pg_has_role(r.oid, g.oid, 'MEMBER')
    JOIN pg_database d ON d.datname = current_database()
    JOIN pg_namespace n ON n.nspname = current_schema()
   CROSS JOIN LATERAL (VALUES
     ('change the audit',
      EXISTS (SELECT FROM unnest($2::text[]::regclass[]) AS t
               WHERE has_any_column_privilege(g.oid, t, 'UPDATE') OR has_table_privilege(g.oid, t, 'DELETE, TRUNCATE'))),
     ('read or change blocked data',
      g.rolbypassrls OR has_column_privilege(g.oid, 'blocked_data', 'body', 'SELECT')
      OR has_any_column_privilege(g.oid, 'blocked_data', 'UPDATE') OR has_table_privilege(g.oid, 'blocked_data', 'TRUNCATE')),
     ('drop tables, as the owner of the database, the schema or a table',
      g.oid IN (d.datdba, n.nspowner) OR EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid AND relowner = g.oid)),
     ('put functions in the way of the owner: REVOKE CREATE on the database and the schema, and drop its functions',
      has_schema_privilege(g.oid, n.oid, 'CREATE') OR has_database_privilege(g.oid, d.oid, 'CREATE')
      OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid AND proowner = g.oid)),
     ('reach files and programs of the server',
      g.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')),
     ('make itself a member of any role',
      g.rolcreaterole AND current_setting('server_version_num')::integer < 160000)) AS too_much (what, is_so)
   WHERE r.rolname = $1 AND NOT r.rolsuper AND is_so
   ORDER BY what`;

async function refuseTooMuch(client: Client, role: string): Promise<void> {
  const { rows } = await client.query<{ what: string }>(TOO_MUCH, [role, APPEND_ONLY]);
  if (rows.length === 0) return;
  const name = client.escapeIdentifier(role);
  const all = rows.map(({ what }) => what).join('; ');
  throw new OperatorError(`the role ${name} may, by itself, as everybody may, or as a member of another role: ${all}`);
}

function grants(name: string, schema: string): string[] {
  const tables = Object.entries(PRIVILEGES).flatMap(([table, privileges]) => [
    `REVOKE ALL ON ${table} FROM ${name}`,
    `GRANT ${privileges} ON ${table} TO ${name}`,
  ]);
  return [
    `GRANT USAGE ON SCHEMA ${schema} TO ${name}`,
    `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC, ${name}`,
    'REVOKE ALL ON blocked_data FROM PUBLIC',
    ...tables,
  ];
}
