import { type Act } from '@app/common';
import { statement } from '@app/database';
import { v7 as uuidv7 } from 'uuid';

const COLUMNS = 'org_id, generation, xid, id, at, customer_id, operation, roles, subject, request_id, members, reason';

/**
 * The CTE that audits a write in its own statement, and so in its transaction (contract §5): `audited`, one row for each row
 * of the write, none when it changed nothing.
 *
 * clock_timestamp(): the write's rows come after it has got its locks, so a customer's entries are in the order of its
 * changes, which now() would not tell.
 * @param first number of the first of seven parameters, whose values are {@link auditValues}; $1 is the org_id
 * @param source name of the CTE of the write
 * @param customer expression for the customer's id in its rows
 */
export function audited(first: number, source: string, customer = 'id'): string {
  const [id, operation, roles, subject, requestId, members, reason] = Array.from(
    { length: 7 },
    (_, i) => `$${first + i}`,
  );
  return `audited AS (
     INSERT INTO audit_entries (${COLUMNS})
     SELECT $1, coalesce((SELECT audit_generation FROM orgs WHERE org_id = $1), 1), pg_current_xact_id()::text::bigint, ${id}, clock_timestamp(), ${customer},
            ${operation}, ${roles}, ${subject}, ${requestId}, ${members}, ${reason}
       FROM ${source}
   )`;
}

/** The values of {@link audited}, in its order. */
export function auditValues({ operation, roles, subject, requestId, members, reason }: Act): unknown[] {
  return [uuidv7(), operation, roles, subject, requestId, members, reason];
}

/** Audits a write that found everything as it should be. $1 org_id, $2 customer id, $3 to $9 as {@link auditValues} */
export const AUDIT = statement(
  'audit',
  `WITH customer AS (
     SELECT $2::uuid AS id
   ), ${audited(3, 'customer')}
   SELECT id FROM customer`,
);
