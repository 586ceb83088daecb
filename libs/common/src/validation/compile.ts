import { type Type } from '@nestjs/common';
import { cleanText } from '@app/domain';
import { type Check, type Member, membersOf } from './metadata';
import { type ObjectRules, rulesOf, type UndeclaredRule, undeclaredRuleOf } from './object-rules';
import { type Refinement } from './refine';
import { type Violations } from './violations';

/** Reads an unknown value as T. Broken rules go to `violations`; when there are any, the result has the sound members only. */
export type Parser<T> = (value: unknown, at: string, violations: Violations) => T | undefined;

/** A member whose nested class, if any, is compiled. */
interface CompiledMember extends Omit<Member, 'nested' | 'checks'> {
  readonly nested: Parser<object> | undefined;
  /** Of the value, or of each item of a list. */
  readonly checks: readonly Check[];
  /** Of a list as a whole. */
  readonly listChecks: readonly Check[];
}

const compiled = new WeakMap<Type<object>, Parser<object>>();

/**
 * Compiles the class-validator rules of a DTO class into one plain function, once. The class stays the only place of a
 * rule; class-validator's own `validate()` takes far longer because it interprets the rules for every object.
 * The function copies declared members only, cleans strings (contract §1), takes null as absent unless the class is a
 * merge patch, and stops at the first broken rule of a member.
 * @throws Error at start-up, when the class uses what the compiler does not support
 */
export function compile<T extends object>(type: Type<T>): Parser<T> {
  const known = compiled.get(type);
  if (known !== undefined) return known as Parser<T>;
  const members = membersOf(type).map(compileMember);
  const rules = rulesOf(type);
  const isMergePatch = rules?.isMergePatch === true;
  const declared = members.map(({ name }) => name);
  const names = rules?.oneOf ?? declared;
  const undeclaredRule = undeclaredRuleOf(type);
  const parser: Parser<object> = (value, at, violations) => {
    if (!isObject(value)) {
      violations.add(at, 'must be an object');
      return undefined;
    }
    const output: Record<string, unknown> = {};
    if (rules !== undefined && !names.some((name) => isGiven(value[name], rules))) violations.say(at, rules.message);
    if (undeclaredRule !== undefined) judgeUndeclared(value, declared, undeclaredRule, at, violations);
    for (const member of members) {
      if (isMergePatch && (value[member.name] ?? null) === null) takeNull(member, value, output, at, violations);
      else parseMember(member, value, output, at, violations);
    }
    return output;
  };
  compiled.set(type, parser);
  return parser as Parser<T>;
}

function compileMember(member: Member): CompiledMember {
  return {
    ...member,
    nested: member.nested && compile(member.nested),
    checks: member.checks.filter(({ each }) => each === member.isList),
    listChecks: member.checks.filter(({ each }) => member.isList && !each),
  };
}

function isGiven(value: unknown, { isMergePatch }: ObjectRules): boolean {
  return value !== undefined && (isMergePatch || value !== null);
}

/** Says each broken rule once: the member has no name that may be repeated. */
function judgeUndeclared(
  input: Record<string, unknown>,
  declared: readonly string[],
  rule: UndeclaredRule,
  at: string,
  violations: Violations,
): void {
  const undeclared = Object.entries(input).filter(([name]) => !declared.includes(name));
  const broken = new Set(undeclared.map(([name, value]) => rule(name, value)));
  for (const words of broken) if (words !== undefined) violations.add(at, words);
}

/** Of a merge patch: null is kept, where an object can do without the member; what is absent stays absent. */
function takeNull(
  member: CompiledMember,
  input: Record<string, unknown>,
  output: Record<string, unknown>,
  at: string,
  violations: Violations,
): void {
  if (input[member.name] === undefined) return;
  if (member.optional || member.conditions.length > 0) output[member.name] = null;
  else violations.add(`${at}/${member.name}`, 'must not be null');
}

function parseMember(
  member: CompiledMember,
  input: Record<string, unknown>,
  output: Record<string, unknown>,
  at: string,
  violations: Violations,
): void {
  const given = input[member.name] ?? undefined;
  if (given === undefined && member.optional) return;
  for (const applies of member.conditions) if (!applies(output, given)) return;
  const here = `${at}/${member.name}`;
  if (given === undefined) return violations.add(here, 'is required');
  const before = violations.items.length;
  const value = member.isList
    ? parseList(member, given, here, violations)
    : parseChecked(member, given, output, here, violations);
  const isSound = violations.items.length === before || (member.isList && value !== undefined);
  output[member.name] = isSound ? refine(member.refine, value, given, here, violations) : value;
}

/** @returns the items, undefined in place of broken ones; undefined when it is no list of the right size */
function parseList(member: CompiledMember, given: unknown, at: string, violations: Violations): unknown {
  if (!Array.isArray(given)) return violations.add(at, 'must be an array');
  for (const { holds, message } of member.listChecks) {
    if (!holds(given, given, violations.now)) return violations.add(at, message);
  }
  return given.map((item: unknown, index) => {
    const here = `${at}/${index}`;
    const before = violations.items.length;
    const value = parseChecked(member, item, given, here, violations);
    return violations.items.length > before ? undefined : refine(member.refineEach, value, item, here, violations);
  });
}

/** Parses a value that is no list, or one item of a list, and holds the member's checks against it. */
function parseChecked(
  member: CompiledMember,
  given: unknown,
  object: object,
  at: string,
  violations: Violations,
): unknown {
  const before = violations.items.length;
  const value = parseOne(member, given, at, violations);
  if (violations.items.length > before) return value;
  for (const { holds, message } of member.checks) {
    if (holds(value, object, violations.now)) continue;
    violations.add(at, message);
    break;
  }
  return value;
}

function parseOne(member: CompiledMember, given: unknown, at: string, violations: Violations): unknown {
  if (member.nested !== undefined) return member.nested(given, at, violations);
  if (typeof given !== 'string' || member.raw) return given;
  const clean = cleanText(given);
  if (clean === undefined) violations.add(at, 'must not contain control, bidirectional or invisible characters');
  return clean;
}

function refine(
  refinement: Refinement | undefined,
  value: unknown,
  given: unknown,
  at: string,
  violations: Violations,
): unknown {
  if (refinement === undefined) return value;
  return refinement(value, (rule, below = '') => violations.add(at + below, rule), given) ?? value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
