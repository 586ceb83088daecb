import { type TestDatabase } from './database';

/** Of the rows that belong to a customer: those without it. */
const orphans = (table: string): string =>
  `SELECT customer_id AS id FROM ${table} t
    WHERE NOT EXISTS (SELECT FROM customers c WHERE c.org_id = t.org_id AND c.id = t.customer_id)`;

/** The key of an email in ASCII; of others only the application knows it. */
const key = (email: string): string => `CASE WHEN ${email} ~ '^[!-~]+$' THEN lower(${email}) END`;

/** Operations that make a new version of a customer. */
const CHANGES = ['createCustomer', 'patchCustomer', 'putAssociatedUsers', 'putIdentityDocument', 'convertNieToNif'];

/** How often the audit has operations on a customer. */
const audited = (org: string, id: string, operations: readonly string[]): string =>
  `(SELECT count(*) FROM audit_entries e WHERE e.org_id = ${org} AND e.customer_id = ${id}
       AND e.operation IN (${operations.map((name) => `'${name}'`).join(', ')}))`;

/** Of customers who were removed: changes block what they replace, too. */
const REMOVED = "(SELECT * FROM blocked_data WHERE operation = 'deleteCustomer')";

/**
 * What no operation may leave behind, whatever ends it: each SELECT gives the ids of customers of which too little or too
 * much is there, and must give none.
 */
export const FRAGMENTS = {
  'customer without its organization': `
    SELECT id FROM customers c WHERE NOT EXISTS (SELECT FROM orgs o WHERE o.org_id = c.org_id)`,
  'customer without its document': `
    SELECT id FROM customers c
     WHERE type <> 'DIGITAL_CUSTOMER'
       AND NOT EXISTS (SELECT FROM identity_documents d
                        WHERE d.org_id = c.org_id AND d.customer_id = c.id AND d.retired_at IS NULL
                          AND d.number = c.section #>> '{identity_document,number}'
                          AND d.type = c.section #>> '{identity_document,type}')`,
  'digital customer with a document': `
    SELECT id FROM customers c
     WHERE type = 'DIGITAL_CUSTOMER'
       AND (section ? 'identity_document'
            OR EXISTS (SELECT FROM identity_documents d WHERE d.org_id = c.org_id AND d.customer_id = c.id))`,
  'two current documents': `
    SELECT customer_id AS id FROM identity_documents WHERE retired_at IS NULL
     GROUP BY org_id, customer_id HAVING count(*) > 1`,
  'document retired before it was valid': `
    SELECT customer_id AS id FROM identity_documents WHERE retired_at < valid_from`,
  'converted into another than a NIF': `
    SELECT customer_id AS id FROM identity_documents WHERE converted AND type <> 'NIF'`,
  'document without its customer': orphans('identity_documents'),
  'card without its customer': orphans('credit_cards'),
  'hold without its customer': orphans('holds'),
  'two default cards': `
    SELECT customer_id AS id FROM credit_cards WHERE is_default GROUP BY org_id, customer_id HAVING count(*) > 1`,
  'version below 1': 'SELECT id FROM customers WHERE version < 1',
  'changed before it was created': 'SELECT id FROM customers WHERE updated_at < created_at',
  'key of another digital email': `
    SELECT id FROM customers
     WHERE login_email_key IS DISTINCT FROM CASE type WHEN 'DIGITAL_CUSTOMER' THEN
             coalesce(${key("section ->> 'email'")}, login_email_key) END`,
  'key of another contact email': `
    SELECT id FROM customers c
     WHERE contact_email_key IS DISTINCT FROM
           (SELECT coalesce(${key("e ->> 'email'")}, contact_email_key)
              FROM jsonb_array_elements(contact_info -> 'emails') e WHERE e -> 'is_default' = 'true' LIMIT 1)`,
  'list without its one default': `
    SELECT id FROM customers, unnest(ARRAY['emails', 'phone_numbers']) AS list
     WHERE contact_info ? list
       AND 1 <> (SELECT count(*) FROM jsonb_array_elements(contact_info -> list) e WHERE e -> 'is_default' = 'true')`,
  'empty instead of absent': `
    SELECT id FROM customers WHERE associated_users = '[]' OR contact_info = '{}'`,
  'blocked, and still there': `
    SELECT c.id FROM ${REMOVED} b JOIN customers c ON c.org_id = b.org_id AND c.id = b.customer_id`,
  'blocked twice': `
    SELECT customer_id AS id FROM ${REMOVED} b GROUP BY org_id, customer_id HAVING count(*) > 1`,
  'blocked without its document': `
    SELECT customer_id AS id FROM ${REMOVED} b
     WHERE body #>> '{customer,type}' <> 'DIGITAL_CUSTOMER'
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(body -> 'identity_documents') d
                        WHERE d -> 'retired_at' = 'null'
                          AND d -> 'number' = body #> '{customer,section,identity_document,number}'
                          AND d -> 'type' = body #> '{customer,section,identity_document,type}')`,
  'customer whose creation is not audited once': `SELECT id FROM customers c WHERE 1 <> ${audited('c.org_id', 'c.id', ['createCustomer'])}`,
  'change that is not audited': `SELECT id FROM customers c WHERE version > ${audited('c.org_id', 'c.id', CHANGES)}`,
  'removal that is not audited once': `
    SELECT customer_id AS id FROM ${REMOVED} b WHERE 1 <> ${audited('b.org_id', 'b.customer_id', ['deleteCustomer'])}`,
  'audit of a customer that never was': `
    SELECT customer_id AS id FROM audit_entries e
     WHERE customer_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM customers c WHERE c.org_id = e.org_id AND c.id = e.customer_id)
       AND NOT EXISTS (SELECT FROM ${REMOVED} b WHERE b.org_id = e.org_id AND b.customer_id = e.customer_id)`,
} as const;

/** The name of something that must not be. */
export type Fragment = keyof typeof FRAGMENTS;

const ALL = Object.entries(FRAGMENTS).map(([what, ids]) => `SELECT '${what}' AS what, id FROM (${ids}) AS ids`);

/** Finds all of them, of all organizations, in one statement: what is wrong, and with which customer. */
export function fragments(database: Pick<TestDatabase, 'query'>): Promise<{ what: string; id: string }[]> {
  return database.query(ALL.join(' UNION ALL '));
}
