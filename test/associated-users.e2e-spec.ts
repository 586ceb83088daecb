import { corporateCustomer, digitalCustomer, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = '123e4567-e89b-12d3-a456-556642440000';

/** The request example of the published page. */
const PUBLISHED = {
  identity_document: { number: '14861628V', type: 'NIF' },
  role: 'AUTHORIZED_REPRESENTATIVE',
  name: 'Antonio',
  first_surname: 'Benavente',
  second_surname: 'Blanco',
  nationality: 'ES',
};

describe('PUT /v4/orgs/{org_id}/customers/{customer_id}/associated_users', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const create = (body: object): Promise<string> => createCustomer(service, body);

  const put = (path: string, associated_users: unknown, headers = {}): Promise<Answer> =>
    service.call('PUT', `${path}/associated_users`, { body: { associated_users }, headers });

  /** What the section of a read shows. */
  async function shown(path: string, section: string): Promise<unknown> {
    const customer = (await service.call('GET', path)).json<Record<string, Record<string, unknown>>>();
    return customer[section]?.['associated_users'];
  }

  it.each([
    ['personal_info', privateCustomer],
    ['company_info', corporateCustomer],
    ['digital_personal_info', digitalCustomer],
  ])('replaces the list in %s: 204, a new ETag, nothing else changed', async (section, factory) => {
    const path = await create(factory());
    await service.database.query("UPDATE customers SET updated_at = created_at - interval '1 day'");
    const before = (await service.call('GET', path)).json();
    const answer = await put(path, [PUBLISHED]);
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([204, '', '"2"']);
    const after = await service.call('GET', path);
    const { updated_at, ...rest } = after.json();
    const { updated_at: earlier, ...same } = before;
    expect(after.headers['etag']).toBe('"2"');
    expect((updated_at as string) > (earlier as string)).toBe(true);
    expect(rest).toEqual({ ...same, [section]: { ...(before[section] as object), associated_users: [PUBLISHED] } });

    const other = { identity_document: { type: 'PASSPORT', number: 'XDA123456' }, role: 'AUTHORIZED_REPRESENTATIVE' };
    expect((await put(path, [other])).headers['etag']).toBe('"3"');
    expect(await shown(path, section)).toEqual([other]);
    expect((await put(path, [])).headers['etag']).toBe('"4"');
    expect(await shown(path, section)).toBeUndefined();
  });

  it('stores canonical forms, and the role that is the default', async () => {
    const path = await create(digitalCustomer());
    const typed = {
      identity_document: { type: 'NIE', number: ' x0-1234567.l ' },
      name: '  Jose\u0301  Luis ',
      first_surname: null,
      nickname: 'x',
    };
    expect(outcome(await put(path, [typed]))).toBe('204');
    expect(await shown(path, 'digital_personal_info')).toEqual([
      { identity_document: { type: 'NIE', number: 'X1234567L' }, role: 'AUTHORIZED_REPRESENTATIVE', name: 'José Luis' },
    ]);
  });

  it('takes a document that customers have: it is neither unique nor searched', async () => {
    const number = nif();
    const user = { identity_document: { type: 'NIF', number } };
    await create(privateCustomer({ personal_info: user }));
    const [one, two] = [await create(digitalCustomer()), await create(digitalCustomer())];
    expect([outcome(await put(one, [user])), outcome(await put(two, [user]))]).toEqual(['204', '204']);
    const search = await service.call('GET', `${CUSTOMERS}/search?identity_document=${number}`);
    expect(search.json()).toMatchObject({ type: 'PRIVATE_CUSTOMER' });
  });

  it('keeps the list through a patch of the customer', async () => {
    const path = await create(digitalCustomer());
    await put(path, [PUBLISHED]);
    await service.call('PATCH', path, { body: { digital_personal_info: { name: 'Ana' } } });
    expect(await shown(path, 'digital_personal_info')).toEqual([PUBLISHED]);
  });

  it.each<[what: string, list: unknown, ...violations: string[]]>([
    ['two', [PUBLISHED, PUBLISHED], '/associated_users associated_users must have at most 1 item'],
    ['nothing', undefined, '/associated_users associated_users is required'],
    ['null', null, '/associated_users associated_users is required'],
    ['an object', PUBLISHED, '/associated_users associated_users must be an array'],
    ['a list of null', [null], '/associated_users/0 associated_users[0] must be an object'],
    ['no document', [{}], '/associated_users/0/identity_document associated_users[0].identity_document is required'],
    [
      'a wrong check letter, a role and a name that are none',
      [{ identity_document: { type: 'NIF', number: '14861628A' }, role: 'BOSS', name: '1', nationality: 'es' }],
      '/associated_users/0/identity_document/number associated_users[0].identity_document.number must be a valid number of its type, with the right check character',
      '/associated_users/0/role associated_users[0].role must be one of AUTHORIZED_REPRESENTATIVE',
      '/associated_users/0/name associated_users[0].name must be printable and have at least one letter',
      '/associated_users/0/nationality associated_users[0].nationality must be an ISO 3166-1 alpha-2 country code in upper case',
    ],
    [
      'a company',
      [{ identity_document: { type: 'CIF', number: 'B64717838' } }],
      '/associated_users/0/identity_document/type associated_users[0].identity_document.type must be one of NIF, NIE, PASSPORT',
    ],
  ])('refuses %s, and leaves the list alone', async (_what, list, ...violations) => {
    const path = await create(digitalCustomer());
    await put(path, [PUBLISHED]);
    const answer = await put(path, list);
    expect(answer.status).toBe(400);
    expect(errorsOf(answer).map(({ field, message }) => `${field} ${message}`)).toEqual(violations);
    expect(await shown(path, 'digital_personal_info')).toEqual([PUBLISHED]);
  });

  it('heeds If-Match', async () => {
    const path = await create(digitalCustomer());
    const stale = await put(path, [PUBLISHED], { 'if-match': '"2"' });
    expect([outcome(stale), stale.headers['etag']]).toEqual(['412 MCUS.412.001', '"1"']);
    expect(await shown(path, 'digital_personal_info')).toBeUndefined();
    expect(outcome(await put(path, [PUBLISHED], { 'if-match': '"1"' }))).toBe('204');
    const headers = { 'if-match': '"9"' };
    expect(outcome(await put(`${CUSTOMERS}/${UNKNOWN}`, [], headers))).toBe('404 MCUS.404.003');
  });

  it.each([
    ['an unknown customer', `${CUSTOMERS}/${UNKNOWN}`, '404 MCUS.404.003'],
    ['an unknown org', `/v4/orgs/nobody/customers/${UNKNOWN}`, '404 MCUS.404.002'],
    ['no UUID', `${CUSTOMERS}/1`, '400 MCUS.999.998'],
  ])('refuses %s', async (_what, path, expected) => {
    expect(outcome(await put(path, [PUBLISHED]))).toBe(expected);
  });

  it("answers another org's customer as an unknown one", async () => {
    const path = await create(digitalCustomer());
    expect(outcome(await put(path.replace('/telco/', '/other/'), []))).toBe('404 MCUS.404.003');
  });
});
