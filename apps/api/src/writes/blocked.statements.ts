import { type Act } from '@app/common';
import { auditValues } from './audited.statements';

/** A column of customers that a change can replace. The documents have rows of their own beside them. */
export type Replaceable = 'preferred_language' | 'segment' | 'section' | 'contact_info' | 'associated_users';

/**
 * The CTE that blocks personal data in the statement that takes it away (Spanish LOPDGDD art. 32): `blocked`, one row for each
 * row of `source`, whose columns are `id` of the customer and `body`.
 *
 * @param first number of the first of eight parameters, whose values are {@link blockedValues}; $1 is the org_id. Those of
 * audited() are the first seven of them
 */
export function blocked(first: number, source: string): string {
  const [id, operation, retentionDays] = [`$${first}`, `$${first + 1}`, `$${first + 7}`];
  return `blocked AS (
     INSERT INTO blocked_data (org_id, id, customer_id, operation, body, destroy_after)
     SELECT $1, ${id}, id, ${operation}, body,
            now() + make_interval(days => coalesce((SELECT retention_days FROM orgs WHERE org_id = $1), ${retentionDays}))
       FROM ${source}
   )`;
}

/** The values of {@link blocked}, in its order. @param retentionDays of an organization that has none of its own */
export function blockedValues(act: Act, retentionDays: number): unknown[] {
  return [...auditValues(act), retentionDays];
}

/**
 * The CTE that a change of a customer begins with: `before`, what the customer has, each of the columns as `old_…`. The row is locked as by the UPDATE that follows, so
 * nobody changes it in between.
 * @param columns that the statement may change, as in {@link changed}
 * @param conditions of the customer's row beside org_id = $1 and id = $2
 */
export function before(columns: readonly Replaceable[], conditions = ''): string {
  return `before AS (
     SELECT ${columns.map((column) => `${column} AS old_${column}`).join(', ')}
       FROM customers
      WHERE org_id = $1 AND id = $2 ${conditions}
        FOR NO KEY UPDATE
   )`;
}

/** Of an object that was and one that is, the members that are not as they were; null: there are none. */
const lostOf = (was: string, is: string): string =>
  `nullif(${was} - ARRAY(SELECT key FROM jsonb_each(${is}) WHERE value = ${was} -> key), '{}')`;

/** The same of contact information, where a postal address has members of its own. */
const LOST_CONTACT = `nullif(jsonb_strip_nulls(
       ${lostOf('old_contact_info', 'contact_info')} ||
       jsonb_build_object('postal_address', ${lostOf("(old_contact_info -> 'postal_address')", "(contact_info -> 'postal_address')")})), '{}')`;

/** How what is lost is told, of columns that are objects; any other is lost whole. */
const LOST: Readonly<Partial<Record<Replaceable, string>>> = {
  section: lostOf('old_section', 'section'),
  contact_info: LOST_CONTACT,
};

const replacedOf = (column: Replaceable): string =>
  `'${column}', CASE WHEN old_${column} IS DISTINCT FROM ${column} THEN ${LOST[column] ?? `old_${column}`} END`;

/**
 * What the UPDATE, whose rows are joined with those of `before`, returns as `changed`. `lost` has what is not as it was; of section, contact
 * information and postal address the members that are not. Here it is made once; in a CTE of its own it would be made for the condition, too.
 * @param columns that the statement may change: what it names of others, PostgreSQL would set up for each execution
 */
export function changed(columns: readonly Replaceable[]): string {
  return `id, version,
     jsonb_strip_nulls(jsonb_build_object(${columns.map(replacedOf).join(', ')})) AS lost`;
}

/** The CTE between `changed` and blocked(): `replaced`, a row unless the change only added. */
export const REPLACED = `replaced AS (
     SELECT id, jsonb_build_object('customer', lost) AS body FROM changed WHERE lost <> '{}'
   )`;
