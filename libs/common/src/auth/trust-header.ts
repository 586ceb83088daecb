import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type AuthSettings } from '../config/auth-settings';
import { Authenticator, type Caller, unauthenticated, withoutAliases } from './caller';
import { DOUBLED, hidesCaller, onlyHeader } from './headers';

const MAX_HEADER_LENGTH = 1024;
/** Blanks around it are SP and HTAB (RFC 9110 §5.6.3); trim() would take more. */
const LISTED_TOKEN = /^[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*$/;
const SUBJECT = /^[!-~](?:[ -~]{0,253}[!-~])?$/;

/** AUTH_MODE=trust-header: believes the headers of a gateway in front that has verified the caller (contract §1, Callers). */
export class TrustHeaderAuthenticator extends Authenticator {
  /** Digests have one length: a comparison of them takes the same time whatever was sent. */
  private readonly secretDigest: Buffer | undefined;

  constructor(private readonly settings: Pick<AuthSettings, 'authRoleAliases' | 'gatewaySecret'>) {
    super();
    const { gatewaySecret } = settings;
    this.secretDigest = gatewaySecret === undefined ? undefined : digestOf(gatewaySecret);
  }

  /**
   * @throws DomainError unauthenticated when the gateway does not prove itself, `x-auth-roles` is absent, a header is empty,
   *   malformed, too long or doubled, or `Connection` names one
   */
  override callerOf(request: IncomingMessage): Caller {
    if (this.secretDigest !== undefined) checkGateway(request, this.secretDigest);
    if (hidesCaller(request)) throw refused('Connection must not name a header that says who calls');
    const roles = tokens(request, 'x-auth-roles');
    if (roles === undefined) throw refused('x-auth-roles is required');
    return {
      roles: withoutAliases(roles, this.settings.authRoleAliases),
      orgs: tokens(request, 'x-auth-orgs'),
      subject: subject(request),
    };
  }
}

/** One message for all that can be wrong with it: who guesses is told nothing. */
function checkGateway(request: IncomingMessage, expected: Buffer): void {
  const sent = onlyHeader(request, 'x-gateway-secret');
  if (typeof sent !== 'string' || !timingSafeEqual(digestOf(sent), expected)) {
    throw refused('x-gateway-secret must be sent once, and be the one of the gateway');
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function tokens(request: IncomingMessage, name: string): string[] | undefined {
  const value = headerOnce(request, name);
  if (value === undefined) return undefined;
  const parts = value.split(',').map((part) => LISTED_TOKEN.exec(part)?.[1]);
  if (value.length > MAX_HEADER_LENGTH || !areTokens(parts)) {
    throw refused(`${name} must be names separated by commas, at most 1 KiB`);
  }
  return parts;
}

function areTokens(parts: readonly (string | undefined)[]): parts is string[] {
  return parts.every((part) => part !== undefined);
}

function subject(request: IncomingMessage): string | undefined {
  const value = headerOnce(request, 'x-auth-subject');
  if (value !== undefined && !SUBJECT.test(value)) {
    throw refused('x-auth-subject must be 1 to 255 printable ASCII characters');
  }
  return value;
}

function headerOnce(request: IncomingMessage, name: string): string | undefined {
  const value = onlyHeader(request, name);
  if (value === DOUBLED) throw refused(`${name} must be sent once`);
  return value;
}

function refused(message: string): Error {
  return unauthenticated(message, 'roles');
}
