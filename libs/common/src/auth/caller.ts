import { type IncomingMessage } from 'node:http';
import { DomainError } from '../errors/domain-error';

/** Who calls, as far as the service trusts it. */
export interface Caller {
  /** Roles as sent, known or not. */
  readonly roles: readonly string[];
  /** The orgs that the caller is limited to; undefined: not limited. */
  readonly orgs: readonly string[] | undefined;
  /** Who it is, for the audit; undefined: nobody told. */
  readonly subject: string | undefined;
}

const MAX_HEADER_LENGTH = 1024;
/** Blanks around it are SP and HTAB (RFC 9110 §5.6.3); trim() would take more. */
const TOKEN = /^[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*$/;

/**
 * Reads the caller from the headers that a gateway in front has verified (AUTH_MODE=trust-header, contract §1).
 * @throws DomainError unauthenticated when `x-auth-roles` is absent, or a header is empty, malformed, too long or doubled
 */
export function callerFromHeaders(request: IncomingMessage): Caller {
  const roles = tokens(request, 'x-auth-roles');
  if (roles === undefined) throw unauthenticated('x-auth-roles is required');
  return { roles, orgs: tokens(request, 'x-auth-orgs'), subject: singleHeader(request, 'x-auth-subject') };
}

function tokens(request: IncomingMessage, name: string): string[] | undefined {
  const value = singleHeader(request, name);
  if (value === undefined) return undefined;
  const parts = value.split(',').map((part) => TOKEN.exec(part)?.[1]);
  if (value.length > MAX_HEADER_LENGTH || !areTokens(parts)) {
    throw unauthenticated(`${name} must be names separated by commas, at most 1 KiB`);
  }
  return parts;
}

function areTokens(parts: readonly (string | undefined)[]): parts is string[] {
  return parts.every((part) => part !== undefined);
}

/** Node joins repeated headers with a comma; only the raw list shows that a second one was smuggled in. */
function singleHeader(request: IncomingMessage, name: string): string | undefined {
  let value: string | undefined;
  const raw = request.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) {
    if (raw[i]?.length !== name.length || raw[i]?.toLowerCase() !== name) continue;
    if (value !== undefined) throw unauthenticated(`${name} must be sent once`);
    value = raw[i + 1];
  }
  return value;
}

function unauthenticated(message: string): DomainError {
  return new DomainError('unauthenticated', [{ message }]);
}
