import { type Type } from '@nestjs/common';
import { compile } from './compile';
import { documentedMembers } from './documented-members';
import { Violations } from './violations';

/**
 * Parses the query of a search or list, where a typo must not widen a result: unknown and repeated parameters are
 * refused (contract §1). An unknown one is not named, since the client made the name up.
 */
export function parseQuery(type: Type<object>, query: unknown): { value: object | undefined; broken: Violations } {
  const broken = new Violations('?');
  const given = { ...(query as Record<string, unknown>) };
  const known = documentedMembers(type).map(([name]) => name);
  if (Object.keys(given).some((name) => !known.includes(name))) broken.add('', 'has an unknown parameter');
  for (const name of known.filter((candidate) => Array.isArray(given[candidate]))) {
    broken.add(`/${name}`, 'must be given once');
    delete given[name];
  }
  return { value: compile(type)(given, '', broken), broken };
}
