import Negotiator from 'negotiator';

/**
 * The media type of an answer: the one of the offered types that the client likes best (RFC 9110 §12.5.1).
 * @param accept the header `Accept`
 * @param offered media types, the usual one first: it wins a draw, and is the answer when none is wanted (no 406)
 */
export function acceptedType<Type extends string>(
  accept: string | undefined,
  offered: readonly [usual: Type, ...others: Type[]],
): Type {
  if (accept === undefined) return offered[0];
  // A charset says nothing about these types, and the negotiator takes parameters literally.
  const header = accept.replace(/;\s*charset=[^,;]*/gi, '');
  const found = new Negotiator({ headers: { accept: header } }).mediaType([...offered]);
  return (found as Type | undefined) ?? offered[0];
}
