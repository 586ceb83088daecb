import { statement } from '@app/database';
import { auditedEach } from '../writes/audited.statements';

/** → org_id of each organization that has blocked data to destroy; asks the index once for each organization */
export const FIND_DUE = statement(
  'find_due',
  `SELECT orgs.org_id
     FROM orgs
    CROSS JOIN LATERAL (
      SELECT destroy_after FROM blocked_data b WHERE b.org_id = orgs.org_id ORDER BY destroy_after LIMIT 1
    ) first
    WHERE first.destroy_after <= now()`,
);

/**
 * Destroys blocked data that is due, the oldest first. It reads nothing but keys and dates, since the service may not read more.
 * What it takes is bounded by a date, which is in the index: that of the last row that it may take.
 *
 * $1 org_id, $2 how many rows, more only where several have the same date, $3 to $8 as auditEachValues() → customer_id of each
 */
export const DESTROY_DUE = statement(
  'destroy_due',
  `WITH destroyed AS (
     DELETE FROM blocked_data
      WHERE org_id = $1
        AND destroy_after <= now()
        AND destroy_after <= coalesce((SELECT destroy_after
                                         FROM blocked_data
                                        WHERE org_id = $1 AND destroy_after <= now()
                                        ORDER BY destroy_after
                                       OFFSET $2 - 1
                                        LIMIT 1), now())
     RETURNING customer_id
   ), ${auditedEach(3, 'destroyed', 'customer_id')}
   SELECT customer_id FROM destroyed`,
);
