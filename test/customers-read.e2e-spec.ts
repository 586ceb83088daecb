import { digitalCustomer, publishedCustomer } from './factories';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

describe('GET /v4/orgs/{org_id}/customers/{customer_id}', () => {
  let service: TestService;
  let path: string;
  let created: ReturnType<typeof publishedCustomer>;

  beforeAll(async () => {
    service = await startTestService();
    created = publishedCustomer();
    const answer = await service.call('POST', CUSTOMERS, { body: created });
    path = `${CUSTOMERS}/${answer.json<{ id: string }>().id}`;
  });
  afterAll(() => service.stop());

  it('shows what was created, with the id and its instants', async () => {
    const answer = await service.call('GET', path);
    const { id, created_at, updated_at, ...rest } = answer.json<Record<string, string>>();
    expect(answer.status).toBe(200);
    expect(rest).toEqual(created);
    expect(path.endsWith(`/${id}`)).toBe(true);
    expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(updated_at).toBe(created_at);
    expect(answer.headers).toMatchObject({
      etag: '"1"',
      'cache-control': 'private, no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('takes the id in upper case and gives it in lower case', async () => {
    const answer = await service.call('GET', `${CUSTOMERS}/${path.slice(-36).toUpperCase()}`);
    expect(answer.json()).toMatchObject({ id: path.slice(-36) });
  });

  it('leaves out what is absent, and an empty list', async () => {
    const body = digitalCustomer({ contact_info: { emails: [], phone_numbers: [] }, external_id: null });
    const { id } = (await service.call('POST', CUSTOMERS, { body })).json<{ id: string }>();
    const customer = (await service.call('GET', `${CUSTOMERS}/${id}`)).json();
    expect(Object.keys(customer)).toEqual(['id', 'type', 'digital_personal_info', 'created_at', 'updated_at']);
  });

  it.each(['"1"', 'W/"1"', '*', '"7", "1"', 'W/"0" ,W/"1"', '"a,b", "1"', ',"7",,"1" ,'])(
    'answers 304 to If-None-Match: %s',
    async (tags) => {
      const answer = await service.call('GET', path, { headers: { 'if-none-match': tags } });
      expect(answer.status).toBe(304);
      expect(answer.text).toBe('');
      expect(answer.headers).toMatchObject({ etag: '"1"', 'cache-control': 'private, no-cache' });
    },
  );

  it.each(['"2"', '1', '"1', 'W/*', '"11"', ''])('answers 200 to If-None-Match: %s', async (tags) => {
    expect((await service.call('GET', path, { headers: { 'if-none-match': tags } })).status).toBe(200);
  });

  it('answers 304 to HEAD as to GET, never with another length', async () => {
    const headers = { 'if-none-match': '"1"' };
    const whole = await service.call('HEAD', path);
    const head = await service.call('HEAD', path, { headers });
    expect([head.status, head.headers['etag']]).toEqual([304, '"1"']);
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  });

  it('answers 304 to GET without a length, for which some clients would wait', async () => {
    const answer = await service.call('GET', path, { headers: { 'if-none-match': '"1"' } });
    expect([answer.status, answer.headers['content-length']]).toEqual([304, undefined]);
  });

  it('answers HEAD as GET, without the body', async () => {
    const get = await service.call('GET', path);
    const head = await service.call('HEAD', path);
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.text)));
    expect(head.headers['etag']).toBe('"1"');
  });

  it.each([
    ['an unknown customer', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`, '404 MCUS.404.003'],
    ['an unknown org', '/v4/orgs/nobody/customers/123e4567-e89b-12d3-a456-556642440000', '404 MCUS.404.002'],
    ['no UUID', `${CUSTOMERS}/1`, '400 MCUS.999.998'],
    ['a UUID in braces', `${CUSTOMERS}/%7B123e4567-e89b-12d3-a456-556642440000%7D`, '400 MCUS.999.998'],
    ['a UUID with a blank', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000%20`, '400 MCUS.999.998'],
    ['a very long id', `${CUSTOMERS}/${'a'.repeat(3000)}`, '400 MCUS.999.998'],
    ['a malformed org', '/v4/orgs/-x/customers/123e4567-e89b-12d3-a456-556642440000', '400 MCUS.999.998'],
  ])('refuses %s', async (_what, target, expected) => {
    expect(outcome(await service.call('GET', target))).toBe(expected);
  });

  it("answers another org's customer exactly as an unknown one", async () => {
    const foreign = await service.call('GET', path.replace('/telco/', '/other/'));
    const unknown = await service.call('GET', '/v4/orgs/other/customers/123e4567-e89b-12d3-a456-556642440000');
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
  });
});
