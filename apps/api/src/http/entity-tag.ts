/** The strong entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Entity tags of a list: optional weak mark and a quoted opaque tag (RFC 9110 §8.8.3). */
const ENTITY_TAGS = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*(?:,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*)*$/;

/**
 * Tells whether If-None-Match names the tag, by weak comparison (RFC 9110 §13.1.2): a list, `*`, with or without W/.
 * A header that is no such list counts as absent.
 */
export function noneMatchNames(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  if (!ENTITY_TAGS.test(header)) return false;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
