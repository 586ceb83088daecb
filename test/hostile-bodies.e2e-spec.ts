import { digitalCustomer, externalId } from './factories';
import { createCustomer } from './setup/customers';
import {
  broken,
  contents,
  CUSTOMERS,
  itRefuses,
  itTakes,
  NO_OBJECT,
  NOBODY,
  NOT_JSON,
  NOT_UTF8,
  type Probe,
  sendProbe,
  TOO_DEEP,
  TOO_LARGE,
  UNKNOWN_CUSTOMER,
  UNSUPPORTED,
} from './setup/probes';
import { startTestService, type TestService } from './setup/service';
import { exchange, head, lastHead, statuses } from './setup/sockets';

const LIMIT = 64 * 1024;
const DIGITAL = { type: 'DIGITAL_CUSTOMER' };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

/** A customer of its own for each call, with the email that a read must show. */
const customer = (email: string): Record<string, unknown> => digitalCustomer({ digital_personal_info: { email } });
const shown = (email: string): Record<string, unknown> => ({ ...DIGITAL, digital_personal_info: { email } });

describe('content types and charsets', () => {
  const typed = (type: string | string[], email = 'never@example.com'): Probe => ({
    body: customer(email),
    headers: { 'content-type': type },
  });

  itRefuses(
    () => service,
    [
      'text/json',
      'application/jsonx',
      'application/x-json',
      'application/json-patch+json',
      'application/problem+json',
      'application/merge-patch+json',
      'application/*',
      '*/*',
      'application',
      'application/',
      '/json',
      'application/json, application/json',
      'text/plain; application/json',
      'application/json; charset=utf-16',
      'application/json; charset=utf-8x',
      'application/json; charset=',
      'application/json; charset="utf-16"',
      'application/json; CHARSET=ISO-8859-1',
      'application/json; x=1; charset=utf-7',
      'multipart/form-data; boundary=x',
      'application/cbor',
    ].map((type) => [type, typed(type), UNSUPPORTED]),
  );

  itTakes(
    () => service,
    [
      ['application/json', typed('application/json', 'type1@example.com'), shown('type1@example.com')],
      ['upper case', typed('APPLICATION/JSON;CHARSET=UTF-8', 'type2@example.com'), shown('type2@example.com')],
      ['quoted', typed('application/json ; charset="utf-8"', 'type3@example.com'), shown('type3@example.com')],
      [
        'more parameters',
        typed('application/json; v=1; charset=utf-8', 'type4@example.com'),
        shown('type4@example.com'),
      ],
      ['doubled', typed(['application/json', 'text/plain'], 'type5@example.com'), shown('type5@example.com')],
    ],
  );

  describe('encodings', () => {
    itRefuses(
      () => service,
      ['gzip', 'deflate', 'br', 'identity, gzip', 'bogus'].map((encoding) => [
        encoding,
        { body: customer('never@example.com'), headers: { 'content-encoding': encoding } },
        UNSUPPORTED,
      ]),
    );

    itTakes(
      () => service,
      ['identity', 'IDENTITY'].map((encoding, index) => [
        encoding,
        { body: customer(`coded${index}@example.com`), headers: { 'content-encoding': encoding } },
        shown(`coded${index}@example.com`),
      ]),
    );
  });
});

