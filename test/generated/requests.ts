import { METHODS } from 'node:http';
import fc from 'fast-check';
import { brokenFrom, nearlyRight } from './broken';
import { type Operation, OPERATIONS, parametersIn, resolved } from '../document/document';
import { Drawn, type KnownKind } from './pools';
import { canary, strangeText } from './strange';
import { index, validOf } from './valid';

/** A request before the values of its run are in it. */
export interface GeneratedRequest {
  readonly operationId: string;
  /** Away from the operation on purpose: another method of its path, or a path that nobody knows. */
  readonly detour?: 'method' | 'path';
  readonly method: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: readonly (readonly [name: string, value: unknown])[];
  /** Put behind the query as it is. */
  readonly rawQuery?: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** In the place of a body in JSON. */
  readonly raw?: string | Buffer;
}

type Change = (request: GeneratedRequest) => fc.Arbitrary<GeneratedRequest>;

const ROLES = fc.oneof(
  { arbitrary: fc.constant('ADMIN'), weight: 30 },
  { arbitrary: fc.constantFrom(' API_KEY , ROOT', 'AGENT', 'VIEWER'), weight: 2 },
);
const ACCEPT = fc.constantFrom(
  'application/problem+json',
  'application/problem+json',
  'application/json',
  'text/html',
  '*/*',
  'canary;;;,',
);
/** Values of headers that want no tags. */
const HEADERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'x-audit-reason': fc.constantFrom('TICKET-1', 'OPS_2.3'),
  // Some come again: with the same body now and then, mostly with another.
  'Idempotency-Key': fc.oneof(fc.uuid(), fc.constantFrom('key-1', 'key-2')),
};

const TAGS = fc.oneof(
  { arbitrary: index.map((at) => Drawn.known('etag', at)), weight: 3 },
  { arbitrary: fc.constantFrom('*', '"0"', 'W/"1"', '"canary-tag"', 'canary tag', '"1", "2" , ,"3"'), weight: 1 },
);
const CONTENT_TYPES = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=canary',
  'application/merge-patch+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=canary',
  'text/plain',
  'canary',
  '*/*',
);
const RAW_BODIES: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.constantFrom(
    'null',
    '[]',
    '1',
    '"canary text"',
    'true',
    '{',
    '{}{}',
    '\ufeff{}',
    '{"a":NaN}',
    'name=canary',
    ' ',
    '',
  ),
  fc.constantFrom('{"type":"PRIVATE_CUSTOMER","type":"canary"}', '{"__proto__":{"type":"canary"}}', '{"number":1e999}'),
  fc.constantFrom(64 * 1024, 64 * 1024 + 1).map((length) => '{}'.padEnd(length)),
  fc.constantFrom(32, 33, 10_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.json(),
);

const CHANGES: readonly { weight: number; change: Change }[] = [
  { weight: 7, change: (request) => nearlyRight(fc.constant(request.body)).map((body) => ({ ...request, body })) },
  { weight: 7, change: (request) => brokenFrom(fc.constant(request.body)).map((body) => ({ ...request, body })) },
  { weight: 2, change: withStrangeParameter },
  { weight: 1, change: withStrangeQuery },
  { weight: 2, change: withStrangeHeader },
  {
    weight: 2,
    change: (request) => fc.tuple(RAW_BODIES, CONTENT_TYPES).map(([raw, type]) => withRaw(request, raw, type)),
  },
  { weight: 1, change: (request) => fc.constantFrom(...METHODS).map((method) => asMethod(request, method)) },
  { weight: 1, change: (request) => fc.constant({ ...request, detour: 'path' }) },
];

function withStrangeParameter(request: GeneratedRequest): fc.Arbitrary<GeneratedRequest> {
  const names = Object.keys(request.path);
  if (names.length === 0) return withStrangeQuery(request);
  return fc
    .tuple(fc.constantFrom(...names), strangeText)
    .map(([name, text]) => ({ ...request, path: { ...request.path, [name]: text === '' ? ' ' : text } }));
}

function withStrangeQuery(request: GeneratedRequest): fc.Arbitrary<GeneratedRequest> {
  const known = request.query.map(([name]) => name);
  const name = fc.oneof(fc.constantFrom('email', 'identity_document', ...known), canary);
  return fc.oneof(
    fc.tuple(name, strangeText).map((pair) => ({ ...request, query: [...request.query, pair] })),
    fc.constantFrom('%zz', 'email=%ff', '=', '&&', 'email[]=canary', `q=${'canary'.repeat(680)}`).map((rawQuery) => ({
      ...request,
      rawQuery,
    })),
  );
}

