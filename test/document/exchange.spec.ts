import { errorExamples } from '@app/common';
import { publishedCustomer } from '../factories';
import { differencesOf, type Exchange } from './exchange';

const ID = '0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b';
const CUSTOMERS = '/v4/orgs/telco/customers';
const HEAD = {
  'content-type': 'application/json; charset=utf-8',
  'x-request-id': 'request-1',
  'cache-control': 'no-store',
};

function exchanged(
  request: Partial<Exchange>,
  status: number,
  headers: Readonly<Record<string, string | undefined>> = {},
  body?: unknown,
): Exchange {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const sent = Object.entries({ ...HEAD, ...headers }).filter(([, value]) => value !== undefined);
  const answer = { status, headers: Object.fromEntries(sent) as Record<string, string>, text };
  return {
    method: 'POST',
    target: CUSTOMERS,
    headers: {},
    body: publishedCustomer(),
    ...request,
    answer: { ...answer, json: <T>() => JSON.parse(text) as T },
  };
}

/** A create as the service answers it, unless changed. */
function created(
  request: Partial<Exchange>,
  headers: Readonly<Record<string, string | undefined>> = {},
  body?: unknown,
) {
  const documented = { etag: '"1"', location: `${CUSTOMERS}/${ID}`, ...headers };
  return exchanged(request, 201, documented, body ?? { id: ID });
}

const failed = (kind: string, status: number, headers = {}, request: Partial<Exchange> = {}): Exchange =>
  exchanged(request, status, headers, errorExamples()[kind]?.value);

const body = (changes: object): Partial<Exchange> => ({ body: { ...publishedCustomer(), ...changes } });
const get: Partial<Exchange> = { method: 'GET', target: `${CUSTOMERS}/${ID}`, body: undefined };

/** What holds the exchanges of all other tests against the OpenAPI document. */
describe('an exchange', () => {
  it.each<[string, Exchange]>([
    ['a create', created({})],
    ['a replayed create', created({}, { 'idempotency-replayed': 'true' })],
    ['texts that are cleaned', created(body({ segment: ' CONSUMER ', preferred_language: null }))],
    ['members that are ignored', created(body({ unknown: [null] }))],
    [
      'a request in another form that is taken',
      created({ headers: { 'Content-Type': 'APPLICATION/JSON; charset=utf-8' } }),
    ],
    ['a conflict', failed('documentTaken', 409)],
    [
      'one as problem details',
      failed('documentTakenProblem', 409, { 'content-type': 'application/problem+json; charset=utf-8' }),
    ],
    [
      'a read that was in the cache',
      exchanged(get, 304, { 'content-type': undefined, etag: '"1"', 'cache-control': 'private, no-cache' }),
    ],
    ['a preflight', exchanged({ method: 'OPTIONS' }, 204)],
    ['a path that nobody knows', failed('unknownPath', 404, {}, { ...get, target: '/v4/nowhere' })],
    ['another method', exchanged({ method: 'DELETE' }, 405, { allow: 'POST' })],
  ])('is as documented: %s', (_name, exchange) => {
    expect(differencesOf(exchange)).toEqual([]);
  });

  it.each<[string, Exchange, string]>([
    ['a status', exchanged({}, 202), 'is 202, which is not documented'],
    [
      'a member of the answer',
      created({}, {}, { id: ID, type: 'PRIVATE_CUSTOMER' }),
      'all of it must NOT have additional properties',
    ],
    ['a member that is missing', created({}, {}, {}), "all of it must have required property 'id'"],
    ['a member with another format', created({}, {}, { id: '1' }), '/id must match format "uuid"'],
    ['a missing header', created({}, { etag: undefined }), 'has no ETag'],
    ['a header in another form', created({}, { etag: 'W/"1"' }), 'ETag: all of it must match pattern "^["]\\d+["]$"'],
    [
      'a header that is no number',
      failed('storeUnavailable', 503, { 'retry-after': 'soon' }),
      'Retry-After: all of it must be integer',
    ],
    [
      'another media type',
      created({}, { 'content-type': 'text/plain; charset=utf-8' }),
      'is text/plain, charset=utf-8, which is not documented',
    ],
    [
      'no charset',
      created({}, { 'content-type': 'application/json' }),
      'is application/json, undefined, which is not documented',
    ],
    [
      'a body where none is',
      exchanged({ ...get, method: 'HEAD' }, 200, { etag: '"1"', 'cache-control': 'private, no-cache' }, '{}'),
      'has a body that is not documented',
    ],
    [
      'an error of another operation',
      failed('preconditionFailed', 409),
      'has the code MCUS.412.001, which is none of 409',
    ],
    [
      'an error without an example',
      failed('cardTokenTaken', 409),
      expect.stringMatching(/^has the code \S+, of which the document has no example$/),
    ],
    ['a success for no operation', exchanged({ ...get, target: '/v4/nowhere' }, 200), 'is 200 for no operation'],
    ['a 405 with a body', exchanged({ method: 'DELETE' }, 405, { allow: 'POST' }, '{}'), 'is no 405'],
    ['a member of a request that was taken', created(body({ segment: 1 })), 'its request: /segment must be string'],
    ['a value that no text is cleaned to', created(body({ type: 'PRIVATE' })), expect.stringMatching(/^its request: /)],
    ['a request without its body', created({ body: undefined }), 'was taken without the body that is documented'],
    [
      'a media type that was taken',
      created({ headers: { 'content-type': 'text/plain' } }),
      'took text/plain, which is not documented',
    ],
    ['a path that was taken', created({ target: '/v4/orgs/tel%20co/customers' }), expect.stringMatching(/^org_id: /)],
    [
      'a header that was taken',
      created({ headers: { 'Idempotency-Key': 'ä' } }),
      expect.stringMatching(/^Idempotency-Key: /),
    ],
  ])('differs by %s', (_name, exchange, difference) => {
    expect(differencesOf(exchange)).toContainEqual(difference);
  });
});
