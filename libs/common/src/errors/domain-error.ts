import { type ErrorKind } from './catalogue';

/** One broken rule. The message names field and rule, never a value (contract §1). */
export interface Violation {
  readonly message: string;
  /** JSON Pointer (RFC 6901) into the body, or `?name` for a query parameter; absent for path and headers. */
  readonly field?: string;
}

/** What a caller who is not known has to send: roles; a token; or another token than the one that was sent. */
export type WantedCredentials = 'roles' | 'token' | 'anotherToken';

/**
 * The one error that the code throws on purpose. It knows what happened, not HTTP: the catalogue maps its kind.
 * Without violations the catalogue's meaning is the message.
 */
export class DomainError extends Error {
  /** Of the resource as it is now, for a client whose own version is stale. */
  readonly version: number | undefined;
  /** What would have made the caller known. */
  readonly wanted: WantedCredentials | undefined;

  /**
   * @param kind what happened
   * @param violations one for each item of the answer, at most 100
   * @param options `cause`: logged for 5xx (chosen fields only), never answered; `version`, `wanted`: see the members
   */
  constructor(
    readonly kind: ErrorKind,
    readonly violations: readonly Violation[] = [],
    options?: ErrorOptions & { readonly version?: number; readonly wanted?: WantedCredentials },
  ) {
    super(kind, options);
    this.name = 'DomainError';
    this.version = options?.version;
    this.wanted = options?.wanted;
  }
}