function withStrangeHeader(request: GeneratedRequest): fc.Arbitrary<GeneratedRequest> {
  const names = [
    'idempotency-key',
    'x-audit-reason',
    'x-auth-roles',
    'x-auth-orgs',
    'if-match',
    'if-none-match',
    'x-request-id',
    'accept',
    'expect',
  ];
  const values = fc.oneof(
    strangeText,
    fc.constantFrom<unknown>('telco', 'other', 'canary.role', '', undefined, '\t'.repeat(900), 'canary'.repeat(2800)),
  );
  return fc
    .tuple(fc.constantFrom(...names), values)
    .map(([name, value]) => ({ ...request, headers: { ...request.headers, [name]: value } }));
}

function withRaw(request: GeneratedRequest, raw: string | Buffer, type: string): GeneratedRequest {
  return { ...request, raw, headers: { ...request.headers, 'content-type': type } };
}

function asMethod(request: GeneratedRequest, method: string): GeneratedRequest {
  const { path } = operationOf(request.operationId);
  const known = OPERATIONS.filter((each) => each.path === path).map((each) => each.method);
  if (method === 'CONNECT' || known.includes(method)) return request;
  if (method === 'HEAD' && known.includes('GET')) return request.method === 'GET' ? { ...request, method } : request;
  return { ...request, method, detour: 'method' };
}

/** The operation of an id. */
export function operationOf(id: string): Operation {
  const found = OPERATIONS.find(({ operationId }) => operationId === id);
  if (found === undefined) throw new Error(`the document has no operation ${id}`);
  return found;
}

/** Criteria of a search, all of them of one customer that the run has made. */
const OF_ONE_CUSTOMER: Readonly<Record<string, KnownKind>> = {
  identity_document: 'number',
  email: 'email',
  external_id: 'external_id',
};

function criteria(names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.entries(OF_ONE_CUSTOMER).filter(([name]) => names.includes(name));
  return fc
    .tuple(fc.subarray(known, { minLength: 1 }), index)
    .map(([chosen, at]) => Object.fromEntries(chosen.map(([name, kind]) => [name, Drawn.known(kind, at)])));
}

/** What the service should take, as far as the document tells. */
function validRequest(operation: Operation): fc.Arbitrary<GeneratedRequest> {
  const { operationId, method, requestBody } = operation;
  const isRemoval = method === 'DELETE';
  const path = parametersIn(operation, 'path').map(({ name, schema }) => {
    // What is removed has to be there; nothing else knows that the name of a hold is none of a person.
    const value =
      isRemoval && name === 'name'
        ? index.map((at) => Drawn.known('name', at))
        : validOf(schema, name === 'name' ? '' : name);
    return [name, value] as const;
  });
  const query = parametersIn(operation, 'query').map(({ name, schema }) =>
    fc.option(validOf(schema, name), { freq: 2 }).map((value) => [name, value] as const),
  );
  const headers = parametersIn(operation, 'header').map(
    ({ name }) =>
      [
        name.toLowerCase(),
        fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: HEADERS[name] ?? TAGS, weight: 1 }),
      ] as const,
  );
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const body = schema === undefined ? fc.constant(undefined) : validOf(schema);
  const pairs = fc.tuple(...query).map((all) => all.filter(([, value]) => value !== null));
  const isSearch = operationId.startsWith('searchCustomers');
  return fc.record({
    operationId: fc.constant(operationId),
    method: fc.constant(method),
    path: fc.record(Object.fromEntries(path)),
    query:
      isSearch && schema === undefined
        ? fc.oneof(pairs, criteria(['identity_document', 'email']).map(Object.entries))
        : pairs,
    headers: fc.record({
      'x-auth-roles': ROLES,
      accept: fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: ACCEPT, weight: 1 }),
      ...Object.fromEntries(headers),
    }),
    body:
      isSearch && schema !== undefined
        ? fc.oneof(
            { arbitrary: body, weight: 1 },
            { arbitrary: criteria(Object.keys(resolved(schema).properties ?? {})), weight: 3 },
          )
        : body,
  });
}

/** A request of any operation: two of three as they should be, the others changed in one way. */
export const anyRequest: fc.Arbitrary<GeneratedRequest> = fc
  .constantFrom(...OPERATIONS.map(validRequest))
  .chain((valid) => {
    const changes = CHANGES.map(({ weight, change }) => ({ weight, arbitrary: valid.chain(change) }));
    return fc.oneof({ withCrossShrink: true }, { weight: 30, arbitrary: valid }, ...changes);
  });
