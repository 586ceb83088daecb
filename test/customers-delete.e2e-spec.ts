import {
  corporateCustomer,
  creditCard,
  digitalCustomer,
  email,
  externalId,
  nif,
  privateCustomer,
  publishedCustomer,
} from './factories';
import { addCard, cardsOf } from './setup/cards';
import { createCustomer } from './setup/customers';
import { documentsOf } from './setup/documents';
import { type Answer, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const NOBODY = '404 MCUS.404.003';

interface Blocked {
  org_id: string;
  customer_id: string;
  body: Record<'identity_documents' | 'credit_cards', Record<string, unknown>[]> & {
    customer: Record<string, unknown>;
  };
  days: number;
}

describe('DELETE /v4/orgs/{org_id}/customers/{customer_id}', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ RETENTION_DAYS: '30' });
  });
  afterAll(() => service.stop());

  const create = (body: object): Promise<string> => createCustomer(service, body);

  const remove = (path: string, headers = {}): Promise<Answer> => service.call('DELETE', path, { headers });

  const blocked = (path: string): Promise<Blocked[]> =>
    service.database.query<Blocked & Record<string, unknown>>(
      `SELECT org_id, customer_id, body, extract(day FROM destroy_after - blocked_at)::integer AS days
         FROM blocked_data WHERE customer_id = $1 AND operation = 'deleteCustomer'`,
      [path.slice(-36)],
    );

  it.each([
    ['private', () => privateCustomer({ external_id: externalId() })],
    ['corporate', () => corporateCustomer({ external_id: externalId() })],
    ['digital', () => digitalCustomer({ external_id: externalId() })],
  ])('answers 204, and frees every key of a %s customer at once', async (_type, factory) => {
    const body = factory();
    const first = await create(body);
    const answer = await remove(first);
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([204, '', undefined]);
    const second = await create(body);
    expect(second).not.toBe(first);
    expect((await service.call('GET', second)).status).toBe(200);
  });

  it('is seen by every operation: the customer is unknown, as if it had never been', async () => {
    const [number, address, external_id] = [nif(), email(), externalId()];
    const path = await create(
      privateCustomer({
        external_id,
        personal_info: { identity_document: { type: 'NIF', number } },
        contact_info: { emails: [{ email: address }] },
      }),
    );
    expect((await remove(path)).status).toBe(204);
    const search = (body: object): Promise<Answer> => service.call('POST', `${CUSTOMERS}/search`, { body });
    const answers = [
      await remove(path),
      await service.call('GET', path),
      await service.call('PATCH', path, { body: { segment: 'X' } }),
      await service.call('PATCH', path, { body: { personal_info: { first_surname: null } } }),
      await service.call('PUT', `${path}/associated_users`, { body: { associated_users: [] } }),
      await service.call('PUT', `${path}/holds/legal`),
      await service.call('GET', `${path}/holds`),
      await service.call('GET', `${path}/identity-documents`),
      await service.call('PUT', `${path}/identity-document`, {
        body: { identity_document: { type: 'NIF', number }, reason: 'CORRECTION' },
      }),
      await service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: number } }),
      await service.call('GET', `${path}/available-credit-cards`),
      await service.call('POST', `${path}/credit-cards`, { body: creditCard() }),
      await service.call('DELETE', `${path}/credit-cards/${path.slice(-36)}`),
      await search({ identity_document: number }),
      await search({ email: address }),
      await search({ external_id }),
    ];
    expect(answers.map(outcome)).toEqual(answers.map(() => NOBODY));
    const unknown = await service.call('GET', UNKNOWN);
    expect((await service.call('GET', path)).text).toBe(unknown.text);
  });

  it('moves all that was known to the blocked data, for as long as it is configured', async () => {
    const [number, retired, external_id] = [nif(), nif(), externalId()];
    const customer: Record<string, unknown> = { ...publishedCustomer(retired), external_id };
    const path = await create(customer);
    const id = path.slice(-36);
    const user = { identity_document: { type: 'NIF', number: nif() }, role: 'AUTHORIZED_REPRESENTATIVE' };
    await service.call('PUT', `${path}/associated_users`, { body: { associated_users: [user] } });
    const identity_document = { type: 'NIF', number };
    await service.call('PUT', `${path}/identity-document`, { body: { identity_document, reason: 'REPLACEMENT' } });
    const cards = [creditCard(), creditCard({ is_default: true })];
    for (const body of cards) await service.call('POST', `${path}/credit-cards`, { body });
    expect((await remove(path)).status).toBe(204);
    const [entry, ...others] = await blocked(path);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      org_id: 'telco',
      customer_id: id,
      days: 30,
      body: {
        customer: {
          id,
          type: 'PRIVATE_CUSTOMER',
          version: 3,
          external_id,
          preferred_language: 'es',
          segment: 'CONSUMER',
          contact_info: customer['contact_info'],
          section: { ...(customer['personal_info'] as object), identity_document },
          associated_users: [user],
          created_at: expect.any(String),
        },
        identity_documents: expect.arrayContaining([
          expect.objectContaining({ number, type: 'NIF', retired_at: null }),
          expect.objectContaining({ number: retired, type: 'NIF', retired_at: expect.any(String) }),
        ]),
        credit_cards: expect.arrayContaining([
          expect.objectContaining({ ...cards[0], is_default: false }),
          expect.objectContaining(cards[1]),
        ]),
      },
    });
    expect([entry?.body.identity_documents.length, entry?.body.credit_cards.length]).toEqual([2, 2]);
    const left = await service.database.query(
      `SELECT 'customers' FROM customers WHERE id = $1
       UNION ALL SELECT 'identity_documents' FROM identity_documents WHERE customer_id = $1
       UNION ALL SELECT 'credit_cards' FROM credit_cards WHERE customer_id = $1
       UNION ALL SELECT 'holds' FROM holds WHERE customer_id = $1`,
      [id],
    );
    expect(left).toEqual([]);
    const next = await create(
      privateCustomer({ personal_info: { identity_document: { type: 'NIF', number: retired } } }),
    );
    expect((await service.call('POST', `${next}/credit-cards`, { body: cards[0] })).status).toBe(201);
  });

  it('leaves the documents and cards of every other customer', async () => {
    const [path, other] = [await create(privateCustomer()), await create(privateCustomer())];
    const card = await addCard(service, other);
    expect((await remove(path)).status).toBe(204);
    expect((await blocked(path))[0]?.body.credit_cards).toEqual([]);
    expect((await cardsOf(service, other)).map(({ id }) => id)).toEqual([card]);
    expect(await documentsOf(service, other)).toHaveLength(1);
  });

  it('blocks every customer separately, and the same person again', async () => {
    const body = privateCustomer();
    const paths = [await create(body)];
    await remove(paths[0] ?? '');
    paths.push(await create(body));
    await remove(paths[1] ?? '');
    expect(await Promise.all(paths.map(async (path) => (await blocked(path)).length))).toEqual([1, 1]);
  });

  describe('with holds', () => {
    it('answers 409 until the last is released, and changes nothing', async () => {
      const path = await create(digitalCustomer());
      await service.call('PUT', `${path}/holds/billing`);
      await service.call('PUT', `${path}/holds/legal`);
      const before = (await service.call('GET', path)).text;
      expect(outcome(await remove(path))).toBe('409 MCUS.409.004');
      await service.call('DELETE', `${path}/holds/legal`);
      expect(outcome(await remove(path))).toBe('409 MCUS.409.004');
      expect((await service.call('GET', path)).text).toBe(before);
      expect(await blocked(path)).toEqual([]);
      await service.call('DELETE', `${path}/holds/billing`);
      expect(outcome(await remove(path))).toBe('204');
    });

    it('lets other writes pass', async () => {
      const path = await create(digitalCustomer());
      await service.call('PUT', `${path}/holds/billing`);
      expect(outcome(await service.call('PATCH', path, { body: { segment: 'X' } }))).toBe('204');
    });
  });

  describe('with If-Match', () => {
    it('removes the version that the client has seen, and no other', async () => {
      const path = await create(digitalCustomer());
      await service.call('PATCH', path, { body: { segment: 'X' } });
      const stale = await remove(path, { 'if-match': '"1"' });
      expect([outcome(stale), stale.headers['etag']]).toEqual(['412 MCUS.412.001', '"2"']);
      expect((await service.call('GET', path)).status).toBe(200);
      expect(outcome(await remove(path, { 'if-match': '"2"' }))).toBe('204');
      expect(outcome(await remove(path, { 'if-match': '"2"' }))).toBe(NOBODY);
    });

    it('answers 412 before 409', async () => {
      const path = await create(digitalCustomer());
      await service.call('PUT', `${path}/holds/billing`);
      expect(outcome(await remove(path, { 'if-match': '"2"' }))).toBe('412 MCUS.412.001');
      expect(outcome(await remove(path, { 'if-match': '"1"' }))).toBe('409 MCUS.409.004');
    });
  });

  it.each([
    ['an unknown customer', UNKNOWN, NOBODY],
    ['an unknown org', UNKNOWN.replace('telco', 'nobody'), '404 MCUS.404.002'],
    ['no UUID', `${CUSTOMERS}/1`, '400 MCUS.999.998'],
  ])('refuses %s', async (_what, path, expected) => {
    expect(outcome(await remove(path))).toBe(expected);
  });

  it("leaves another org's customer alone", async () => {
    const path = await create(digitalCustomer());
    expect(outcome(await remove(path.replace('/telco/', '/other/')))).toBe(NOBODY);
    expect((await service.call('GET', path)).status).toBe(200);
  });

  it.each(['application/json', 'text/plain', 'garbage'])('needs no body, under Content-Type: %s', async (type) => {
    expect(outcome(await remove(await create(digitalCustomer()), { 'content-type': type }))).toBe('204');
  });
});