describe('bodies', () => {
  const valid = JSON.stringify(customer('never@example.com'));
  const raw = (body: string | Buffer): Probe => ({ body });
  const chunked = { 'transfer-encoding': 'chunked' };
  const tooManyMembers = `{${Array.from({ length: 1000 }, (_, i) => `"m${i}":${i}`).join()}}`;

  itRefuses(
    () => service,
    [
      ['empty', raw(''), NO_OBJECT],
      ['blank', raw(' \n\t'), NOT_JSON],
      ['truncated in a string', raw(valid.slice(0, -8)), NOT_JSON],
      ['truncated in an escape', raw('{"a":"\\u00'), NOT_JSON],
      ['truncated before the end', raw(valid.slice(0, -1)), NOT_JSON],
      ['truncated in a character', raw(Buffer.from('{"a":"ñ').subarray(0, -1)), NOT_UTF8],
      ['null', raw('null'), NO_OBJECT],
      ['true', raw('true'), NO_OBJECT],
      ['a number', raw('1e400'), NO_OBJECT],
      ['a string', raw(JSON.stringify(valid)), NO_OBJECT],
      ['an array', raw(`[${valid}]`), NO_OBJECT],
      ['an empty array', raw('[]'), NO_OBJECT],
      ['an empty object', raw('{}'), broken('/type', 'type is required')],
      ['two documents', raw(valid + valid), NOT_JSON],
      ['two lines of JSON', raw(`${valid}\n${valid}`), NOT_JSON],
      ['a trailing comma', raw(`${valid.slice(0, -1)},}`), NOT_JSON],
      ['a comment', raw(`${valid}// x`), NOT_JSON],
      ['single quotes', raw("{'type':'DIGITAL_CUSTOMER'}"), NOT_JSON],
      ['NaN', raw('{"type":NaN}'), NOT_JSON],
      ['a control character in a string', raw('{"type":"\u0001"}'), NOT_JSON],
      ['NUL behind it', raw(`${valid}\0`), NOT_JSON],
      ['arrays 10,000 deep', raw('['.repeat(10_000) + ']'.repeat(10_000)), TOO_DEEP],
      ['10,000 brackets that nobody closes', raw('['.repeat(10_000)), TOO_DEEP],
      ['33 deep in an unknown member', raw(`{"x":${'['.repeat(32)}${']'.repeat(32)},${valid.slice(1)}`), TOO_DEEP],
      ['1,000 unknown members and nothing else', raw(tooManyMembers), broken('/type', 'type is required')],
      ['64 KiB and a byte', raw(valid.padEnd(LIMIT + 1)), TOO_LARGE],
      ['64 KiB and a byte, in chunks', { body: valid.padEnd(LIMIT + 1), headers: chunked }, TOO_LARGE],
      ['1 MiB', raw(valid.padEnd(1024 * 1024)), TOO_LARGE],
      ['1 MiB of nobody who may', { body: valid.padEnd(1024 * 1024), roles: undefined }, TOO_LARGE],
    ],
  );

  itTakes(
    () => service,
    [
      [LIMIT - 1, 'size1@example.com'],
      [LIMIT, 'size2@example.com'],
    ].map(([size, email]) => [
      `${size} bytes`,
      raw(JSON.stringify(customer(String(email))).padEnd(Number(size))),
      shown(String(email)),
    ]),
  );

  itTakes(
    () => service,
    [
      [
        '64 KiB in chunks',
        { body: JSON.stringify(customer('c@example.com')).padEnd(LIMIT), headers: chunked },
        shown('c@example.com'),
      ],
      [
        '1,000 unknown members',
        raw(`${tooManyMembers.slice(0, -1)},${JSON.stringify(customer('many@example.com')).slice(1)}`),
        shown('many@example.com'),
      ],
      [
        'one member 1,000 times: the last counts',
        raw(
          `{${'"segment":"FIRST",'.repeat(1000)}"segment":"LAST",${JSON.stringify(customer('last@example.com')).slice(1)}`,
        ),
        { ...shown('last@example.com'), segment: 'LAST' },
      ],
      [
        '32 deep',
        raw(`{"x":${'['.repeat(31)}${']'.repeat(31)},${JSON.stringify(customer('deep@example.com')).slice(1)}`),
        shown('deep@example.com'),
      ],
      [
        'brackets in strings',
        { body: { ...customer('brackets@example.com'), x: '["\\['.repeat(99) } },
        shown('brackets@example.com'),
      ],
    ],
  );
});

