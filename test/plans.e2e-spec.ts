import { type Statement } from '@app/database';
import { Client } from 'pg';
import { LIST_ENTRIES } from '../apps/api/src/audit/audit.statements';
import { FIND_UNSEALED, SEAL_BLOCK } from '../apps/api/src/audit/seals.statements';
import { PUT_ASSOCIATED_USERS } from '../apps/api/src/associated-users/associated-users.statements';
import { ADD_CARD, LIST_CARDS, REMOVE_CARD } from '../apps/api/src/credit-cards/credit-cards.statements';
import {
  FIND_BY_DOCUMENT,
  FIND_BY_EMAIL,
  FIND_BY_EMAIL_AND_TYPE,
  FIND_BY_EXTERNAL_ID,
} from '../apps/api/src/customers/customer-search.statements';
import {
  FIND_LOGIN_EMAIL,
  LOCK_CUSTOMER,
  PATCH_CUSTOMER,
  FIND_CUSTOMER,
  READ_CUSTOMER,
  REMOVE_CUSTOMER,
} from '../apps/api/src/customers/customers.statements';
import {
  FIND_DOCUMENTS,
  LIST_DOCUMENTS,
  REPLACE_DOCUMENT,
} from '../apps/api/src/identity-documents/identity-documents.statements';
import { FIND_EXPIRED, FIND_KEY, REMOVE_EXPIRED } from '../apps/api/src/idempotency/idempotency.statements';
import { LIST_HOLDS, PLACE_HOLD, RELEASE_HOLD } from '../apps/api/src/holds/holds.statements';
import { DISCLOSE_CUSTOMER } from '../apps/api/src/blocked-data/disclosure.statements';
import { DESTROY_DUE, FIND_DUE } from '../apps/api/src/blocked-data/due.statements';
import { RESTORE_CUSTOMER } from '../apps/api/src/blocked-data/restore.statements';
import { EXPORT_CUSTOMER } from '../apps/api/src/data-export/data-export.statements';
import { createTestDatabase, type TestDatabase } from './setup/database';

const ID = '00000000-0000-7000-8000-000000000001';
/** The values of auditValues(). */
const ACT = `'${ID}', 'patchCustomer', '{}', NULL, 'r', '{}', NULL`;
/** The values of auditEachValues(). */
const ENTRY = `'patchCustomer', '{}', NULL, 'r', '{}', NULL`;
/** The values of blockedValues(). */
const RECORD = `${ACT}, 1095`;

