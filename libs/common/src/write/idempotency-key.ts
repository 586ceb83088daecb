import { createHash, createHmac } from 'node:crypto';
import { type Caller } from '../auth/caller';
import { knownRoles } from '../auth/permissions';
import { type IdempotencyKey } from './act';

/** What a key counts for: the same key means nothing to another caller, operation or path (contract §5). */
export interface KeyScope {
  readonly caller: Caller;
  /** Stands for method and path template. */
  readonly operation: string;
  /** The parameters of the path, in canonical form. */
  readonly path: object;
}

/**
 * What is stored of an Idempotency-Key: nothing that tells the key or the body. The key itself is the secret of the body's
 * HMAC, so a fingerprint cannot be tried out with identity documents, and every process makes the same one.
 * @param body as it was parsed; members in another order are the same body
 */
export function idempotencyKey(key: string, scope: KeyScope, body: unknown): IdempotencyKey {
  const { operation, path } = scope;
  const counted = JSON.stringify([identityOf(scope.caller), operation, path, key]);
  return {
    hash: createHash('sha256').update(counted).digest(),
    fingerprint: createHmac('sha256', key)
      .update(canonicalJson(body ?? null))
      .digest(),
  };
}

/** A caller without a subject is told by what it may do: other callers with the same rights cannot be told apart. */
function identityOf({ subject, roles, orgs }: Caller): unknown[] {
  return subject === undefined ? [knownRoles(roles), orgs && sorted(orgs)] : [subject];
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** JSON text whose objects have their members in order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join()}}`;
}
