import { digitalCustomer } from './factories';
import { errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const CUSTOMER = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;

describe('every request', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ PUBLIC_URL: 'https://registry.example/base/' });
  });
  afterAll(() => service.stop());

  it.each([
    '/',
    '/v4',
    '/v4/',
    '/v4/orgs/',
    `${CUSTOMERS}/`,
    '/V4/orgs',
    '/v4/orgs/telco/Customers',
    '/v3/orgs',
    '//v4/orgs',
    '/metricsx',
  ])('answers 404 for the unknown path %s, whoever asks', async (path) => {
    const answer = await service.call('POST', path, { roles: undefined, body: '{' });
    expect(outcome(answer)).toBe('404 MCUS.404.001');
  });

  it.each(['%zz', '%', '%ff', '%c0%80'])('%s, which is no text, goes the way of every org_id', async (org) => {
    const path = `/v4/orgs/${org}`;
    expect((await service.call('DELETE', path)).status).toBe(405);
    expect(outcome(await service.call('GET', path, { roles: undefined }))).toBe('401 MCUS.401.001');
    expect(outcome(await service.call('GET', path, { roles: 'ADMIN' }))).toBe('400 MCUS.999.998');
    expect(outcome(await service.call('GET', `${path}/nowhere`))).toBe('404 MCUS.404.001');
  });

  it.each(['%00', 'a%2fb', '%2e%2e%2f', '%F0%9F%98%80', 'telco%20', '..a'])(
    'org_id %s breaks its rule',
    async (org) => {
      expect(outcome(await service.call('GET', `/v4/orgs/${org}/customers/${CUSTOMER.slice(-36)}`))).toBe(
        '400 MCUS.999.998',
      );
    },
  );

  describe('bodies', () => {
    const post = (body: string | Buffer, headers = {}): Promise<string> =>
      service.call('POST', CUSTOMERS, { body, headers }).then(outcome);
    const valid = (): string => JSON.stringify(digitalCustomer());

    it.each([
      ['application/json', '201'],
      ['application/json; charset=UTF-8', '201'],
      ['application/json;charset="utf-8"', '201'],
      ['Application/JSON', '201'],
      ['application/json; charset=latin1', '415 MCUS.415.001'],
      ['application/json; charset=utf-16', '415 MCUS.415.001'],
      ['application/merge-patch+json', '415 MCUS.415.001'],
      ['application/x-www-form-urlencoded', '415 MCUS.415.001'],
      ['text/plain', '415 MCUS.415.001'],
      ['multipart/form-data; boundary=x', '415 MCUS.415.001'],
      ['json', '415 MCUS.415.001'],
    ])('as %s: %s', async (type, expected) => {
      expect(await post(valid(), { 'content-type': type })).toBe(expected);
    });

    it('in another encoding: 415', async () => {
      expect(await post(valid(), { 'content-encoding': 'gzip' })).toBe('415 MCUS.415.001');
    });

    it.each([
      ['truncated', '{"type":'],
      ['two documents', '{}{}'],
      ['a byte order mark', '\ufeff{}'],
      ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
      ['NaN', '{"a":NaN}'],
      ['10,000 arrays deep', '['.repeat(10_000) + ']'.repeat(10_000)],
      ['33 objects deep', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ])('%s: 400', async (_what, body) => {
      expect(await post(body)).toBe('400 MCUS.400.001');
    });

    it('32 deep and brackets within strings are taken', async () => {
      const deep = `${'{"a":'.repeat(31)}1${'}'.repeat(31)}`;
      const strings = JSON.stringify('["\\['.repeat(40));
      expect(await post(`{"x":${deep},"y":${strings},${valid().slice(1)}`)).toBe('201');
    });

    it('of 64 KiB are taken, of one byte more are not', async () => {
      const body = valid();
      const fill = (bytes: number): string => body.padEnd(bytes);
      expect(await post(fill(64 * 1024))).toBe('201');
      expect(await post(fill(64 * 1024 + 1))).toBe('413 MCUS.413.001');
      expect(await post(fill(64 * 1024 + 1), { 'content-type': 'text/plain' })).toBe('413 MCUS.413.001');
      expect(await post(fill(64 * 1024 + 1), { 'transfer-encoding': 'chunked' })).toBe('413 MCUS.413.001');
    });

    it('are not needed where none is taken, under any content type', async () => {
      const headers = { 'content-type': 'text/plain' };
      expect(outcome(await service.call('PUT', '/v4/orgs/telco', { roles: 'ADMIN', headers }))).toBe('204');
      const garbage = { 'content-type': 'garbage', 'content-length': '0' };
      expect(outcome(await service.call('PUT', '/v4/orgs/telco', { roles: 'ADMIN', headers: garbage }))).toBe('204');
      expect(outcome(await service.call('GET', CUSTOMER, { headers }))).toBe('404 MCUS.404.003');
    });
  });

  it('limits the URL to 4 KiB and the headers to 16 KiB, before anything else', async () => {
    const get = async (path: string, headers = {}): Promise<string> =>
      outcome(await service.call('GET', path, { roles: undefined, headers }));
    expect(await get(`/x?${'a'.repeat(4093)}`)).toBe('404 MCUS.404.001');
    expect(await get(`/x?${'a'.repeat(4094)}`)).toBe('414 MCUS.414.001');
    expect(await get(`/x?${'a'.repeat(60_000)}`)).toBe('414 MCUS.414.001');
    expect(await get('/x', { 'x-fill': 'a'.repeat(15_000) })).toBe('404 MCUS.404.001');
    expect(await get('/x', { 'x-fill': 'a'.repeat(16_384) })).toBe('431 MCUS.431.001');
    expect(await get('/x', { 'x-fill': 'a'.repeat(40_000) })).toBe('431 MCUS.431.001');
  });

  it('walks the stages in their order: body, credentials, role, org, rules, state', async () => {
    const post = async (body: unknown, roles?: string, headers = {}, org = 'nobody'): Promise<string> =>
      outcome(await service.call('POST', `/v4/orgs/${org}/customers`, { body, roles, headers }));
    expect(await post('{')).toBe('400 MCUS.400.001');
    expect(await post('{}')).toBe('401 MCUS.401.001');
    expect(await post('{}', 'VIEWER')).toBe('403 MCUS.403.001');
    expect(await post('{}', 'AGENT', { 'x-auth-orgs': 'telco' })).toBe('403 MCUS.403.002');
    expect(await post('{}', 'AGENT', { 'x-auth-orgs': 'telco,nobody' })).toBe('400 MCUS.999.998');
    expect(await post(digitalCustomer(), 'AGENT')).toBe('404 MCUS.404.002');
  });

  describe('errors', () => {
    it('carry code, title, ref of the public URL, message and field', async () => {
      const answer = await service.call('POST', CUSTOMERS, { body: {}, headers: { host: 'evil.example' } });
      expect(answer.json()).toEqual({
        errors: [
          {
            error: {
              code: 'MCUS.999.998',
              title: 'Bad request',
              ref: 'https://registry.example/base/errors#MCUS.999.998',
              message: 'type is required',
              field: '/type',
            },
          },
        ],
      });
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it.each([
      ['application/problem+json', 'application/problem+json; charset=utf-8'],
      ['application/problem+json;charset=utf-8', 'application/problem+json; charset=utf-8'],
      ['application/problem+json, application/json;q=0.5', 'application/problem+json; charset=utf-8'],
      ['application/json, application/problem+json', 'application/json; charset=utf-8'],
      ['application/problem+json;q=0', 'application/json; charset=utf-8'],
      ['*/*', 'application/json; charset=utf-8'],
      ['text/html', 'application/json; charset=utf-8'],
      ['nonsense', 'application/json; charset=utf-8'],
    ])('for Accept: %s come as %s', async (accept, type) => {
      const answer = await service.call('GET', '/nowhere', { headers: { accept } });
      expect([answer.status, answer.headers['content-type']]).toEqual([404, type]);
      expect(errorsOf(answer)).toHaveLength(1);
    });

    it('are RFC 9457 problem details with the same items', async () => {
      const headers = { accept: 'application/problem+json' };
      const answer = await service.call('POST', CUSTOMERS, { body: {}, headers });
      expect(answer.json()).toMatchObject({
        type: 'https://registry.example/base/errors#MCUS.999.998',
        title: 'Bad request',
        status: 400,
        errors: [{ error: { code: 'MCUS.999.998', field: '/type' } }],
      });
    });
  });

  it.each([
    ['taken', 'abc.DEF_1-2', true],
    ['made', 'a b', false],
    ['made', 'a'.repeat(129), false],
  ])('has an x-request-id, %s and echoed', async (_what, given, taken) => {
    const answer = await service.call('GET', '/health/live', { headers: { 'x-request-id': given } });
    expect(answer.headers['x-request-id'] === given).toBe(taken);
    expect(answer.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
  });

  it('ignores the query of operations that take none, and refuses it on a list', async () => {
    expect(outcome(await service.call('GET', `${CUSTOMER}?x=1&x=2`))).toBe('404 MCUS.404.003');
    const list = await service.call('GET', '/v4/orgs?canary=1', { roles: 'ADMIN' });
    expect(errorsOf(list)).toEqual([expect.objectContaining({ message: 'query has an unknown parameter' })]);
  });
});

describe('CORS', () => {
  const preflight = { origin: 'https://console.example', 'access-control-request-method': 'POST' };

  it('answers preflights of the configured origins only, and 405 to other OPTIONS', async () => {
    const service = await startTestService({ CORS_ORIGINS: 'https://console.example' });
    try {
      const allowed = await service.call('OPTIONS', CUSTOMERS, { roles: undefined, headers: preflight });
      expect(allowed.status).toBe(204);
      expect(allowed.headers).toMatchObject({
        'access-control-allow-origin': 'https://console.example',
        'cache-control': 'no-store',
        'x-request-id': expect.any(String),
      });
      const page = await service.call('GET', CUSTOMER, { headers: { origin: preflight.origin } });
      expect(page.headers['access-control-expose-headers']).toBe(
        'ETag, Idempotency-Replayed, Location, Retry-After, WWW-Authenticate, X-Request-Id',
      );
      const foreign = await service.call('OPTIONS', CUSTOMERS, {
        headers: { ...preflight, origin: 'https://evil.example' },
      });
      expect(foreign.headers['access-control-allow-origin']).not.toBe('https://evil.example');
      expect((await service.call('OPTIONS', CUSTOMERS)).status).toBe(405);
      for (const path of ['/nowhere', `${CUSTOMERS}/`]) {
        const unknown = await service.call('GET', path, { headers: { origin: preflight.origin } });
        expect(outcome(unknown)).toBe('404 MCUS.404.001');
        expect(unknown.headers['access-control-allow-origin']).toBe(preflight.origin);
        expect(outcome(await service.call('OPTIONS', path, { headers: preflight }))).toBe('404 MCUS.404.001');
      }
      const long = `${CUSTOMERS}?${'a'.repeat(5000)}`;
      expect(outcome(await service.call('OPTIONS', long, { headers: preflight }))).toBe('414 MCUS.414.001');
    } finally {
      await service.stop();
    }
  });

  it('is off without configuration', async () => {
    const service = await startTestService();
    try {
      const answer = await service.call('OPTIONS', CUSTOMERS, { headers: preflight });
      expect([answer.status, answer.headers['allow'], answer.text]).toEqual([405, 'POST', '']);
    } finally {
      await service.stop();
    }
  });
});
