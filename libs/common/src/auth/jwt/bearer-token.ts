import { type IncomingMessage } from 'node:http';
import { unauthenticated } from '../caller';
import { DOUBLED, onlyHeader } from '../headers';

const BEARER = /^bearer(?: +(.*))?$/is;
/** The compact form of a signed token (RFC 7515 §7.1). */
const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The token of a request, `Authorization: Bearer` (RFC 6750 §2.1): three parts in base64url as RFC 4648 §5 writes it, so
 * that one token has one spelling.
 * @throws DomainError unauthenticated when it is absent, doubled, of another scheme or form
 */
export function bearerToken(request: IncomingMessage): string {
  const value = onlyHeader(request, 'authorization');
  if (value === DOUBLED) throw unauthenticated('authorization must be sent once', 'anotherToken');
  const [, token = ''] = BEARER.exec(value ?? '') ?? [];
  if (token === '') throw unauthenticated('authorization must be Bearer and a token', 'token');
  if (!SIGNED.test(token) || !token.split('.').every(isCanonical)) {
    throw unauthenticated('authorization must be Bearer and a signed token of three parts', 'anotherToken');
  }
  return token;
}

/** The last character may have bits that mean nothing; other spellings of the same bytes have them set. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
