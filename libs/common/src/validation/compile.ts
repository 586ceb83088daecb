import { type Type } from '@nestjs/common';
import { cleanText } from '@app/domain';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage, IS_OPTIONAL, type ValidationArguments } from 'class-validator';
import { documentedMembers } from './documented-members';
import { isRaw, type Refinement, refinementOf } from './refine';
import { type Violations } from './violations';

/** Reads an unknown value as T. Broken rules go to `violations`; undefined when there are any. */
export type Parser<T> = (value: unknown, at: string, violations: Violations) => T | undefined;

type ValidationMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

interface Check {
  readonly each: boolean;
  readonly holds: (value: unknown, object: object) => boolean;
  readonly message: string;
}

interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** Of @ValidateIf: the member counts only when all hold of the members before it. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly nested: Parser<object> | undefined;
  readonly isList: boolean;
  readonly raw: boolean;
  readonly refine: Refinement | undefined;
}

const compiled = new WeakMap<Type<object>, Parser<object>>();

/**
 * Compiles the class-validator rules of a DTO class into one plain function, once. The class stays the only place of a
 * rule; class-validator's own `validate()` takes fifty times longer because it interprets the rules for every object.
 * The function copies declared members only, cleans strings (contract §1), takes null as absent, and stops at the first
 * broken rule of a member.
 */
export function compile<T extends object>(type: Type<T>): Parser<T> {
  const known = compiled.get(type);
  if (known !== undefined) return known as Parser<T>;
  const members = membersOf(type);
  const parser: Parser<object> = (value, at, violations) => {
    if (!isObject(value)) {
      violations.add(at, 'must be an object');
      return undefined;
    }
    const before = violations.items.length;
    const output: Record<string, unknown> = {};
    for (const member of members) parseMember(member, value, output, at, violations);
    return violations.items.length === before ? output : undefined;
  };
  compiled.set(type, parser);
  return parser as Parser<T>;
}

function parseMember(
  member: Member,
  input: Record<string, unknown>,
  output: Record<string, unknown>,
  at: string,
  violations: Violations,
): void {
  const given = input[member.name] ?? undefined;
  if (given === undefined && member.optional) return;
  if (!member.conditions.every((applies) => applies(output, given))) return;
  const here = `${at}/${member.name}`;
  if (given === undefined) return violations.add(here, 'is required');
  const before = violations.items.length;
  const value = member.isList ? parseList(member, given, here, violations) : parseOne(member, given, here, violations);
  if (violations.items.length > before) return;
  const broken = member.isList ? undefined : member.checks.find((check) => !check.holds(value, output));
  if (broken !== undefined) return violations.add(here, broken.message);
  output[member.name] = member.refine?.(value, (rule, below = '') => violations.add(here + below, rule)) ?? value;
}

function parseList(member: Member, given: unknown, at: string, violations: Violations): unknown {
  if (!Array.isArray(given)) return violations.add(at, 'must be an array');
  const tooMany = member.checks.find((check) => !check.each && !check.holds(given, given));
  if (tooMany !== undefined) return violations.add(at, tooMany.message);
  return given.map((item: unknown, index) => {
    const here = `${at}/${index}`;
    const before = violations.items.length;
    const value = parseOne(member, item, here, violations);
    const broken = member.checks.find((check) => check.each && !check.holds(value, given));
    if (broken !== undefined && violations.items.length === before) violations.add(here, broken.message);
    return value;
  });
}

function parseOne(member: Member, given: unknown, at: string, violations: Violations): unknown {
  if (member.nested !== undefined) return member.nested(given, at, violations);
  if (typeof given !== 'string' || member.raw) return given;
  const clean = cleanText(given);
  if (clean === undefined) violations.add(at, 'must not contain control, bidirectional or invisible characters');
  return clean;
}

function membersOf(type: Type<object>): Member[] {
  const byName = new Map<string, ValidationMetadata[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    byName.set(rule.propertyName, [...(byName.get(rule.propertyName) ?? []), rule]);
  }
  // class-validator lists the members of a base class last; documented order is the order of the class.
  const order = documentedMembers(type).map(([name]) => name);
  const names = [...order, ...[...byName.keys()].filter((name) => !order.includes(name))];
  return names.map((name) => member(type, name, byName.get(name) ?? []));
}

function member(type: Type<object>, name: string, rules: readonly ValidationMetadata[]): Member {
  const prototype = type.prototype as object;
  const isNested = rules.some((rule) => rule.type === 'nestedValidation');
  const nestedType = isNested ? nestedTypeOf(type, name) : undefined;
  return {
    name,
    optional: rules.some((rule) => rule.name === IS_OPTIONAL),
    conditions: rules
      .filter((rule) => rule.type === 'conditionalValidation' && rule.name !== IS_OPTIONAL)
      .map((rule) => rule.constraints[0] as Member['conditions'][number]),
    // Decorators are applied from the bottom up: reversed, the rules run in the order in which they are written.
    checks: rules
      .filter((rule) => rule.type === 'customValidation')
      .map(check)
      .reverse(),
    nested: nestedType && compile(nestedType),
    isList: Reflect.getMetadata('design:type', prototype, name) === Array,
    raw: isRaw(prototype, name),
    refine: refinementOf(prototype, name),
  };
}

function check(rule: ValidationMetadata): Check {
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  if (constraint === undefined) throw new Error(`${rule.propertyName}: a rule without a validator`);
  const { instance } = constraint;
  const args = (value: unknown, object: object): ValidationArguments => ({
    value,
    object,
    property: rule.propertyName,
    targetName: '',
    constraints: rule.constraints,
  });
  const message = typeof rule.message === 'string' ? rule.message : instance.defaultMessage?.(args(undefined, {}));
  return {
    each: rule.each,
    holds: (value, object) => instance.validate(value, args(value, object)) === true,
    message: (message ?? 'is not valid').replaceAll(/^(each value in )?\$property /g, ''),
  };
}

function nestedTypeOf(type: Type<object>, name: string): Type<object> {
  const declared = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Type<object> | undefined;
  if (declared === undefined) throw new Error(`${type.name}.${name}: a nested member needs @Type(() => Class)`);
  return declared;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
