import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';

/** A row of {@link LIST_HOLDS}: of nulls for a customer without holds. */
export type HoldRow = { name: string; created_at: Date } | { name: null; created_at: null };

/**
 * Places a hold, or leaves it as it stands. The customer is locked against removal first: either the removal sees the
 * hold, or this statement finds no customer.
 *
 * $1 org_id, $2 customer id, $3 name, $4 to $10 as auditValues() → the customer's id, or nothing
 */
export const PLACE_HOLD = statement(
  'place_hold',
  `WITH customer AS (
     SELECT org_id, id FROM customers WHERE org_id = $1 AND id = $2 FOR KEY SHARE
   ), placed AS (
     INSERT INTO holds (org_id, customer_id, name) SELECT org_id, id, $3 FROM customer ON CONFLICT DO NOTHING
   ), ${audited(4, 'customer')}
   SELECT id FROM customer`,
);

/** $1 org_id, $2 customer id, $3 name, $4 to $10 as auditValues() → the name, or nothing */
export const RELEASE_HOLD = statement(
  'release_hold',
  `WITH released AS (
     DELETE FROM holds WHERE org_id = $1 AND customer_id = $2 AND name = $3 RETURNING customer_id, name
   ), ${audited(4, 'released', 'customer_id')}
   SELECT name FROM released`,
);

/** $1 org_id, $2 customer id → {@link HoldRow}s in order; nothing without such a customer */
export const LIST_HOLDS = statement(
  'list_holds',
  `SELECT h.name, h.created_at
     FROM customers c
     LEFT JOIN holds h ON h.org_id = $1 AND h.customer_id = c.id
    WHERE c.org_id = $1 AND c.id = $2
    ORDER BY h.created_at, h.name`,
);
