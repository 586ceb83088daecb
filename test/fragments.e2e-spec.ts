import { createTestDatabase, type TestDatabase } from './setup/database';
import { type Fragment, FRAGMENTS, fragments } from './setup/fragments';

const PERSON = '019a0000-0000-7000-8000-000000000001';
const DIGITAL = '019a0000-0000-7000-8000-000000000002';
const GONE = '019a0000-0000-7000-8000-000000000003';
const NOBODY = '019a0000-0000-7000-8000-000000000004';

/** Rows as the service leaves them: a person with everything, a digital customer, a customer who was removed. */
const WHOLE = [
  `INSERT INTO customers (org_id, id, type, login_email_key, contact_email_key, section, contact_info) VALUES
   ('telco', '${PERSON}', 'PRIVATE_CUSTOMER', NULL, 'a@example.com',
    '{"identity_document": {"type": "NIF", "number": "00000001R"}, "name": "Ana"}',
    '{"emails": [{"email": "A@example.com", "is_default": true}, {"email": "b@example.com", "is_default": false}],
      "phone_numbers": [{"number": "600000000", "is_default": true}]}'),
   ('telco', '${DIGITAL}', 'DIGITAL_CUSTOMER', 'd@example.com', NULL, '{"email": "D@example.com"}', NULL)`,
  `INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from, retired_at) VALUES
   ('telco', '00000001R', 'NIF', '${PERSON}', now(), NULL),
   ('telco', 'X0000001R', 'NIE', '${PERSON}', now(), now())`,
  `INSERT INTO credit_cards
   (org_id, customer_id, id, token, provider, brand, last_four, expiration_date, is_default) VALUES
   ('telco', '${PERSON}', '${PERSON}', 'tok_1', 'p', 'VISA', '1111', '2099-12', true),
   ('telco', '${PERSON}', '${DIGITAL}', 'tok_2', 'p', 'VISA', '1111', '2099-12', false)`,
  `INSERT INTO holds (org_id, customer_id, name) VALUES ('telco', '${DIGITAL}', 'legal')`,
  `INSERT INTO audit_entries (org_id, generation, xid, id, at, customer_id, operation, roles, request_id, members)
   SELECT 'telco', 1, n, gen_random_uuid(), now(), id::uuid, operation, '{API_KEY}', 'r', '{}'
     FROM (VALUES (1, '${PERSON}', 'createCustomer'), (2, '${DIGITAL}', 'createCustomer'), (3, '${GONE}', 'createCustomer'),
                  (4, '${GONE}', 'deleteCustomer')) AS made (n, id, operation)`,
  `INSERT INTO blocked_data (org_id, id, customer_id, body, destroy_after) VALUES ('telco', '${GONE}', '${GONE}',
   '{"customer": {"type": "PRIVATE_CUSTOMER", "section": {"identity_document": {"type": "NIF", "number": "1"}}},
     "identity_documents": [{"type": "NIF", "number": "1", "retired_at": null}]}', now())`,
];

/** The indexes that keep some of the fragments out. */
const WITHOUT = ['identity_documents_current_key', 'credit_cards_default_key'];

