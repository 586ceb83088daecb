import { statement } from '@app/database';

/** A row of {@link LIST_ENTRIES}. */
export interface EntryRow {
  id: string;
  at: Date;
  /** Microseconds since 1970: more than a Date can hold. */
  at_us: string;
  operation: string;
  roles: string[];
  subject: string | null;
  request_id: string;
  members: string[];
  reason: string | null;
}

/**
 * $1 org_id, $2 customer id, $3 and $4 at in microseconds and id of the entry to go on behind, or nulls, $5 how many
 * → {@link EntryRow}s, the newest first
 */
export const LIST_ENTRIES = statement(
  'list_entries',
  `SELECT id, at, (extract(epoch FROM at) * 1000000)::bigint AS at_us, operation, roles, subject, request_id, members, reason
     FROM audit_entries
    WHERE org_id = $1 AND customer_id = $2
      AND (at, id) < (coalesce(to_timestamp(0) + $3::bigint * interval '1 microsecond', 'infinity'), $4::uuid)
    ORDER BY at DESC, id DESC
    LIMIT $5`,
);
