/** Marks a schema that stands under a name of its own among the components: the generator knows classes only. */
export const SCHEMA_NAME = 'x-schema-name';

/** Name of a class → what holds for its schema as a whole, which the generator cannot see. */
const rules = new Map<string, object>();

/** Adds keywords to the schema of a class. */
export function addToSchema(className: string, keywords: object): void {
  rules.set(className, keywords);
}

/** The keywords of a schema that are declared for the class as a whole. */
export function keywordsOf(className: string): object | undefined {
  return rules.get(className);
}
