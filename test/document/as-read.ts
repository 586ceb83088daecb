import { cleanText } from '@app/domain';

/** Members whose own rules say how they are cleaned (contract §4). */
const RAW_MEMBERS = ['number', 'nif', 'identity_document'];

/** A text as the service reads it; of one that it cannot read, nothing. */
export function textAsRead(text: string, name: string): string | undefined {
  return RAW_MEMBERS.includes(name) ? text : cleanText(text);
}

/** A body as the service reads it: texts cleaned, and null is an absent member outside of a merge patch (contract §1). */
export function bodyAsRead(tree: unknown, isMergePatch: boolean, name = ''): unknown {
  if (typeof tree === 'string') return textAsRead(tree, name);
  if (typeof tree !== 'object' || tree === null) return tree;
  // Items of a list are no merge patch, not even within one.
  if (Array.isArray(tree)) return tree.map((item) => bodyAsRead(item, false, name));
  const members = Object.entries(tree).filter(([, member]) => isMergePatch || member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, bodyAsRead(member, isMergePatch, key)]));
}
