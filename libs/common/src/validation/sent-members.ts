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
  const collect = isUnion(body) ? ofUnion(body) : ofClass(body, '');
  return (value) => {
    const names: string[] = [];
    collect(value, names);
    return names;
  };
}

/** Adds the names of a body's members to those of others: a list of its own for each object would be work for every write. */
type Collect = (value: unknown, names: string[]) => void;

function ofUnion({ discriminator, alternatives }: Union<object>): Collect {
  const collectors = new Map(Object.entries(alternatives).map(([name, type]) => [name, ofClass(type, '')]));
  return (value, names) => {
    const chosen = isObject(value) ? value[discriminator] : undefined;
    const collect = typeof chosen === 'string' ? collectors.get(cleanText(chosen) ?? '') : undefined;
    collect?.(value, names);
  };
}

function ofClass(type: Type<object>, prefix: string): Collect {
  const members = membersOf(type).map(({ name, nested, isList }) => {
    const path = prefix + name;
    return { name, path, nested: nested === undefined || isList ? undefined : ofClass(nested, `${path}.`) };
  });
  return (value, names) => {
    if (!isObject(value)) return;
    for (const { name, path, nested } of members) {
      const member = value[name];
      if (member === undefined) continue;
      if (nested !== undefined && isObject(member)) nested(member, names);
      else names.push(path);
    }
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
