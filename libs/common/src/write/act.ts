/** A write as the audit knows it: who does what, and why. It has names alone, never a value of the body (contract §5). */
export interface Act {
  /** The operation's id in the OpenAPI document. */
  readonly operation: string;
  readonly roles: readonly string[];
  readonly subject: string | undefined;
  readonly requestId: string;
  /** Names of the members that were sent, as far as the operation knows them: `contact_info.postal_address.locality`. */
  readonly members: readonly string[];
  /** Of `x-audit-reason`: a code or ticket. */
  readonly reason: string | undefined;
  /** Of `Idempotency-Key`, for operations that heed it. */
  readonly key: IdempotencyKey | undefined;
}

/** An Idempotency-Key as it is stored. */
export interface IdempotencyKey {
  /** Tells this key, in its scope, from all others. */
  readonly hash: Buffer;
  /** Tells bodies apart. */
  readonly fingerprint: Buffer;
}
