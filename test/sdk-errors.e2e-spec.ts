import { type Client, createClient, ERROR_CODES, isPadronError, PadronError } from 'padron-sdk';
import { type FailingGateway, startFailingGateway, type Substitute } from './setup/failing-gateway';
import { person } from './setup/sdk-person';
import { startTestService, type TestService } from './setup/service';

const path = { org_id: 'telco' };

/** What a call that fails is rejected with. */
async function failureOf(call: Promise<unknown>): Promise<PadronError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PadronError);
  return error as PadronError;
}

describe('an error of the SDK', () => {
  let service: TestService;
  let gateway: FailingGateway;
  let padron: Client;

  beforeAll(async () => {
    service = await startTestService();
    gateway = await startFailingGateway(service.url);
    padron = createClient({ baseUrl: gateway.url, roles: 'ADMIN', retries: 0 });
  });
  beforeEach(() => gateway.reset());
  afterAll(async () => {
    await gateway.close();
    await service.stop();
  });

  const failing = (answer: Substitute | 'cut'): Promise<PadronError> => {
    gateway.faults = [{ isForwarded: false, answer }];
    return failureOf(padron.getCustomer({ path: { ...path, customer_id: 'x' } }));
  };

  it('has code, title, field and request id of a conflict, and the key of its request', async () => {
    const body = person();
    await padron.createCustomer({ path, body });
    const error = await failureOf(padron.createCustomer({ path, body, requestId: 'r-1', idempotencyKey: 'k-1' }));
    expect(error).toMatchObject({
      status: 409,
      code: ERROR_CODES.documentTaken,
      title: 'Identity document taken',
      field: '/personal_info/identity_document/number',
      requestId: 'r-1',
      idempotencyKey: 'k-1',
      message: 'createCustomer: 409 MCUS.409.001 documentTaken (request r-1)',
    });
    expect(isPadronError(error)).toBe(true);
    expect(isPadronError(error, ERROR_CODES.documentTaken)).toBe(true);
    expect(isPadronError(error, ERROR_CODES.externalIdTaken)).toBe(false);
    expect(isPadronError(new Error('x'))).toBe(false);
  });

  it('has every violation', async () => {
    const body = { ...person(), segment: 'lower', external_id: '' };
    const { items } = await failureOf(padron.createCustomer({ path, body }));
    expect(items.map(({ code, field }) => [code, field]).sort()).toEqual([
      [ERROR_CODES.badRequest, '/external_id'],
      [ERROR_CODES.badRequest, '/segment'],
    ]);
  });

  it('has no items for a 405, whose body is empty', async () => {
    const { status, headers } = await service.call('DELETE', '/v4/orgs');
    const error = await failing({ status, headers: { allow: headers['allow'] ?? '' } });
    expect(error).toMatchObject({ status: 405, items: [], code: undefined, message: 'getCustomer: 405' });
  });

  const SECRET = 'Antonio 12345678Z';
  it.each<[what: string, answer: Substitute]>([
    ['HTML of a proxy', { status: 502, body: `<html>${SECRET}</html>` }],
    [
      'JSON of another service',
      { status: 502, body: JSON.stringify({ error: SECRET, errors: [null, { error: SECRET }] }) },
    ],
    [
      'an item with a code of somebody else',
      { status: 502, body: JSON.stringify({ errors: [{ error: { code: SECRET } }] }) },
    ],
    ['a success that is no JSON', { status: 200, body: `<html>${SECRET}</html>` }],
    ['a success without a body', { status: 200 }],
    ['a success that the operation does not know', { status: 202, body: `{"id":"${SECRET}"}` }],
    ['a success without a body that the operation does not know', { status: 204 }],
  ])('does not repeat %s', async (_what, answer) => {
    const error = await failing(answer);
    expect(error.status).toBe(answer.status);
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(SECRET);
  });

  it.each([
    ['7', 7],
    ['soon', undefined],
    ['soon 99', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('understands Retry-After: %s', async (header, expected) => {
    expect((await failing({ status: 503, headers: { 'retry-after': header } })).retryAfter).toBe(expected);
  });

  it('understands a Retry-After that is a date to come', async () => {
    const date = new Date(Date.now() + 100_000).toUTCString();
    const { retryAfter } = await failing({ status: 503, headers: { 'retry-after': date } });
    expect(retryAfter).toBeGreaterThan(90);
    expect(retryAfter).toBeLessThanOrEqual(100);
  });

  it('has status 0 and the cause, when no answer comes', async () => {
    const error = await failing('cut');
    expect(error).toMatchObject({ status: 0, code: undefined, message: 'getCustomer: no answer' });
    expect(error.cause).toMatchObject({ name: 'TypeError' });
  });

  it('is what a redirection is: credentials go nowhere else', async () => {
    const error = await failing({ status: 307, headers: { location: `${gateway.url}/elsewhere` } });
    expect([error.status, gateway.arrivals.length]).toEqual([307, 1]);
  });

  it.each(['', '.', '..'])('is a TypeError for the id %j, which would be another path', async (customer_id) => {
    const call = padron.deleteCustomer({ path: { ...path, customer_id } });
    await expect(call).rejects.toThrow(new TypeError('path.customer_id is no name or id'));
    expect(gateway.arrivals).toEqual([]);
  });

  it('keeps an id within its part of the path', async () => {
    const error = await failureOf(padron.getCustomer({ path: { ...path, customer_id: '../x?y#z' } }));
    expect(error).toMatchObject({ status: 400, code: ERROR_CODES.badRequest });
    expect(gateway.arrivals[0]?.path).toBe('/v4/orgs/telco/customers/..%2Fx%3Fy%23z');
  });

  it('is a TypeError without the value, for what cannot be a header', async () => {
    const client = createClient({ baseUrl: gateway.url, roles: 'ADMIN', gatewaySecret: 'secret\n1' });
    await expect(client.listOrganizations()).rejects.toThrow(
      new TypeError('the value of x-gateway-secret cannot be sent in a header'),
    );
    expect(gateway.arrivals).toEqual([]);
  });

  it.each(['nowhere', 'ftp://host', 'http://user:secret@host', 'http://host/?', 'http://host/#'])(
    'is a TypeError for the URL %s',
    (baseUrl) => {
      expect(() => createClient({ baseUrl, roles: 'ADMIN' })).toThrow(
        new TypeError('baseUrl has to be a URL of http or https, without credentials, query and hash'),
      );
    },
  );

  it.each([NaN, -1, 0.5, Infinity])('is a TypeError for %s retries', (retries) => {
    expect(() => createClient({ baseUrl: gateway.url, roles: 'ADMIN', retries })).toThrow(
      new TypeError('retries has to be a whole number, 0 or more'),
    );
  });
});
