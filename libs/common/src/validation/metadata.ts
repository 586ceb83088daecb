import { type Type } from '@nestjs/common';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage, IS_OPTIONAL, type ValidationArguments } from 'class-validator';
import { documentedMembers } from './documented-members';
import { type Refinement, refinementsOf } from './refine';

type ValidationMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** One rule of a member. */
export interface Check {
  /** The rule holds for each item of a list, not for the list. */
  readonly each: boolean;
  readonly holds: (value: unknown, object: object, now: Date) => boolean;
  /** What is demanded, to follow the member's name: "must be …". */
  readonly message: string;
}

/** What a compiled rule sees beside the value. */
export interface JudgedArguments extends ValidationArguments {
  /** The instant of the request; absent when class-validator itself runs the rule. */
  now?: Date;
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
 * @throws Error when the class uses what the compiler does not support: groups, asynchronous or computed rules
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

function check(rule: ValidationMetadata): Check {
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  // Its types promise an array; without the option there is none.
  const groups = (rule.groups as string[] | undefined) ?? [];
  if (constraint === undefined || constraint.async || groups.length > 0 || typeof rule.message === 'function') {
    throw new Error(`${rule.propertyName}: a rule that cannot be compiled`);
  }
  const { instance } = constraint;
  const { propertyName: property, constraints } = rule;
  // Rules are synchronous: one object serves every call.
  const args: JudgedArguments = { value: undefined, object: {}, property, targetName: '', constraints };
  return {
    each: rule.each,
    holds: (value, object, now) => {
      args.value = value;
      args.object = object;
      args.now = now;
      return instance.validate(value, args) === true;
    },
    message: rule.message || instance.defaultMessage?.(args) || 'is not valid',
  };
}

function nestedType(type: Type<object>, name: string): Type<object> {
  const declared = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Type<object> | undefined;
  if (declared === undefined) throw new Error(`${type.name}.${name}: a nested member needs @Type(() => Class)`);
  return declared;
}
