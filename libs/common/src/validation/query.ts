import { type Type } from '@nestjs/common';
import { compile } from './compile';
import { documentedMembers } from './documented-members';
import { type Violations } from './violations';

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
    const given = { ...(query as Record<string, unknown>) };
    if (Object.keys(given).some((name) => !known.includes(name))) violations.add('', 'has an unknown parameter');
    for (const name of known.filter((candidate) => Array.isArray(given[candidate]))) {
      violations.add(`/${name}`, 'must be given once');
      delete given[name];
    }
    return parse(given, '', violations);
  };
}
