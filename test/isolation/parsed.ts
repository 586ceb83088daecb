import { type Parser, Violations } from '@app/common';

/** A body as the validation pipe hands it to a controller; throws when it breaks a rule. */
export function parsed<T extends object>(parse: Parser<T>, body: unknown): T {
  const violations = new Violations('/');
  const value = parse(body, '', violations);
  if (value === undefined || violations.items.length > 0) throw new Error(JSON.stringify(violations.items));
  return value;
}
