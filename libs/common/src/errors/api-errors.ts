import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CATALOGUE, type ErrorKind } from './catalogue';
import { ErrorResponse, ProblemDetails } from './error-response';

/** What every path may answer, whoever asks. */
const PUBLIC: readonly ErrorKind[] = ['malformedRequest', 'uriTooLong', 'headersTooLarge', 'internal', 'overloaded'];

/** What operations have in common; an operation names its groups, and the kinds of its own. */
const GROUPS = {
  /** The store is asked. */
  store: ['storeUnavailable', 'repositoryTimeout'],
  /** There is a caller, and something to validate. */
  caller: ['badRequest', 'unauthenticated', 'roleNotAllowed', 'orgNotAllowed', 'signingKeysUnavailable'],
  /** A body is read, or refused. */
  body: ['requestTimeout', 'bodyTooLarge', 'unsupportedMediaType'],
  /** Idempotency-Key is heeded. */
  keyed: ['keyInUse', 'keyReused'],
  /** The organization must be there. */
  org: ['unknownOrg'],
  /** So must the customer. */
  customer: ['unknownOrg', 'unknownCustomer'],
  /** If-Match is heeded. */
  versioned: ['preconditionFailed'],
} as const satisfies Record<string, readonly ErrorKind[]>;

type Group = keyof typeof GROUPS;

/** What the published page calls these statuses. */
const PUBLISHED: Readonly<Record<number, string>> = {
  400: 'Invalid request body',
  403: 'Forbidden resource',
  404: 'Resource not found',
  409: 'Conflict',
};

/** Documents the errors of an operation of the API: what all of them may answer, the groups and the kinds that are given. */
export function ApiErrors(...more: readonly (ErrorKind | Group)[]): MethodDecorator {
  return ApiPublicErrors('caller', 'store', ...more);
}

/** Documents the errors of an operation that anybody may call. */
export function ApiPublicErrors(...more: readonly (ErrorKind | Group)[]): MethodDecorator {
  const named = new Set<string>([...PUBLIC, ...more.flatMap((item) => (isGroup(item) ? GROUPS[item] : [item]))]);
  const kinds = (Object.keys(CATALOGUE) as ErrorKind[]).filter((kind) => named.has(kind));
  const statuses = new Set(kinds.map((kind) => CATALOGUE[kind].status));
  return applyDecorators(
    ApiExtraModels(ErrorResponse, ProblemDetails),
    ApiResponse({ status: 405, description: 'Method not allowed; the body is empty', headers: ALLOW }),
    ...[...statuses].map((status) =>
      errorResponse(
        status,
        kinds.filter((kind) => CATALOGUE[kind].status === status),
      ),
    ),
  );
}

function isGroup(item: ErrorKind | Group): item is Group {
  return item in GROUPS;
}

const text = (maxLength: number, pattern: string): object => ({ type: 'string', maxLength, pattern });
const ALLOW = {
  Allow: { required: true, description: 'Methods of this path', schema: text(64, '^[A-Z]+(, [A-Z]+)*$') },
};
const CHALLENGE = {
  'WWW-Authenticate': {
    required: true,
    description: 'How to authenticate',
    schema: text(200, '^(Roles|Bearer) [\\x20-\\x7e]+$'),
  },
};
const CURRENT_TAG = {
  ETag: { required: true, description: 'The current version', schema: { ...text(21, '^["]\\d+["]$'), example: '"2"' } },
};

function retryAfter(required: boolean): object {
  const schema = { type: 'integer', format: 'int32', minimum: 1, maximum: 60, example: 1 };
  return { 'Retry-After': { required, description: 'Seconds to wait', schema } };
}

function errorResponse(status: number, kinds: readonly ErrorKind[]): MethodDecorator {
  const rows = kinds.map((kind) => CATALOGUE[kind]);
  const titles = [...new Set(rows.map(({ title }) => title))].join(', ');
  const published = PUBLISHED[status];
  const retryable = rows.filter((row) => row.retryAfter !== undefined).length;
  return ApiResponse({
    status,
    description: published === undefined ? titles : `${published}: ${titles}`,
    headers: {
      ...(retryable > 0 && retryAfter(retryable === rows.length)),
      ...(status === 401 && CHALLENGE),
      ...(status === 412 && CURRENT_TAG),
    },
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ErrorResponse) }, examples: examples(kinds) },
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemDetails) },
        examples: examples(kinds, problemExampleName),
      },
    },
  });
}

function examples(
  kinds: readonly ErrorKind[],
  name: (kind: ErrorKind) => string = (kind) => kind,
): Record<string, { $ref: string }> {
  return Object.fromEntries(kinds.map((kind) => [kind, { $ref: `#/components/examples/${name(kind)}` }]));
}

/** The name of the example of an error as problem details. */
export function problemExampleName(kind: ErrorKind): string {
  return `${kind}Problem`;
}
