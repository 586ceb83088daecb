import { parse } from 'node:querystring';
import { MALFORMED_QUERY } from '@app/common';

/** The parameters of a query; repeated ones are lists. A query that cannot be decoded is marked, not guessed at. */
export function parseQuery(text: string): Record<string | symbol, unknown> {
  try {
    decodeURIComponent(text);
  } catch {
    return { [MALFORMED_QUERY]: true };
  }
  // Without a limit: parameters behind the thousandth would be ignored. The URL is bounded.
  return parse(text, '&', '=', { maxKeys: 0 }) as Record<string, unknown>;
}
