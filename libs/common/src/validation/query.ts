import { type Type } from '@nestjs/common';
import { compile } from './compile';
import { documentedMembers } from './documented-members';
import { type Violations } from './violations';

/** Marks a query that cannot be read: a `%` that is no escape, or no UTF-8. Most operations ignore their query. */
export const MALFORMED_QUERY = Symbol('malformed query');

/** Reads a query; broken rules go to `violations`. */
export type QueryParser = (query: unknown, violations: Violations) => object | undefined;

/**
 * Compiles the query of a search or list, where a typo must not widen a result: unknown and repeated parameters are
 * refused (contract §1). An unknown one is not named, since the client made the name up.
 */
export function compileQuery(type: Type<object>): QueryParser {
  const parse = compile(type);
  const known = documentedMembers(type).map(([name]) => name);
  return (query, violations) => {
    const given = { ...(query as Record<string | symbol, unknown>) };
    if (MALFORMED_QUERY in given) violations.add('', 'must be percent-encoded UTF-8');
    if (Object.keys(given).some((name) => !known.includes(name))) violations.add('', 'has an unknown parameter');
    for (const name of known.filter((candidate) => Array.isArray(given[candidate]))) {
      violations.add(`/${name}`, 'must be given once');
      [given[name]] = given[name] as unknown[];
    }
    return parse(given, '', violations);
  };
}
