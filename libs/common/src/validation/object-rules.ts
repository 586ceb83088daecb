import 'reflect-metadata';
import { type Type } from '@nestjs/common';
import { addToSchema } from '../openapi/schemas';

const OBJECT_RULES = 'padron:object-rules';
const RULES_REQUIRED = 'padron:rules-required';
const UNDECLARED_RULE = 'padron:undeclared-rule';

/** What holds for a DTO as a whole, beside the rules of its members. */
export interface ObjectRules {
  /** A JSON merge patch (RFC 7396): what is absent stays untouched, null clears. */
  readonly isMergePatch: boolean;
  /** At least one of these must be given; undefined: any member that the class declares. */
  readonly oneOf: readonly string[] | undefined;
  /** The whole message when none is given. */
  readonly message: string;
}

/** Declares that a DTO needs one of its members. */
export function AtLeastOneOf(...members: readonly string[]): ClassDecorator {
  const message = `At least one of ${members.join(', ')} must be present`;
  return declareRules({ isMergePatch: false, oneOf: members, message });
}

/** Stores what {@link rulesOf} reads, and documents it. */
export function declareRules(rules: ObjectRules): ClassDecorator {
  return (type) => {
    Reflect.defineMetadata(OBJECT_RULES, rules, type);
    const { oneOf } = rules;
    addToSchema(type.name, oneOf ? { anyOf: oneOf.map((member) => ({ required: [member] })) } : { minProperties: 1 });
  };
}

/** What is wrong with a member that the class does not declare, to follow "body"; nothing when it can be dropped. */
export type UndeclaredRule = (name: string, value: unknown) => string | undefined;

/** Declares which unknown members of a DTO are refused; the others are dropped, as everywhere (contract §1 "Strings"). */
export function RefuseUndeclared(rule: UndeclaredRule): ClassDecorator {
  return (type) => Reflect.defineMetadata(UNDECLARED_RULE, rule, type);
}

/** What {@link RefuseUndeclared} declared. */
export function undeclaredRuleOf(type: Type<object>): UndeclaredRule | undefined {
  return Reflect.getOwnMetadata(UNDECLARED_RULE, type) as UndeclaredRule | undefined;
}

/** Makes every class that extends this one declare rules of its own. */
export function requireRules(type: object): void {
  Reflect.defineMetadata(RULES_REQUIRED, true, type);
}

/**
 * The rules of a class that declares some.
 * @throws Error at start-up, when the class must declare rules and does not: a patch would take null for absent
 */
export function rulesOf(type: Type<object>): ObjectRules | undefined {
  const rules = Reflect.getOwnMetadata(OBJECT_RULES, type) as ObjectRules | undefined;
  if (rules === undefined && Reflect.hasMetadata(RULES_REQUIRED, type))
    throw new Error(`${type.name} needs @MergePatch()`);
  return rules;
}
