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
 *
 * Each value has the type of its column, so that PostgreSQL needs no step of its own to make it so.
 * @param first number of the first of seven parameters, whose values are {@link auditValues}; $1 is the org_id
 * @param source name of the CTE of the write
 * @param customer expression for the customer's id in its rows
 */
export function audited(first: number, source: string, customer = 'id'): string {
  return entries(`$${first}`, first + 1, source, customer);
}

/** As {@link audited} for a write of any number of rows: each entry gets an id of its own, and {@link auditEachValues} are its six values. */
export function auditedEach(first: number, source: string, customer = 'id'): string {
  return entries('gen_random_uuid()', first, source, customer);
}

function entries(id: string, first: number, source: string, customer: string): string {
  const [operation, roles, subject, requestId, members, reason] = Array.from({ length: 6 }, (_, i) => `$${first + i}`);
  return `audited AS (
     INSERT INTO audit_entries (${COLUMNS})
     SELECT $1, coalesce((SELECT audit_generation FROM orgs WHERE org_id = $1), 1), pg_current_xact_id()::text::bigint,
            ${id}::uuid, clock_timestamp()::timestamptz(6), ${customer}, ${operation}::text, ${roles}::text[],
            ${subject}::text, ${requestId}::text, ${members}::text[], ${reason}::text
       FROM ${source}
   )`;
}

/** The values of {@link audited}, in its order. */
export function auditValues(act: Act): unknown[] {
  return [uuidv7(), ...auditEachValues(act)];
}

/** The values of {@link auditedEach}, in its order. */
export function auditEachValues({ operation, roles, subject, requestId, members, reason }: Act): unknown[] {
  return [operation, roles, subject, requestId, members, reason];
}

/** Audits a write that found everything as it should be. $1 org_id, $2 customer id, $3 to $9 as {@link auditValues} */
export const AUDIT = statement(
  'audit',
  `WITH customer AS (
     SELECT $2::uuid AS id
   ), ${audited(3, 'customer')}
   SELECT id FROM customer`,
);
