import { type TestDatabase } from './database';

/** What is blocked, as the superuser sees it. */
export interface BlockedRow {
  readonly id: string;
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** For how long, in days. */
  readonly days: number;
}

/** What is blocked of the customer of a path, the oldest first. */
export function blockedOf({ query }: Pick<TestDatabase, 'query'>, path: string): Promise<BlockedRow[]> {
  return query<BlockedRow & Record<string, unknown>>(
    `SELECT id, operation, body, extract(day FROM destroy_after - blocked_at)::integer AS days
       FROM blocked_data
      WHERE customer_id = $1
      ORDER BY id`,
    [path.slice(-36)],
  );
}
