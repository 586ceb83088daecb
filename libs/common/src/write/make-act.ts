import { type Caller } from '../auth/caller';
import { knownRoles } from '../auth/permissions';
import { type MemberNames } from '../validation/sent-members';
import { type Violations } from '../validation/violations';
import { type Act } from './act';
import { idempotencyKey } from './idempotency-key';
import { AUDIT_REASON, type Headers, IDEMPOTENCY_KEY, readHeader } from './write-headers';

/** What an act is made of, beside path and body. */
export interface RawAct {
  readonly operation: string;
  readonly requestId: string;
  readonly caller: Caller;
  readonly headers: Headers;
}

/** How an operation writes. */
export interface WriteDeclaration {
  /** It heeds Idempotency-Key. */
  readonly isKeyed: boolean;
  readonly memberNames: MemberNames;
}

/**
 * Makes the act of a write.
 * @param input the path as it was parsed, the body as it came
 * @param violations is told of headers that break their rules; with any, the act is of no use
 */
export function makeAct(
  { operation, requestId, caller, headers }: RawAct,
  { isKeyed, memberNames }: WriteDeclaration,
  { path = {}, body }: { readonly path: object | undefined; readonly body: unknown },
  violations: Violations,
): Act {
  const reason = readHeader(headers, AUDIT_REASON, violations);
  const key = isKeyed ? readHeader(headers, IDEMPOTENCY_KEY, violations) : undefined;
  return {
    operation,
    roles: knownRoles(caller.roles),
    subject: caller.subject,
    requestId,
    members: memberNames(body),
    reason,
    key: key === undefined ? undefined : idempotencyKey(key, { caller, operation, path }, body),
  };
}
