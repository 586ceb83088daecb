import { digitalCustomer, email, externalId, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome } from './setup/http';
import { testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const SEARCH = `${CUSTOMERS}/search`;
const NOBODY = '404 MCUS.404.003';
const REFUSED = '400 MCUS.999.998';

describe('searches', () => {
  let service: TestService;
  const log = testLog();

  beforeAll(async () => {
    service = await startTestService({}, { logger: log.logger });
  });
  afterAll(() => service.stop());

  it('by external id, which is unique, are for bodies', async () => {
    const [external_id, number, address] = [externalId(), nif(), email()];
    const body = privateCustomer({
      external_id,
      personal_info: { identity_document: { type: 'NIF', number } },
      contact_info: { emails: [{ email: address }] },
    });
    const { id } = (await service.call('POST', CUSTOMERS, { body })).json<{ id: string }>();
    const found = async (criteria: object): Promise<unknown> => {
      const answer = await service.call('POST', SEARCH, { body: criteria });
      return answer.status === 200 ? answer.json()['id'] : outcome(answer);
    };
    expect(await found({ external_id: ` ${external_id} ` })).toBe(id);
    expect(await found({ external_id, email: address })).toBe(id);
    expect(await found({ external_id, email: email() })).toBe(NOBODY);
    expect(await found({ external_id, identity_document: number })).toBe(id);
    const [login, digitalId] = [email(), externalId()];
    const digital = digitalCustomer({ external_id: digitalId, digital_personal_info: { email: login } });
    const created = await service.call('POST', CUSTOMERS, { body: digital });
    expect(await found({ external_id: digitalId, email: login })).toBe(created.json()['id']);
    expect(await found({ external_id: externalId(), identity_document: number })).toBe(NOBODY);
    expect(await found({ external_id, identity_document_type: 'NIF' })).toBe(id);
    expect(await found({ external_id, identity_document_type: 'NIE' })).toBe(NOBODY);
    expect(await found({ external_id, email: null, nickname: 'x' })).toBe(id);
    expect(await found({ nickname: 'x', external_id: null })).toBe(REFUSED);
    const query = new URLSearchParams({ external_id }).toString();
    expect(outcome(await service.call('GET', `${SEARCH}?${query}`))).toBe(REFUSED);
    const org = await service.call('POST', SEARCH.replace('telco', 'nobody'), { body: { external_id } });
    expect(outcome(org)).toBe('404 MCUS.404.002');
  });

  it.each(['%C3', '%zz', '%', 'a%40b.es&x=%ff'])('refuse a query that is no text: %s', async (text) => {
    const answer = await service.call('GET', `${SEARCH}?email=${text}`);
    expect(errorsOf(answer)[0]?.message).toBe('query must be percent-encoded UTF-8');
    const read = await service.call('GET', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000?${text}`);
    expect(outcome(read)).toBe(NOBODY);
  });

  it('that repeat a parameter are told just that', async () => {
    const answer = await service.call('GET', `${SEARCH}?email=a@example.com&email=a@example.com`);
    expect(errorsOf(answer)).toEqual([
      expect.objectContaining({ field: '?email', message: 'email must be given once' }),
    ]);
  });

  it.each([
    ['unknown', 'identity_document=1&identity_dokument_type=NIF', undefined],
    ['of another case', 'Email=a@example.com', undefined],
    ['repeated', 'email=a@example.com&email=a@example.com', '?email'],
    ['of a list', 'email[]=a@example.com', undefined],
    ['of an object', 'email=a@example.com&__proto__=x', undefined],
    ['unknown behind a thousand empty ones', `email=a@example.com${'&'.repeat(1000)}x=1`, undefined],
    ['repeated behind them', `email=a@example.com${'&'.repeat(1000)}email=b@example.com`, '?email'],
  ])('refuse a parameter that is %s', async (_what, query, field) => {
    const answer = await service.call('GET', `${SEARCH}?${query}`);
    expect(outcome(answer)).toBe(REFUSED);
    expect(errorsOf(answer)[0]?.field).toBe(field);
    expect(answer.text).not.toContain('dokument');
  });

  it('by body refuse a query: criteria do not belong there', async () => {
    const answer = await service.call('POST', `${SEARCH}?email=a@example.com`, { body: { identity_document: '1' } });
    expect(errorsOf(answer)).toEqual([expect.objectContaining({ message: 'query has an unknown parameter' })]);
  });

  it('by an email that more than fifty share ask for the number, whatever the type', async () => {
    const contact_info = { emails: [{ email: email() }] };
    const search = (identity_document_type: string): Promise<Answer> =>
      service.call('POST', SEARCH, { body: { email: contact_info.emails[0]?.email, identity_document_type } });
    for (let i = 0; i < 49; i++) await createCustomer(service, digitalCustomer({ contact_info }));
    const path = await createCustomer(service, privateCustomer({ contact_info }));
    expect((await search('NIF')).json()['id']).toBe(path.slice(-36));
    await createCustomer(service, digitalCustomer({ contact_info }));
    for (const type of ['NIF', 'PASSPORT']) {
      expect(errorsOf(await search(type))).toEqual([expect.objectContaining({ field: '/identity_document' })]);
    }
  });

  it('answer HEAD as GET', async () => {
    const [get, head] = [
      await service.call('GET', `${SEARCH}?email=x`),
      await service.call('HEAD', `${SEARCH}?email=x`),
    ];
    expect([head.status, head.text]).toEqual([400, '']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });

  it('leave no value in log or error, whatever becomes of them', async () => {
    await service.database.query('ALTER TABLE customers RENAME TO customers_away');
    const criteria = { identity_document: 'CANARY1', email: 'canary2@example.com', external_id: 'canary3' };
    const { external_id, ...query } = criteria;
    const answers = [
      await service.call('GET', `${SEARCH}?${new URLSearchParams(query).toString()}`),
      await service.call('POST', SEARCH, { body: criteria }),
      await service.call('GET', `${SEARCH}?canary4=canary5`),
    ];
    await service.database.query('ALTER TABLE customers_away RENAME TO customers');
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 400]);
    expect(answers.map(({ text }) => text).join()).not.toMatch(/canary|outcome/i);
    expect(log.lines().filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(log.text()).not.toMatch(/canary/i);
  });
});
