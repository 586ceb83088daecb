import { type Type } from '@nestjs/common';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage, IS_OPTIONAL } from 'class-validator';
import { documentedMembers } from './documented-members';
import { type Refinement, refinementsOf } from './refine';

type ValidationMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/**
 * What a member's value must be. A decorator leaves it with class-validator as its constraint, so that the compiled parser calls it without
 * what class-validator wraps around, which takes as long as all the rules of a body.
 */
export class Rule {
  /**
   * @param holds sees the members declared before it in `object`, and the instant of the request
   * @param message what is demanded, to follow the member's name: "must be …"
   */
  constructor(
    readonly holds: (value: unknown, object: object, now: Date) => boolean,
    readonly message: string,
  ) {}
}

/** One rule of a member, and whether it holds for each item of a list instead of for the list. */
export interface Check extends Rule {
  readonly each: boolean;
}

/** What the decorators of a DTO class say of one member. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** Of @ValidateIf: the member counts only when all hold of the members before it. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly nested: Type<object> | undefined;
  readonly isList: boolean;
  readonly raw: boolean;
  readonly refine: Refinement | undefined;
  readonly refineEach: Refinement | undefined;
}

/**
 * Reads what class-validator, class-transformer (@Type) and our own decorators have stored about a class.
 * @throws Error when the class uses what the compiler does not support: a rule that is no {@link Rule}
 */
export function membersOf(type: Type<object>): Member[] {
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
  return {
    name,
    optional: rules.some((rule) => rule.name === IS_OPTIONAL),
    conditions: rules
      .filter((rule) => rule.type === 'conditionalValidation' && rule.name !== IS_OPTIONAL)
      .map((rule) => rule.constraints[0] as Member['conditions'][number]),
    checks: rules.filter((rule) => rule.type === 'customValidation').map(check),
    nested: isNested ? nestedType(type, name) : undefined,
    isList: Reflect.getMetadata('design:type', prototype, name) === Array,
    ...refinementsOf(prototype, name),
  };
}

function check({ propertyName, each, constraints }: ValidationMetadata): Check {
  // Its types promise an array; without the option there is none.
  const [rule] = (constraints as unknown[] | undefined) ?? [];
  if (!(rule instanceof Rule)) throw new Error(`${propertyName}: a rule that cannot be compiled`);
  return { each, holds: rule.holds, message: rule.message };
}

function nestedType(type: Type<object>, name: string): Type<object> {
  const declared = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Type<object> | undefined;
  if (declared === undefined) throw new Error(`${type.name}.${name}: a nested member needs @Type(() => Class)`);
  return declared;
}
