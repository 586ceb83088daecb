import { codePointLength } from './text';

const MAX_RAW_LENGTH = 40;
const NORMALISED = /^[0-9A-Z]{1,40}$/;
/** White space, zero-width characters, the separators people write, and every dash (the minus sign is not in Pd). */
const DROPPED = /[\p{White_Space}\p{Pd}\u200B-\u200D\u2060\uFEFF\u180E\u2212._/]+/gu;
/** Control characters are none of these: U+0000 must not reach the database by way of a search. */
const VISIBLE_ASCII = /^[!-~]+$/;

/**
 * Takes a document number out of its typed form (contract §4 "Normalise").
 * In: the number as typed. Out: separators dropped, upper case; undefined when it is over 40 characters as typed, has a
 * character outside visible ASCII, or has nothing left. Says nothing of the shape.
 */
export function normaliseDocumentNumber(raw: string): string | undefined {
  if (NORMALISED.test(raw)) return raw;
  if (raw.length > 2 * MAX_RAW_LENGTH || codePointLength(raw) > MAX_RAW_LENGTH) return undefined;
  const bare = raw.replace(DROPPED, '');
  // ASCII first, upper case second: the other way round `ſ` would become an S.
  return VISIBLE_ASCII.test(bare) ? bare.toUpperCase() : undefined;
}
