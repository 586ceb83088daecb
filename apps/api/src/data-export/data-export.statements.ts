import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';

const OF_CUSTOMER = 'org_id = $1 AND customer_id = $2';

/** The rows of a table that belong to the customer, whole: a column that comes later cannot be forgotten. */
const rowsOf = (table: string, order: string, rows = `SELECT * FROM ${table} WHERE ${OF_CUSTOMER}`): string =>
  `(SELECT coalesce(jsonb_agg(to_jsonb(t) - 'org_id' - 'customer_id' ORDER BY ${order}), '[]') FROM (${rows}) t)`;

/** Current and retired documents are in an index each. */
const DOCUMENTS = `SELECT * FROM identity_documents WHERE ${OF_CUSTOMER} AND retired_at IS NULL
                   UNION ALL
                   SELECT * FROM identity_documents WHERE ${OF_CUSTOMER} AND retired_at IS NOT NULL`;

/**
 * Everything that is held of a customer, and an entry in the audit that somebody asked. Nothing is held of a customer of whom
 * there is no row at all.
 *
 * $1 org_id, $2 customer id, $3 to $9 as auditValues() → `exported`, JSON text, or nothing
 */
export const EXPORT_CUSTOMER = statement(
  'export_customer',
  `WITH held AS (
     SELECT $2::uuid AS id
      WHERE EXISTS (SELECT FROM customers WHERE org_id = $1 AND id = $2)
         OR EXISTS (SELECT FROM blocked_data WHERE org_id = $1 AND customer_id = $2)
         OR EXISTS (SELECT FROM audit_entries WHERE org_id = $1 AND customer_id = $2)
   ), ${audited(3, 'held')}
   SELECT jsonb_pretty(jsonb_build_object(
            'org_id', $1::text,
            'customer_id', id,
            'exported_at', now(),
            'customer', (SELECT to_jsonb(c) - 'org_id' FROM customers c WHERE c.org_id = $1 AND c.id = $2),
            'identity_documents', ${rowsOf('identity_documents', 't.valid_from', DOCUMENTS)},
            'credit_cards', ${rowsOf('credit_cards', 't.created_at')},
            'holds', ${rowsOf('holds', 't.created_at')},
            'blocked_data', ${rowsOf('blocked_data', 't.blocked_at, t.id')},
            'audit_entries', ${rowsOf('audit_entries', 't.at, t.id')})) AS exported
     FROM held`,
);