/** Statements, and values for their parameters. */
const STATEMENTS: readonly [what: string, statement: Statement, values: string][] = [
  ['a read', READ_CUSTOMER, `'telco', '${ID}'`],
  ['a search by document', FIND_BY_DOCUMENT, `'telco', '{1}', '{NIF}', NULL, NULL`],
  ['a search by document of several types', FIND_BY_DOCUMENT, `'telco', '{1,1}', '{NIF,NIE}', NULL, NULL`],
  ['a search by document in another org', FIND_BY_DOCUMENT, `'other', '{1}', '{NIF}', NULL, NULL`],
  ['a search by email', FIND_BY_EMAIL, `'telco', 'c1'`],
  ['a search by an email of half the customers', FIND_BY_EMAIL, `'telco', 'nobody'`],
  ['a search by such an email in another org', FIND_BY_EMAIL, `'other', 'nobody'`],
  ['a search by email and type', FIND_BY_EMAIL_AND_TYPE, `'telco', 'c1', '{NIF,CIF}'`],
  ['a search by such an email and type', FIND_BY_EMAIL_AND_TYPE, `'telco', 'nobody', '{CIF}'`],
  ['a search by external id', FIND_BY_EXTERNAL_ID, `'telco', 'e1', NULL, '{NIF,CIF}'`],
  ['the search for a digital email', FIND_LOGIN_EMAIL, `'telco', 'l1', '${ID}'`],
  ['the look for a customer', FIND_CUSTOMER, `'telco', '${ID}'`],
  ['the lock', LOCK_CUSTOMER, `'telco', '${ID}'`],
  ...Object.entries(PATCH_CUSTOMER).map(([what, statement]): [string, Statement, string] => [
    `a patch of section or contact information: ${what}`,
    statement,
    `'telco', '${ID}', NULL, NULL, '{}', NULL, NULL, ${RECORD}`,
  ]),
  ['new representatives', PUT_ASSOCIATED_USERS, `'telco', '${ID}', NULL, NULL, ${RECORD}`],
  ['a removal', REMOVE_CUSTOMER, `'telco', '${ID}', ${RECORD}`],
  ['the documents of a customer', LIST_DOCUMENTS, `'telco', '${ID}'`],
  ['the look for documents', FIND_DOCUMENTS, `'telco', '${ID}', '1', 'NIF'`],
  ['another document', REPLACE_DOCUMENT, `'telco', '${ID}', '1', 'NIF', true, false, '{}', ${RECORD}`],
  ['the cards of a customer', LIST_CARDS, `'telco', '${ID}', '2026-01'`],
  ['a card', ADD_CARD, `'telco', '${ID}', '${ID}', 't', 'p', 'VISA', '1111', '2099-12', true, '2026-01', 50, ${ACT}`],
  ['the removal of a card', REMOVE_CARD, `'telco', '${ID}', '${ID}', ${RECORD}`],
  ['a hold', PLACE_HOLD, `'telco', '${ID}', 'legal', ${ACT}`],
  ['the release of a hold', RELEASE_HOLD, `'telco', '${ID}', 'legal', ${ACT}`],
  ['the list of holds', LIST_HOLDS, `'telco', '${ID}'`],
  ['the look for a key', FIND_KEY, `'telco', '\\x01', '\\x02'`],
  ['the look for expired keys', FIND_EXPIRED, ''],
  ['the removal of expired keys', REMOVE_EXPIRED, `'telco', 1000`],
  ['the first page of the audit', LIST_ENTRIES, `'telco', '${ID}', NULL, NULL, 51`],
  ['another page of the audit', LIST_ENTRIES, `'telco', '${ID}', 1, '${ID}', 51`],
  ['the look for unsealed entries', FIND_UNSEALED, ''],
  ['a seal', SEAL_BLOCK, `'telco', 10000`],
  ['the look for blocked data that is due', FIND_DUE, ''],
  ['the destruction of what is due', DESTROY_DUE, `'telco', 1000, ${ENTRY}`],
  ['the disclosure of a customer', DISCLOSE_CUSTOMER, `'telco', '${ID}', ${ENTRY}`],
  ['the return of a customer', RESTORE_CUSTOMER, `'telco', '${ID}', ${ACT}`],
  ['the export of a customer', EXPORT_CUSTOMER, `'telco', '${ID}', ${ACT}`],
];

/** Statements of command-line tools. */
const TOOLS: readonly Statement[] = [DISCLOSE_CUSTOMER, RESTORE_CUSTOMER, EXPORT_CUSTOMER];

