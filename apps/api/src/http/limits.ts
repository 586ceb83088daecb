import { type IncomingMessage } from 'node:http';
import { DomainError } from '@app/common';

/** Limits of contract §1, in bytes. */
export const MAX_BODY_LENGTH = 64 * 1024;
export const MAX_URL_LENGTH = 4 * 1024;
export const MAX_HEADERS_LENGTH = 16 * 1024;

/**
 * Judges the head of a request before anything else is looked at.
 * @returns DomainError uriTooLong or headersTooLarge; malformedRequest when the target has a fragment, or an HTTP/1.1
 *   request does not name its host exactly once (RFC 9112 §3.2)
 */
export function headProblem({ url = '', rawHeaders, httpVersion }: IncomingMessage): DomainError | undefined {
  if (url.length > MAX_URL_LENGTH) return new DomainError('uriTooLong');
  if (url.includes('#')) return new DomainError('malformedRequest', [{ message: 'the URL must not have a fragment' }]);
  let length = 0;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    length += name.length + (rawHeaders[i + 1]?.length ?? 0) + 4; // ": " and CRLF
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (length > MAX_HEADERS_LENGTH) return new DomainError('headersTooLarge');
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
    return new DomainError('malformedRequest', [{ message: 'Host must be sent exactly once' }]);
  }
  return undefined;
}
