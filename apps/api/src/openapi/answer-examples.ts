import { type OpenAPIObject } from '@nestjs/swagger';

/** The members of JSON Schema by which examples are put together. */
interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: { readonly mapping: Readonly<Record<string, string>> };
}

interface Responses {
  readonly responses: Record<string, { content?: Record<string, { schema: Schema; examples?: object }> }>;
}

/**
 * Gives every answer of success its examples, put together from those of its members; where it is one of several types, an
 * example of each, called like the type. An example of the whole would have to be kept in step with the members by hand.
 * @throws Error when a member has no example
 */
export function addAnswerExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas as Readonly<Record<string, Schema>>;
  for (const { responses } of Object.values(document.paths).flatMap((item) => Object.values(item) as Responses[])) {
    for (const [status, { content = {} }] of Object.entries(responses)) {
      const media = status.startsWith('2') ? content['application/json'] : undefined;
      if (media !== undefined) media.examples = examplesOf(media.schema, schemas);
    }
  }
  return document;
}

function examplesOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): object {
  const types = resolve(schema, schemas).discriminator?.mapping ?? { answer: undefined };
  return Object.fromEntries(
    Object.entries(types).map(([name, $ref]) => [name, { value: exampleOf($ref ? { $ref } : schema, schemas) }]),
  );
}

function exampleOf(named: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const schema = resolve(named, schemas);
  if (schema.example !== undefined) return schema.example;
  if (schema.items !== undefined) return [exampleOf(schema.items, schemas)];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties === undefined) throw new Error(`no example in ${JSON.stringify(schema)}`);
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, member]) => [name, exampleOf(member, schemas)]),
  );
}

function resolve(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  return schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema;
}
