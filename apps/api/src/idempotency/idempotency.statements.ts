import { type IdempotencyKey } from '@app/common';
import { statement } from '@app/database';

/** How long a result is replayed, in hours (contract §5). */
const HOURS = 24;

/**
 * The CTE that takes an Idempotency-Key together with the result of its request: `claimed`, one row, or none when the key was
 * taken within its time. Whoever meets an unfinished request with the same key waits for its end. A key that has expired
 * is taken over; that it is still there costs no lock but that of its own row.
 * @param first number of the first of three parameters, whose values are {@link keyValues}; $1 is the org_id
 */
export function claimed(first: number): string {
  const [hash, fingerprint, result] = [`$${first}`, `$${first + 1}`, `$${first + 2}`];
  return `claimed AS (
     INSERT INTO idempotency_keys AS k (org_id, key_hash, fingerprint, result, expires_at)
     SELECT org_id, ${hash}, ${fingerprint}, ${result}, now() + interval '${HOURS} hours'
       FROM orgs
      WHERE org_id = $1
     ON CONFLICT ON CONSTRAINT idempotency_keys_pkey DO UPDATE
        SET fingerprint = excluded.fingerprint, result = excluded.result, expires_at = excluded.expires_at
      WHERE k.expires_at <= now()
     RETURNING org_id
   )`;
}

/** The values of {@link claimed}, in its order. */
export function keyValues({ hash, fingerprint }: IdempotencyKey, result: object): unknown[] {
  return [hash, fingerprint, JSON.stringify(result)];
}

/** $1 org_id, $2 to $4 as {@link keyValues} → org_id, or nothing */
export const CLAIM_KEY = statement('claim_key', `WITH ${claimed(2)} SELECT org_id FROM claimed`);

/** The row of {@link FIND_KEY}. */
export interface KeyRow {
  is_same: boolean;
  /** JSON text. */
  result: string;
}

/** $1 org_id, $2 key_hash, $3 fingerprint → {@link KeyRow} or nothing */
export const FIND_KEY = statement(
  'find_key',
  'SELECT fingerprint = $3 AS is_same, result::text FROM idempotency_keys WHERE org_id = $1 AND key_hash = $2',
);

/** Not at once: a repetition may have been told that its key counts, and still have to read its result. */
const DUE = `now() - interval '1 hour'`;

/** → org_id of each organization that has keys to remove; asks the index once for each organization */
export const FIND_EXPIRED = statement(
  'find_expired',
  `SELECT orgs.org_id
     FROM orgs
    CROSS JOIN LATERAL (
      SELECT expires_at FROM idempotency_keys k WHERE k.org_id = orgs.org_id ORDER BY expires_at LIMIT 1
    ) first
    WHERE first.expires_at < ${DUE}`,
);

/** Removes expired keys; those that somebody takes over at this moment stay. $1 org_id, $2 how many → org_id of each */
export const REMOVE_EXPIRED = statement(
  'remove_expired',
  `DELETE FROM idempotency_keys
    WHERE org_id = $1
      AND key_hash = ANY (ARRAY(SELECT key_hash FROM idempotency_keys
                                 WHERE org_id = $1 AND expires_at < ${DUE}
                                 ORDER BY expires_at
                                 LIMIT $2
                                   FOR UPDATE SKIP LOCKED))
   RETURNING org_id`,
);