describe('requests without a body, and bodies where none belongs', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const asAdmin = { roles: 'ADMIN' };

  it.each<[what: string, probe: Probe]>([
    ['under JSON', { headers: JSON_TYPE }],
    ['under JSON with a length of 0', { headers: { ...JSON_TYPE, 'content-length': '0' } }],
    ['under JSON, in no chunks', { headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' } }],
    ['under text, in no chunks', { headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' } }],
    ['under no type, in no chunks', { headers: { 'transfer-encoding': 'chunked' } }],
    ['under a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['under garbage', { headers: { 'content-type': ';;;' } }],
    ['with a body of JSON, which says nothing', { body: '{"x":1}' }],
  ])('DELETE %s: 204', async (_what, probe) => {
    const path = await createCustomer(service, digitalCustomer({ external_id: externalId() }));
    const answer = await sendProbe(service, { method: 'DELETE', path, ...probe });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await service.call('GET', path)).status).toBe(404);
  });

  it.each<[what: string, probe: Probe]>([
    ['JSON', { body: '{"x":1}' }],
    ['no JSON', { body: '{' }],
    ['text', { body: 'x', headers: { 'content-type': 'text/plain' } }],
    ['chunks', { body: 'x', headers: { 'transfer-encoding': 'chunked' } }],
    ['no chunks', { headers: { 'transfer-encoding': 'chunked' } }],
    ['a length of 0', { headers: { 'content-length': '0' } }],
  ])('GET with %s: as without', async (_what, probe) => {
    const answer = await sendProbe(service, { method: 'GET', path: '/v4/orgs/telco', ...asAdmin, ...probe });
    expect([answer.status, answer.json()['id']]).toEqual([200, 'telco']);
  });

  itRefuses(
    () => service,
    [
      ['DELETE with half a document', { method: 'DELETE', path: NOBODY, body: '{' }, NOT_JSON],
      [
        'DELETE with text',
        { method: 'DELETE', path: NOBODY, body: 'x', headers: { 'content-type': 'text/plain' } },
        UNSUPPORTED,
      ],
      ['DELETE with 64 KiB and a byte', { method: 'DELETE', path: NOBODY, body: '{}'.padEnd(LIMIT + 1) }, TOO_LARGE],
      ['DELETE of nobody under JSON', { method: 'DELETE', path: NOBODY, headers: JSON_TYPE }, UNKNOWN_CUSTOMER],
      ['POST with a length of 0', { headers: { ...JSON_TYPE, 'content-length': '0' } }, NO_OBJECT],
      ['POST in no chunks', { headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' } }, NO_OBJECT],
      [
        'POST in no chunks, under text',
        { headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' } },
        NO_OBJECT,
      ],
      [
        'PATCH with a length of 0',
        { method: 'PATCH', path: NOBODY, headers: { ...JSON_TYPE, 'content-length': '0' } },
        NO_OBJECT,
      ],
    ],
  );

  it('a request within the body of a GET is not taken for one', async () => {
    const inner = lastHead('DELETE /v4/orgs/telco');
    const outer = head('GET /health/live', `Content-Length: ${inner.length}`);
    const text = await exchange(service.url, outer + inner + lastHead('GET /health/ready'));
    expect(statuses(text)).toEqual(['200', '200']);
  });

  it.each([
    ['a length that is no number', ['Content-Length: 1x'], '{'],
    ['a negative length', ['Content-Length: -1'], '{'],
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['an encoding of transfer that nobody knows', ['Transfer-Encoding: bogus'], '{}'],
    ['chunked twice', ['Transfer-Encoding: chunked, chunked'], '0\r\n\r\n'],
    ['a chunk without a length', ['Transfer-Encoding: chunked'], 'x\r\n{}\r\n0\r\n\r\n'],
  ])('%s: 400, and the end of the connection', async (_what, headers, body) => {
    const before = await contents(service.database);
    const post = head(`POST ${CUSTOMERS}`, 'x-auth-roles: API_KEY', 'Content-Type: application/json', ...headers);
    const text = await exchange(service.url, post + body);
    expect(statuses(text)).toEqual(['400']);
    expect(text).toContain('"code":"MCUS.400.001"');
    expect(await contents(service.database)).toEqual(before);
  });
});
