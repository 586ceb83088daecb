import { type OpenAPIObject } from '@nestjs/swagger';
import { errorExamples, keywordsOf } from '@app/common';
import { addAnswerExamples } from './answer-examples';
import { REQUEST_ID_SCHEMA } from './members';
import { nameSchemas } from './named-schemas';
import { shareParts } from './share';

type Node = Record<string, unknown>;

/** What every answer has. */
const COMMON_HEADERS = {
  'x-request-id': {
    required: true,
    description: "The request's own x-request-id when it is well-formed, else a new one",
    schema: REQUEST_ID_SCHEMA,
  },
  'Cache-Control': {
    required: true,
    description: 'Nothing may be kept, but a customer by who read it',
    schema: { type: 'string', enum: ['no-store', 'private, no-cache'] },
  },
};

/**
 * Adds to a generated document what the generator cannot see: names for schemas that are no classes, rules of a class as a
 * whole, the headers of every answer, the roles in words, examples of every answer; and names what operations
 * share.
 */
export function finish(document: OpenAPIObject): OpenAPIObject {
  const { paths, components = {} } = document;
  const schemas = (components.schemas ?? {}) as Record<string, Node>;
  for (const [name, schema] of Object.entries(schemas)) Object.assign(schema, keywordsOf(name));
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item as Node) as Node[])) {
    describeRoles(operation);
    for (const response of Object.values(operation['responses'] as Record<string, Node>)) {
      response['headers'] = { ...COMMON_HEADERS, ...(response['headers'] as Node) };
    }
  }
  const used = JSON.stringify(paths);
  const examples = Object.fromEntries(
    Object.entries(errorExamples()).filter(([name]) => used.includes(`"#/components/examples/${name}"`)),
  );
  return shareParts(addAnswerExamples(nameSchemas({ ...document, components: { ...components, examples } })));
}

function describeRoles(operation: Node): void {
  const { description, 'x-required-roles': roles } = operation as {
    description?: string;
    'x-required-roles'?: string[];
  };
  const words = roles === undefined ? 'For anybody: no roles are asked for.' : `Roles: ${roles.join(', ')}.`;
  operation['description'] = description === undefined ? words : `${description}\n\n${words}`;
}
