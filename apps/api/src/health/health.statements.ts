import { statement } from '@app/database';

/** Whether the store takes writes, and how many of the named migrations are applied to it. */
export interface StoreRow {
  writable: boolean;
  applied: number;
}

/** $1 names of the migrations that this build knows → {@link StoreRow} */
export const CHECK_STORE = statement(
  'check_store',
  `SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS writable,
          (SELECT count(*)::integer FROM migrations WHERE name = ANY($1::text[])) AS applied`,
);
