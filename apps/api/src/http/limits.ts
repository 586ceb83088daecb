import { type IncomingMessage } from 'node:http';
import { type ErrorKind } from '@app/common';

/** Limits of contract §1, in bytes. */
export const MAX_BODY_LENGTH = 64 * 1024;
export const MAX_URL_LENGTH = 4 * 1024;
export const MAX_HEADERS_LENGTH = 16 * 1024;

/** What of a request's head is too large, if anything. */
export function tooLarge({ url = '', rawHeaders }: IncomingMessage): ErrorKind | undefined {
  if (url.length > MAX_URL_LENGTH) return 'uriTooLong';
  let length = 0;
  for (const part of rawHeaders) length += part.length + 2; // ": " and CRLF
  return length > MAX_HEADERS_LENGTH ? 'headersTooLarge' : undefined;
}
