import { type IncomingMessage } from 'node:http';

/** What says, or proves, who calls. */
const CALLER_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-auth-roles',
  'x-auth-orgs',
  'x-auth-subject',
  'x-gateway-secret',
]);

/** An HTTP token (RFC 9110 §5.6.2). */
export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Stands for the value of a header that came more than once. */
export const DOUBLED = Symbol('sent more than once');

/**
 * The value of a header that may be sent once. Node joins repeated headers with a comma, or drops all but the first; only
 * the raw list shows that a second one was smuggled in.
 * @returns undefined when it is absent, DOUBLED when there is more than one
 */
export function onlyHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined | typeof DOUBLED {
  let value: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!isNamed(rawHeaders[i], name)) continue;
    if (value !== undefined) return DOUBLED;
    value = rawHeaders[i + 1] ?? '';
  }
  return value;
}

/**
 * Whether `Connection` names a header that says who calls. It would have a proxy on the way take that header out, and with
 * it what limits the caller (RFC 9110 §7.6.1); no honest client has a reason to.
 */
export function hidesCaller({ rawHeaders }: IncomingMessage): boolean {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!isNamed(rawHeaders[i], 'connection')) continue;
    const options = (rawHeaders[i + 1] ?? '').split(',');
    if (options.some((option) => CALLER_HEADERS.has(option.trim().toLowerCase()))) return true;
  }
  return false;
}

/** The length first: nearly every other name has another. */
function isNamed(raw: string | undefined, name: string): boolean {
  return raw?.length === name.length && raw.toLowerCase() === name;
}