/** Each statement reaches its rows by their keys, so its cost does not grow with the number of customers. */
describe('the plan of', () => {
  let database: TestDatabase;
  let client: Client;
  let empty: TestDatabase;

  beforeAll(async () => {
    empty = await createTestDatabase();
    database = await createTestDatabase();
    await database.query(
      `INSERT INTO customers (org_id, id, type, section, external_id, login_email_key, contact_email_key)
       SELECT 'telco', gen_random_uuid(), 'DIGITAL_CUSTOMER', '{}', 'e' || n, 'l' || n,
              CASE n % 2 WHEN 0 THEN 'nobody' ELSE 'c' || n END
         FROM generate_series(1, 20000) n`,
    );
    await database.query(
      `INSERT INTO identity_documents (org_id, number, type, customer_id, retired_at)
       SELECT 'telco', n::text, 'NIF', gen_random_uuid(), CASE n % 2 WHEN 0 THEN now() END FROM generate_series(1, 100000) n`,
    );
    await database.query(
      "INSERT INTO holds (org_id, customer_id, name) SELECT 'telco', gen_random_uuid(), 'legal' FROM generate_series(1, 20000)",
    );
    await database.query(
      `INSERT INTO credit_cards (org_id, customer_id, id, token, provider, brand, last_four, expiration_date, is_default)
       SELECT 'telco', gen_random_uuid(), gen_random_uuid(), 't' || n, 'p', 'VISA', '1111', '2099-12', n % 2 = 0
         FROM generate_series(1, 20000) n`,
    );
    await database.query(
      `INSERT INTO audit_entries (org_id, generation, xid, id, at, customer_id, operation, roles, request_id, members)
       SELECT 'telco', 1, n, gen_random_uuid(), now(), gen_random_uuid(), 'createCustomer', '{}', 'r', '{}'
         FROM generate_series(1, 100000) n`,
    );
    await database.query(
      `INSERT INTO audit_seals (org_id, number, entries, last_generation, last_xid, last_id, sealed_at, hash)
       SELECT 'telco', n, 1, 1, n, gen_random_uuid(), now(), '' FROM generate_series(1, 20000) n`,
    );
    await database.query(
      `INSERT INTO idempotency_keys (org_id, key_hash, fingerprint, result, expires_at)
       SELECT 'telco', sha256(n::text::bytea), '', '{}', now() + n * interval '1 s' FROM generate_series(1, 20000) n`,
    );
    await database.query(
      `INSERT INTO blocked_data (org_id, id, customer_id, body, destroy_after)
       SELECT 'telco', gen_random_uuid(), gen_random_uuid(), '{}', now() + n * interval '1 h' - interval '10 d'
         FROM generate_series(1, 20000) n`,
    );
    await database.query('ANALYZE');
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.close();
    await empty.close();
  });

  it.each(STATEMENTS)(
    '%s uses keys alone, whether PostgreSQL looks at the values or not',
    async (_what, statement, values) => {
      const { text } = statement;
      for (const mode of ['force_generic_plan', 'force_custom_plan']) {
        await client.query(`SET plan_cache_mode = ${mode}`);
        await client.query(roleFor(statement));
        expectKeys(await planOf((sql) => client.query(sql).then(({ rows }) => rows as Line[]), text, values));
      }
    },
  );

  // A connection keeps the plan that it has made, until PostgreSQL has looked at the table again: a minute, mostly.
  it.each(STATEMENTS)(
    '%s uses keys alone, although the tables were empty when it was made',
    async (_what, statement, values) => {
      const { text } = statement;
      await empty.query('SET plan_cache_mode = force_generic_plan');
      await empty.query(roleFor(statement));
      expectKeys(await planOf((sql) => empty.query<Line>(sql), text, values));
    },
  );

  // Where PostgreSQL thinks that knowing the values pays, it plans for each execution, which can take longer than the execution itself.
  it.each(STATEMENTS)('%s is made once, not for each execution', async (_what, statement, values) => {
    await client.query('RESET plan_cache_mode');
    await client.query(roleFor(statement));
    await client.query(`PREPARE tested AS ${statement.text}`);
    await client.query('BEGIN');
    // The first five are planned with their values in any case.
    for (let n = 0; n < 7; n += 1) {
      await client.query(`SAVEPOINT unused; EXECUTE tested${values && `(${values})`}; ROLLBACK TO unused`);
    }
    await client.query('ROLLBACK');
    const { rows } = await client.query(
      `SELECT generic_plans > 0 AS is_kept FROM pg_prepared_statements WHERE name = 'tested'`,
    );
    await client.query('DEALLOCATE tested');
    expect(rows).toEqual([{ is_kept: true }]);
  });
});

/** The service's role runs into row security, which adds conditions; the tools work as the owner. */
function roleFor(statement: Statement): string {
  return TOOLS.includes(statement)
    ? 'RESET ROLE'
    : `SET ROLE ${new URL(process.env['TEST_POSTGRES_SERVICE_URL'] ?? '').username}`;
}

type Line = { 'QUERY PLAN': string };

async function planOf(query: (sql: string) => Promise<Line[]>, text: string, values: string): Promise<string[]> {
  await query(`PREPARE tested AS ${text}`);
  const rows = await query(`EXPLAIN EXECUTE tested${values && `(${values})`}`);
  await query('DEALLOCATE tested');
  return rows.map((row) => row['QUERY PLAN']);
}

function expectKeys(plan: string[]): void {
  expect(plan.filter((line) => /Seq Scan on (?!orgs)/.test(line))).toEqual([]);
  // An index that is entered by the organization alone is read from end to end.
  const isWholeOrg = /Index Cond: \((\w+\.)?org_id = [^)]*(\(?\$1\)::text)?\)$/;
  // Unless it is orgs, or the first row is all that is wanted.
  const isFine = (at: number): boolean => / on orgs /.test(plan[at - 1] ?? '') || /Limit /.test(plan[at - 2] ?? '');
  expect(plan.filter((line, at) => isWholeOrg.test(line) && !isFine(at))).toEqual([]);
  expect(plan.filter((line) => /Index Cond: /.test(line)).length).toBeGreaterThan(0);
}
