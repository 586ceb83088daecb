import { type OpenAPIObject } from '@nestjs/swagger';
import { SCHEMA_NAME } from '@app/common';

type Node = Record<string, unknown>;

/** Moves every schema that bears a name into the components, and puts references into its places. */
export function nameSchemas(document: OpenAPIObject): OpenAPIObject {
  const named: Record<string, Node> = {};
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const node = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
    const { [SCHEMA_NAME]: name, ...schema } = node;
    if (typeof name !== 'string') return node;
    named[name] ??= withoutNull(schema);
    const reference = { $ref: `#/components/schemas/${name}` };
    return isNullable(schema) ? { anyOf: [reference, { type: 'null' }] } : reference;
  };
  const { components, ...rest } = visit(document) as OpenAPIObject;
  return { ...rest, components: { ...components, schemas: { ...components?.schemas, ...named } } };
}

function isNullable({ type }: Node): boolean {
  return Array.isArray(type) && type.includes('null');
}

function withoutNull(schema: Node): Node {
  if (!isNullable(schema)) return schema;
  const words = schema['enum'] as unknown[] | undefined;
  return {
    ...schema,
    type: (schema['type'] as string[]).find((type) => type !== 'null'),
    ...(words && { enum: words.filter((word) => word !== null) }),
  };
}
