import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';
import { before, blocked, changed, REPLACED } from '../writes/blocked.statements';

/**
 * Replaces the list, and blocks the one that was there.
 *
 * $1 org_id, $2 customer id, $3 versions that may be changed, null: any, $4 the list or null,
 * $5 to $12 as blockedValues() → the new version, or nothing
 */
export const PUT_ASSOCIATED_USERS = statement(
  'put_associated_users',
  `WITH ${before(['associated_users'], 'AND ($3::text[] IS NULL OR version::text = ANY($3))')}, changed AS (
     UPDATE customers
        SET associated_users = $4, version = version + 1, updated_at = clock_timestamp()
       FROM before
      WHERE org_id = $1 AND id = $2
     RETURNING ${changed(['associated_users'])}
   ), ${REPLACED}, ${blocked(5, 'replaced')}, ${audited(5, 'changed')}
   SELECT version FROM changed`,
);
