import { applyDecorators, type Type } from '@nestjs/common';
import { ApiHideProperty, ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { codePointLength, hasCardNumber } from '@app/domain';
import { Type as TypeOf } from 'class-transformer';
import {
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { SCHEMA_NAME } from '../openapi/schemas';
import { Rule } from './metadata';

/** What every member says of itself beside its rules. */
export interface MemberOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: boolean;
  /** An optional member that these circumstances demand; sees the members declared before it. */
  readonly requiredWhen?: (object: object) => boolean;
}

/** What a string member may be. Lengths count code points. */
export interface TextOptions extends MemberOptions {
  /** With a pattern it is documented alone: the pattern decides. */
  readonly max?: number;
  readonly pattern?: RegExp;
  /** All that `holds` takes, for the OpenAPI document. */
  readonly words?: readonly string[];
  /** The name of the schema in the OpenAPI document, where several members share it. */
  readonly schemaName?: string;
  readonly format?: string;
  /** Sees the members declared before it in `object`, and the instant of the request. */
  readonly holds?: (value: string, object: object, now: Date) => boolean;
  /** The rule in words, for a broken `pattern` or `holds`: "must be …". */
  readonly rule?: string;
  /** For free text, where somebody could put a card number (contract §3.7). */
  readonly noCardNumber?: boolean;
}

const NO_CARD_NUMBER = 'must not contain a card number';

/** A string, cleaned as contract §1 says and never empty. */
export function Text(options: TextOptions): PropertyDecorator {
  const { description, ...schema } = textSchema(options);
  const documented = { ...options, ...(description !== undefined && { description }) };
  return declare(textChecks(options), documented, { type: 'string', ...schema });
}

/** A list of strings. */
export function TextList(
  options: MemberOptions & { readonly max: number; readonly each: TextOptions },
): PropertyDecorator {
  const checks = [
    rule('notEmpty', (value) => !Array.isArray(value) || value.length > 0, 'must have at least one item'),
    atMost(options.max),
    ...textChecks(options.each, { each: true }),
  ];
  return declare(checks, options, {
    type: 'array',
    minItems: 1,
    maxItems: options.max,
    items: { type: 'string', ...textSchema(options.each) },
  });
}

/** One of a fixed set of words. */
export function Choice(words: readonly string[], options: MemberOptions = {}): PropertyDecorator {
  const holds = (value: unknown): boolean => words.includes(value as string);
  return declare([rule('choice', holds, `must be one of ${words.join(', ')}`)], options, {
    type: 'string',
    enum: [...words],
  });
}

/** true or false. */
export function Flag(options: MemberOptions = {}): PropertyDecorator {
  const holds = (value: unknown): boolean => typeof value === 'boolean';
  return declare([rule('flag', holds, 'must be true or false')], options, { type: 'boolean' });
}

/** A whole number. */
export function Integer(options: MemberOptions & { readonly min: number; readonly max: number }): PropertyDecorator {
  const { min, max } = options;
  const holds = (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  const check = rule('integer', holds, `must be a whole number from ${min} to ${max}`);
  return declare([check], options, { type: 'integer', format: 'int32', minimum: min, maximum: max });
}

/** An object with rules of its own. */
export function Nested(type: () => Type<object>, options: MemberOptions = {}): PropertyDecorator {
  return applyDecorators(TypeOf(type), declare([ValidateNested()], options, lazy(type)));
}

/** A list of objects with rules of their own. */
export function NestedList(
  type: () => Type<object>,
  options: MemberOptions & { readonly max: number },
): PropertyDecorator {
  const nested = ValidateNested({ each: true });
  return applyDecorators(
    TypeOf(type),
    declare([nested, atMost(options.max)], options, { ...lazy(type), isArray: true, maxItems: options.max }),
  );
}

/** A member that only other alternatives of the body know; sending it is an error, not a typo to drop. */
export function NotAllowed(reason: string): PropertyDecorator {
  return applyDecorators(
    ApiHideProperty(),
    IsOptional(),
    rule('notAllowed', () => false, reason),
  );
}

function textChecks(options: TextOptions, validation?: ValidationOptions): PropertyDecorator[] {
  const { max, pattern, holds, rule: words = 'is not valid', noCardNumber = false } = options;
  // What is no string breaks the first rule; the others judge strings only.
  const text = (name: string, fits: NonNullable<TextOptions['holds']>, message: string): PropertyDecorator =>
    rule(name, (value, object, now) => typeof value !== 'string' || fits(value, object, now), message, validation);
  const checks = [
    rule('string', (value) => typeof value === 'string', 'must be a string', validation),
    text('notEmpty', (value) => value !== '', 'must not be empty'),
  ];
  if (max !== undefined && pattern === undefined) {
    checks.push(text('max', (value) => codePointLength(value) <= max, `must have at most ${max} characters`));
  }
  if (pattern !== undefined) checks.push(text('pattern', (value) => pattern.test(value), words));
  if (holds !== undefined) checks.push(text('holds', holds, words));
  if (noCardNumber) {
    checks.push(text('noCardNumber', (value) => !hasCardNumber(value), NO_CARD_NUMBER));
  }
  return checks;
}

function atMost(max: number): PropertyDecorator {
  return rule(
    'size',
    (value) => !Array.isArray(value) || value.length <= max,
    `must have at most ${max} ${max === 1 ? 'item' : 'items'}`,
  );
}

function textSchema(options: TextOptions): { [key: string]: unknown; description?: string } {
  const { max, pattern, format, words, schemaName } = options;
  const bounds = { minLength: 1, ...(max !== undefined && { maxLength: max }) };
  const description = inWords(options);
  return {
    ...(description !== '' && { description }),
    ...(words === undefined ? bounds : { enum: [...words] }),
    ...(pattern !== undefined && words === undefined && { pattern: pattern.source }),
    ...(format !== undefined && { format }),
    ...(schemaName !== undefined && { [SCHEMA_NAME]: schemaName }),
  };
}

/** What the schema's keywords cannot say of a text stands in its description. */
function inWords({ description, holds, words, rule: broken, noCardNumber = false }: TextOptions): string {
  const rules = [
    ...(holds !== undefined && words === undefined && broken !== undefined ? [broken] : []),
    ...(noCardNumber ? [NO_CARD_NUMBER] : []),
  ].join('; ');
  return [description, rules && rules.charAt(0).toUpperCase() + rules.slice(1)].filter(Boolean).join('. ');
}

/** @nestjs/swagger tells a lazy type from a class by the function's name, which must be `type`. */
function lazy(type: () => Type<object>): { type: () => Type<object> } {
  return { type: () => type() };
}

function rule(name: string, holds: Rule['holds'], message: string, validation?: ValidationOptions): PropertyDecorator {
  // For class-validator itself, which the tests compare with.
  const validate = (value: unknown, args?: ValidationArguments): boolean =>
    holds(value, args?.object ?? {}, new Date());
  const validator = { validate, defaultMessage: () => message };
  return ValidateBy({ name, constraints: [new Rule(holds, message)], validator }, validation);
}

/** Puts rules and documentation on one member; the rules are checked in the order of the list. */
function declare(checks: PropertyDecorator[], options: MemberOptions, schema: ApiPropertyOptions): PropertyDecorator {
  const { optional = false, requiredWhen, description, example } = options;
  const presence: PropertyDecorator[] = [];
  if (requiredWhen === undefined) presence.push(...(optional ? [IsOptional()] : []));
  else {
    presence.push(ValidateIf((object: object, value) => (value ?? undefined) !== undefined || requiredWhen(object)));
  }
  const documentation = {
    ...schema,
    required: !optional && requiredWhen === undefined,
    ...(description !== undefined && { description }),
    ...(example !== undefined && { example }),
  } as ApiPropertyOptions;
  return applyDecorators(...presence, ...checks, ApiProperty(documentation));
}
