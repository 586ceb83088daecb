import { DomainError, type IdempotencyKey } from '@app/common';
import { lockTimeoutIn, type Query } from '@app/database';
import { CLAIM_KEY, FIND_KEY, type KeyRow, keyValues } from './idempotency.statements';

/** What a request gave that may have been sent before with the same Idempotency-Key. */
export interface Once<T> {
  readonly result: T;
  /** It is the result of the first request, and this one had no effect. */
  readonly isReplay: boolean;
}

/**
 * Takes a key for the transaction of `query`, before anything else is locked: a repetition waits for the first request here.
 * @param result of the request, should it succeed
 * @returns the result of the first request; undefined when this is the first
 * @throws DomainError keyReused or keyInUse
 */
export async function claimKey<T extends object>(
  query: Query,
  org: string,
  key: IdempotencyKey,
  result: T,
): Promise<T | undefined> {
  const [claimed] = await query(CLAIM_KEY, [org, ...keyValues(key, result)]).catch(rethrowKeyInUse);
  return claimed === undefined ? firstResult<T>(query, org, key) : undefined;
}

/**
 * What the first request with this key gave.
 * @returns undefined when there is none
 * @throws DomainError keyReused when that request had another body
 */
export async function firstResult<T>(query: Query, org: string, key: IdempotencyKey): Promise<T | undefined> {
  const [row] = await query<KeyRow>(FIND_KEY, [org, key.hash, key.fingerprint]);
  if (row === undefined) return undefined;
  if (!row.is_same) throw new DomainError('keyReused');
  return JSON.parse(row.result) as T;
}

/** @throws DomainError keyInUse when the wait for a request with the same key was too long; the error itself otherwise */
export function rethrowKeyInUse(error: unknown): never {
  throw lockTimeoutIn(error, 'idempotency_keys') ? new DomainError('keyInUse', [], { cause: error }) : error;
}