/** How each may come about. */
const BREAKS: Record<Fragment, string | string[]> = {
  'customer without its organization': "DELETE FROM orgs WHERE org_id = 'telco'",
  'customer without its document': [
    'DELETE FROM identity_documents',
    "UPDATE identity_documents SET number = '00000002W'",
    "UPDATE identity_documents SET type = 'PASSPORT'",
    'UPDATE identity_documents SET retired_at = now()',
  ],
  'digital customer with a document': [
    `INSERT INTO identity_documents (org_id, number, type, customer_id) VALUES ('telco', '1', 'NIF', '${DIGITAL}')`,
    `UPDATE customers SET section = section || '{"identity_document": {}}' WHERE id = '${DIGITAL}'`,
  ],
  'two current documents': 'UPDATE identity_documents SET retired_at = NULL',
  'document retired before it was valid': "UPDATE identity_documents SET valid_from = now() + interval '1 s'",
  'converted into another than a NIF': 'UPDATE identity_documents SET converted = true',
  'document without its customer': [
    `UPDATE identity_documents SET customer_id = '${NOBODY}' WHERE type = 'NIE'`,
    "UPDATE identity_documents SET org_id = 'other' WHERE type = 'NIE'",
  ],
  'card without its customer': `UPDATE credit_cards SET customer_id = '${NOBODY}'`,
  'hold without its customer': `UPDATE holds SET customer_id = '${NOBODY}'`,
  'two default cards': 'UPDATE credit_cards SET is_default = true',
  'version below 1': 'UPDATE customers SET version = 0',
  'changed before it was created': "UPDATE customers SET created_at = now() + interval '1 s'",
  'key of another digital email': [
    `UPDATE customers SET section = '{"email": "e@example.com"}' WHERE id = '${DIGITAL}'`,
    `UPDATE customers SET login_email_key = 'e@example.com' WHERE id = '${DIGITAL}'`,
  ],
  'key of another contact email': [
    'UPDATE customers SET contact_email_key = NULL',
    "UPDATE customers SET contact_email_key = 'b@example.com'",
    `UPDATE customers SET contact_email_key = 'a@example.com' WHERE id = '${DIGITAL}'`,
    "UPDATE customers SET contact_info = contact_info - 'emails'",
  ],
  'list without its one default': [
    `UPDATE customers SET contact_info = jsonb_set(contact_info, '{phone_numbers,0,is_default}', 'false')`,
    `UPDATE customers SET contact_info = jsonb_set(contact_info, '{phone_numbers}', '[]')`,
    `UPDATE customers SET contact_info = jsonb_set(contact_info, '{emails,1,is_default}', 'true')`,
  ],
  'empty instead of absent': [
    "UPDATE customers SET associated_users = '[]'",
    `UPDATE customers SET contact_info = '{}' WHERE id = '${DIGITAL}'`,
  ],
  'blocked, and still there': `
    UPDATE blocked_data SET customer_id = '${PERSON}';
    DELETE FROM audit_entries WHERE xid = 3;
    UPDATE audit_entries SET customer_id = '${PERSON}' WHERE xid = 4`,
  'blocked twice': `
    INSERT INTO blocked_data SELECT org_id, '${NOBODY}', customer_id, body, blocked_at, destroy_after FROM blocked_data`,
  'blocked without its document': [
    `UPDATE blocked_data SET body = jsonb_set(body, '{identity_documents}', '[]')`,
    `UPDATE blocked_data SET body = jsonb_set(body, '{identity_documents,0,number}', '"2"')`,
    `UPDATE blocked_data SET body = jsonb_set(body, '{identity_documents,0,retired_at}', '"2020-01-01"')`,
  ],
  'customer whose creation is not audited once': `
    INSERT INTO audit_entries SELECT org_id, generation, 5, id, at, customer_id, operation, roles, subject, request_id, members, reason
      FROM audit_entries WHERE xid = 1`,
  'change that is not audited': [
    `UPDATE customers SET version = 2 WHERE id = '${PERSON}'`,
    `UPDATE customers SET version = 3 WHERE id = '${PERSON}';
     UPDATE audit_entries SET operation = 'patchCustomer', customer_id = '${PERSON}' WHERE xid = 3`,
  ],
  'removal that is not audited once': [
    'DELETE FROM audit_entries WHERE xid = 4',
    'UPDATE audit_entries SET xid = 5, customer_id = NULL WHERE xid = 4',
  ],
  'audit of a customer that never was': `UPDATE audit_entries SET customer_id = '${NOBODY}' WHERE xid = 3`,
};

/** Other tests rely on these SELECTs to find nothing: here each finds what it is for, and nothing else. */
describe('the list of fragments', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const text of WHOLE) await database.query(text);
  });
  afterAll(() => database.close());

  it('is empty where all is whole', async () => {
    expect(await fragments(database)).toEqual([]);
  });

  const cases = (Object.keys(FRAGMENTS) as Fragment[]).flatMap((what) => [BREAKS[what]].flat().map((by) => [what, by]));

  it.each(cases)('tells of a %s: %s', async (what, by = '') => {
    await database.query('BEGIN');
    try {
      for (const index of WITHOUT) await database.query(`DROP INDEX ${index}`);
      await database.query(by);
      const found = await fragments(database);
      expect([...new Set(found.map((fragment) => fragment.what))]).toEqual([what]);
    } finally {
      await database.query('ROLLBACK');
    }
  });
});
