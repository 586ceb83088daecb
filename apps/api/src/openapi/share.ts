import { type OpenAPIObject } from '@nestjs/swagger';

type Node = Record<string, unknown>;

/** What the answers of a status are called among the components. */
const RESPONSE_NAMES: Readonly<Record<string, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  412: 'PreconditionFailed',
  413: 'ContentTooLarge',
  414: 'UriTooLong',
  415: 'UnsupportedMediaType',
  422: 'IdempotencyKeyReused',
  431: 'HeaderFieldsTooLarge',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
  504: 'RepositoryTimeout',
};

/**
 * Puts the parameters and error responses that several operations have into the components, each once, and references into
 * their places: the document is read by people, too. Of parts that differ under one name the most frequent is shared.
 */
export function shareParts(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths as Node).flatMap((item) =>
    Object.values(item as Node),
  ) as Operation[];
  const parameters = mostFrequent(operations.flatMap((each) => (each.parameters ?? []).map(named)));
  const responses = mostFrequent(operations.flatMap((each) => Object.entries(each.responses).flatMap(errorResponse)));
  for (const operation of operations) {
    operation.parameters &&= operation.parameters.map((each) => reference('parameters', parameters, named(each)));
    for (const entry of Object.entries(operation.responses)) {
      for (const part of errorResponse(entry)) operation.responses[entry[0]] = reference('responses', responses, part);
    }
  }
  return { ...document, components: { ...document.components, parameters, responses } } as object as OpenAPIObject;
}

interface Operation {
  parameters?: Node[];
  readonly responses: Record<string, Node>;
}

type Part = readonly [name: string, part: Node];

function named(parameter: Node): Part {
  return [String(parameter['name']), parameter];
}

/** The part, or none: success differs from operation to operation. */
function errorResponse([status, response]: readonly [string, Node]): Part[] {
  const name = RESPONSE_NAMES[status];
  return name === undefined ? [] : [[name, response]];
}

function mostFrequent(parts: readonly Part[]): Record<string, Node> {
  const counts = new Map<string, { part: Part; count: number }>();
  for (const part of parts) {
    const key = JSON.stringify(part);
    counts.set(key, { part, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const shared = [...counts.values()].filter(({ count }) => count > 1).sort((a, b) => a.count - b.count);
  return Object.fromEntries(shared.map(({ part }) => part));
}

function reference(kind: string, shared: Record<string, Node>, [name, part]: Part): Node {
  return JSON.stringify(shared[name]) === JSON.stringify(part) ? { $ref: `#/components/${kind}/${name}` } : part;
}
