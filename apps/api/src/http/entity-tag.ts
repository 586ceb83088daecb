/** How the OpenAPI document shows the header of an answer. */
export const ETAG_HEADER = {
  ETag: {
    required: true,
    description: 'Version of the customer (strong)',
    schema: { type: 'string', maxLength: 21, pattern: '^["]\\d+["]$', example: '"1"' },
  },
};

/** How it shows a header with entity tags of a request; without an example, which the console would send as it is. */
export const ENTITY_TAGS_SCHEMA = { type: 'string', maxLength: 16384, pattern: '^[\\x20-\\x7e\\x80-\\xff]*$' } as const;

/** The strong entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Optional weak mark and a quoted opaque tag, which may have commas. */
const ENTITY_TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
/** Tags separated by commas; elements may be empty (RFC 9110 §5.6.1.2). */
const TAG_LIST = /^[\s,]*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*(?:,[\s,]*|$))*$/;

/**
 * Tells whether If-None-Match names the tag, by weak comparison (RFC 9110 §13.1.2): a list, `*`, with or without W/.
 * A header that is no such list counts as absent.
 */
export function noneMatchNames(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  if (!TAG_LIST.test(header)) return false;
  return [...header.matchAll(ENTITY_TAG)].some(([, , opaque]) => `"${opaque}"` === tag);
}

/** The versions that a client allows to change, as strings; undefined: any version. */
export type AllowedVersions = readonly string[] | undefined;

/**
 * Reads If-Match by strong comparison (RFC 9110 §13.1.1): weak tags match nothing. A header that is no list of tags allows
 * nothing: a client that asks for a guard must not go without.
 */
export function versionsToMatch(header: string | undefined): AllowedVersions {
  if (header === undefined || header.trim() === '*') return undefined;
  if (!TAG_LIST.test(header)) return [];
  return [...header.matchAll(ENTITY_TAG)].flatMap(([, weak, opaque]) => (weak === undefined ? [opaque ?? ''] : []));
}
