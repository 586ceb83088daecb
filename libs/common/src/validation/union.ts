import { type Type } from '@nestjs/common';
import { cleanText } from '@app/domain';
import { compile, type Parser } from './compile';
import { type Violations } from './violations';

/** Alternatives of a body, told apart by one member (OpenAPI: oneOf with a discriminator). */
export interface Union<T extends object> {
  /** In the OpenAPI document. */
  readonly name: string;
  readonly discriminator: string;
  /** Value of the discriminator → DTO class. */
  readonly alternatives: Readonly<Record<string, Type<T>>>;
  readonly parse: Parser<T>;
}

/**
 * Makes a union of DTO classes.
 * @param fallback a DTO class with the members of all alternatives, none required: what is checked when the
 *   discriminator names no alternative, so that one answer lists every violation
 */
export function oneOf<T extends object>(
  { name, discriminator, alternatives }: Omit<Union<T>, 'parse'>,
  fallback: Type<object>,
): Union<T> {
  const parsers = new Map<unknown, Parser<T>>(
    Object.entries(alternatives).map(([value, type]) => [value, compile(type)]),
  );
  const parseAny = compile(fallback);
  const rule = `must be one of ${[...parsers.keys()].join(', ')}`;
  const parse: Parser<T> = (value, at, violations) => {
    const chosen = discriminatorOf(value, discriminator);
    const parser = parsers.get(typeof chosen === 'string' ? cleanText(chosen) : undefined);
    if (parser !== undefined) return parser(value, at, violations);
    reportDiscriminator(value, chosen, violations, `${at}/${discriminator}`, rule);
    parseAny(value, at, violations);
    return undefined;
  };
  return { name, discriminator, alternatives, parse };
}

/** Whether a body is declared as one of several classes. */
export function isUnion(body: Type<object> | Union<object>): body is Union<object> {
  return 'alternatives' in body;
}

function discriminatorOf(value: unknown, discriminator: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[discriminator] : undefined;
}

function reportDiscriminator(value: unknown, chosen: unknown, violations: Violations, at: string, rule: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return; // the fallback says so
  violations.add(at, (chosen ?? undefined) === undefined ? 'is required' : rule);
}
