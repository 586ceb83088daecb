import { type IncomingMessage } from 'node:http';
import { DomainError, type WantedCredentials } from '../errors/domain-error';

/** Who calls, as far as the service trusts it. */
export interface Caller {
  /** Names of roles, known or not; aliases of the operator's are replaced already (AUTH_ROLE_ALIASES). */
  readonly roles: readonly string[];
  /** The orgs that the caller is limited to; undefined: not limited. */
  readonly orgs: readonly string[] | undefined;
  /** Who it is, for the audit; undefined: nobody told. Never in a log. */
  readonly subject: string | undefined;
}

/** Finds out who sent a request: one way for each AUTH_MODE. */
export abstract class Authenticator {
  /**
   * At once where nothing has to be waited for: the guard is on the way of every request.
   * @throws DomainError unauthenticated or signingKeysUnavailable, or the promise rejects with it
   */
  abstract callerOf(request: IncomingMessage): Caller | Promise<Caller>;
}

/** The operator's own names of roles, and the roles that they stand for. */
export type RoleAliases = ReadonlyMap<string, string>;

/** In: names of roles as they came. Out: the same with the roles that they stand for; a name that stands for none stays. */
export function withoutAliases(roles: readonly string[], aliases: RoleAliases): readonly string[] {
  return aliases.size === 0 ? roles : roles.map((role) => aliases.get(role) ?? role);
}

/** The error of a caller who is not known. @param message names header and rule, never a value */
export function unauthenticated(message: string, wanted: WantedCredentials): DomainError {
  return new DomainError('unauthenticated', [{ message }], { wanted });
}
