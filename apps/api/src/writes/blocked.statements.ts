import { type Act } from '@app/common';
import { auditValues } from './audited.statements';

/** What a change can replace of a customer, as one jsonb. The documents have rows of their own beside it. */
const MEMBERS = `jsonb_build_object(
            'preferred_language', preferred_language, 'segment', segment, 'section', section,
            'contact_info', contact_info, 'associated_users', associated_users)`;

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
 * The CTE that a change of a customer begins with: `before`, the members that the customer has, as `old`. The row is locked as
 * by the UPDATE that follows, so nobody changes it in between.
 * @param conditions of the customer's row beside org_id = $1 and id = $2
 */
export function before(conditions = ''): string {
  return `before AS (
     SELECT ${MEMBERS} AS old
       FROM customers
      WHERE org_id = $1 AND id = $2 ${conditions}
        FOR NO KEY UPDATE
   )`;
}

/** What the UPDATE, whose rows are joined with those of `before`, returns as `changed`. */
export const CHANGED = `id, version, ${MEMBERS} AS members`;

/**
 * The CTE between `before`, `changed` and blocked(): `replaced`, a row unless the change only added. Its `members` are those that are not as
 * they were; of section and contact information only what differs.
 */
export const REPLACED = `replaced AS (
     SELECT id, members, jsonb_build_object('customer', members) AS body
       FROM (SELECT changed.id, nullif(jsonb_strip_nulls(jsonb_object_agg(m.name, CASE jsonb_typeof(m.value)
                      WHEN 'object' THEN (SELECT jsonb_object_agg(key, value)
                                            FROM jsonb_each(m.value)
                                           WHERE value IS DISTINCT FROM changed.members -> m.name -> key)
                      ELSE m.value
                    END)), '{}') AS members
               FROM before, changed, jsonb_each(before.old) AS m (name, value)
              WHERE m.value IS DISTINCT FROM changed.members -> m.name
              GROUP BY changed.id) of
      WHERE members IS NOT NULL
   )`;
