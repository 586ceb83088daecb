import { type Type } from '@nestjs/common';
import { cleanText } from '@app/domain';
import { membersOf } from './metadata';
import { isUnion, type Union } from './union';

/** Names the members of a body that a client has sent: those that the operation knows, and no other. */
export type MemberNames = (body: unknown) => string[];

/**
 * Compiles what a body's declaration says of names. A list counts as one member.
 * @returns names with dots, as messages have them: `contact_info.postal_address.locality`
 */
export function memberNames(body: Type<object> | Union<object>): MemberNames {
  if (!isUnion(body)) return namesOf(body, '');
  const { discriminator } = body;
  const alternatives = new Map(Object.entries(body.alternatives).map(([name, type]) => [name, namesOf(type, '')]));
  return (value) => {
    const chosen = isObject(value) ? value[discriminator] : undefined;
    const names = typeof chosen === 'string' ? alternatives.get(cleanText(chosen) ?? '') : undefined;
    return names?.(value) ?? [];
  };
}

function namesOf(type: Type<object>, prefix: string): MemberNames {
  const members = membersOf(type).map(({ name, nested, isList }) => {
    const path = prefix + name;
    return { name, path, nested: nested === undefined || isList ? undefined : namesOf(nested, `${path}.`) };
  });
  return (value) => {
    if (!isObject(value)) return [];
    return members.flatMap(({ name, path, nested }) => {
      const member = value[name];
      if (member === undefined) return [];
      return nested !== undefined && isObject(member) ? nested(member) : [path];
    });
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
