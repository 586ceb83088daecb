import { creditCard, digitalCustomer, email, externalId, nie, nif, privateCustomer } from './factories';
import { addCard, cardsOf } from './setup/cards';
import { createCustomer } from './setup/customers';
import { documentsOf, withNie } from './setup/documents';
import { type Answer, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

/**
 * Two organizations with the same customers: same ids, documents, emails, external ids. The org_id is all that tells them
 * apart, so a statement that forgot it would find, change or remove two customers, or the wrong one.
 */
const CARD_COLUMNS = 'customer_id, id, token, provider, brand, last_four, expiration_date, is_default, created_at';

describe('an organization and its twin', () => {
  let service: TestService;
  let person: Keys;
  let digital: Keys;
  /** Of the person. */
  let card: string;

  interface Keys {
    readonly id: string;
    readonly external_id: string;
    readonly email: string;
    readonly number: string;
  }

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    person = { id: '', external_id: externalId(), email: email(), number: nif() };
    const contact_info = { emails: [{ email: person.email }] };
    const identity_document = { type: 'NIF', number: person.number };
    const body = privateCustomer({
      external_id: person.external_id,
      contact_info,
      personal_info: { identity_document },
    });
    person = { ...person, id: (await createCustomer(service, body)).slice(-36) };
    digital = { id: '', external_id: externalId(), email: email(), number: '' };
    const { external_id } = digital;
    const account = digitalCustomer({ external_id, digital_personal_info: { email: digital.email } });
    digital = { ...digital, id: (await createCustomer(service, account)).slice(-36) };
    card = await addCard(service, path(person.id));
    await twin();
  });

  /** Copies all customers that have no twin yet. */
  async function twin(): Promise<void> {
    const columns = `id, type, version, external_id, login_email_key, preferred_language, segment, section, created_at,
                     updated_at, contact_info, contact_email_key, associated_users`;
    await service.database.query(
      `INSERT INTO customers (org_id, ${columns}) SELECT 'other', ${columns} FROM customers WHERE org_id = 'telco'
       ON CONFLICT DO NOTHING`,
    );
    await service.database.query(
      `INSERT INTO identity_documents (org_id, number, type, customer_id)
       SELECT 'other', number, type, customer_id FROM identity_documents WHERE org_id = 'telco' ON CONFLICT DO NOTHING`,
    );
    await service.database.query(
      `INSERT INTO credit_cards (org_id, ${CARD_COLUMNS}) SELECT 'other', ${CARD_COLUMNS} FROM credit_cards WHERE org_id = 'telco'
       ON CONFLICT DO NOTHING`,
    );
  }

  const path = (id: string, org = 'telco'): string => `/v4/orgs/${org}/customers/${id}`;

  /** Everything stored of the twins. */
  const twins = (): Promise<unknown> =>
    service.database.query(
      `SELECT to_jsonb(t) AS row FROM (SELECT * FROM customers WHERE org_id = 'other' ORDER BY id) t
       UNION ALL SELECT to_jsonb(t) FROM (SELECT * FROM identity_documents WHERE org_id = 'other' ORDER BY number) t
       UNION ALL SELECT to_jsonb(t) FROM (SELECT * FROM credit_cards WHERE org_id = 'other' ORDER BY id) t
       UNION ALL SELECT to_jsonb(t) FROM (SELECT * FROM holds WHERE org_id = 'other' ORDER BY name) t`,
    );

  async function leavesTwinsAlone(work: () => Promise<Answer>): Promise<Answer> {
    const before = await twins();
    const answer = await work();
    expect(await twins()).toEqual(before);
    return answer;
  }

  it.each<[string, () => object, () => Keys]>([
    ['document', () => ({ identity_document: person.number }), () => person],
    ['document and email', () => ({ identity_document: person.number, email: person.email }), () => person],
    ['contact email', () => ({ email: person.email }), () => person],
    ['contact email and type', () => ({ email: person.email, identity_document_type: 'NIF' }), () => person],
    ['digital email', () => ({ email: digital.email }), () => digital],
    ['external id', () => ({ external_id: person.external_id }), () => person],
    ['external id and type', () => ({ external_id: person.external_id, identity_document_type: 'NIF' }), () => person],
  ])('finds one customer by %s, and none that only the twin has', async (_what, criteria, customer) => {
    const search = (): Promise<Answer> => service.call('POST', '/v4/orgs/telco/customers/search', { body: criteria() });
    expect((await search()).json()).toMatchObject({ id: customer().id });
    await service.call('DELETE', path(customer().id));
    expect(outcome(await search())).toBe('404 MCUS.404.003');
  });

  it('finds by its own documents and customers, whatever the twin of a customer has', async () => {
    const [number, foreign] = [nif(), nif()];
    await service.database.query(
      `INSERT INTO identity_documents (org_id, number, type, customer_id, retired_at)
       SELECT 'other', number, type, $1, now() FROM (VALUES ($2, 'NIF'), ($3, 'NIE')) AS added (number, type)`,
      [person.id, number, foreign],
    );
    await service.database.query("UPDATE customers SET external_id = NULL WHERE org_id = 'other'");
    const search = async (body: object): Promise<unknown> => {
      const answer = await service.call('POST', '/v4/orgs/telco/customers/search', { body });
      return answer.status === 200 ? answer.json()['id'] : outcome(answer);
    };
    expect(await search({ identity_document: person.number })).toBe(person.id);
    expect(await search({ identity_document: number })).toBe('404 MCUS.404.003');
    expect(await search({ email: person.email, identity_document_type: 'NIE' })).toBe('404 MCUS.404.003');
  });

  it.each<[string, (id: string) => Promise<Answer>]>([
    ['a patch', (id) => service.call('PATCH', path(id), { body: { segment: 'X' } })],
    ['a patch under the lock', (id) => service.call('PATCH', path(id), { body: { contact_info: address() } })],
    [
      'representatives',
      (id) => service.call('PUT', `${path(id)}/associated_users`, { body: { associated_users: [] } }),
    ],
    ['a correction', (id) => service.call('PUT', `${path(id)}/identity-document`, { body: another('CORRECTION') })],
    ['a replacement', (id) => service.call('PUT', `${path(id)}/identity-document`, { body: another('REPLACEMENT') })],
    ['a card', (id) => service.call('POST', `${path(id)}/credit-cards`, { body: creditCard({ is_default: true }) })],
    ['the removal of a card', (id) => service.call('DELETE', `${path(id)}/credit-cards/${card}`)],
    ['a hold', (id) => service.call('PUT', `${path(id)}/holds/legal`)],
    ['a delete', (id) => service.call('DELETE', path(id))],
  ])('%s changes one customer, and is unknown where only the twin is', async (_what, write) => {
    for (const { id } of [person, digital]) {
      expect((await leavesTwinsAlone(() => write(id))).status).toBeLessThan(500);
      await service.call('DELETE', `${path(id)}/holds/legal`);
      await service.call('DELETE', path(id));
      expect(outcome(await leavesTwinsAlone(() => write(id)))).toBe('404 MCUS.404.003');
      expect((await service.call('GET', path(id, 'other'))).status).toBe(200);
    }
  });

  it('converts one customer', async () => {
    const foreigner = (await createCustomer(service, withNie(nie()))).slice(-36);
    await twin();
    const convert = (): Promise<Answer> =>
      service.call('PATCH', `${path(foreigner)}/convert-nie-to-nif`, { body: { nif: nif() } });
    expect(outcome(await leavesTwinsAlone(convert))).toBe('204');
    await service.call('DELETE', path(foreigner));
    expect(outcome(await leavesTwinsAlone(convert))).toBe('404 MCUS.404.003');
  });

  const another = (reason: string): object => ({ identity_document: { type: 'NIF', number: nif() }, reason });

  const address = (): object => ({ postal_address: { locality: 'X' } });

  it('lists its own documents and cards only', async () => {
    const twin = path(person.id, 'other');
    await service.call('PUT', `${twin}/identity-document`, { body: another('REPLACEMENT') });
    await service.call('DELETE', `${twin}/credit-cards/${card}`);
    expect(await documentsOf(service, path(person.id))).toMatchObject([{ number: person.number }]);
    expect((await cardsOf(service, path(person.id))).map(({ id }) => id)).toEqual([card]);
    await addCard(service, twin);
    await service.call('DELETE', `${path(person.id)}/credit-cards/${card}`);
    expect(await cardsOf(service, path(person.id))).toEqual([]);
    await service.call('DELETE', path(person.id));
    for (const list of ['identity-documents', 'available-credit-cards']) {
      expect(outcome(await service.call('GET', `${path(person.id)}/${list}`))).toBe('404 MCUS.404.003');
      expect(outcome(await service.call('GET', `${twin}/${list}`))).toBe('200');
    }
  });

  it.each(['telco', 'other'])('knows what is current by its own rows, in %s', async (org) => {
    const document = { type: 'NIF', number: nif() };
    const change = (where: string): Promise<Answer> =>
      service.call('PUT', `${path(person.id, where)}/identity-document`, {
        body: { identity_document: document, reason: 'CORRECTION' },
      });
    const elsewhere = org === 'telco' ? 'other' : 'telco';
    expect((await change(elsewhere)).headers['etag']).toBe('"2"');
    expect((await change(org)).headers['etag']).toBe('"2"');
    expect(await documentsOf(service, path(person.id, org))).toMatchObject([document]);
  });

  it('takes documents and tokens that only the twin has, and counts its own cards', async () => {
    const number = nif();
    const twin = path(person.id, 'other');
    const body = { identity_document: { type: 'NIF', number }, reason: 'CORRECTION' };
    expect(outcome(await service.call('PUT', `${twin}/identity-document`, { body }))).toBe('204');
    const other = await createCustomer(service, privateCustomer());
    expect(outcome(await service.call('PUT', `${other}/identity-document`, { body }))).toBe('204');
    const { token } = creditCard();
    await addCard(service, twin, { token });
    for (let count = 2; count < 50; count++) await addCard(service, twin);
    expect(outcome(await service.call('POST', `${twin}/credit-cards`, { body: creditCard() }))).toBe(
      '409 MCUS.409.008',
    );
    await addCard(service, path(person.id), { token });
    // The only card that is its own is the default, whatever the twin has.
    await service.call('DELETE', `${path(digital.id)}/credit-cards/${card}`);
    const [first] = [await addCard(service, path(digital.id)), await addCard(service, path(digital.id))];
    expect((await cardsOf(service, path(digital.id)))[0]?.id).toBe(first);
  });

  it('counts its own holds only', async () => {
    await service.call('PUT', `${path(person.id, 'other')}/holds/legal`);
    expect((await service.call('GET', `${path(person.id)}/holds`)).json()).toEqual({ holds: [] });
    expect(outcome(await service.call('DELETE', `${path(person.id)}/holds/legal`))).toBe('404 MCUS.404.004');
    expect(outcome(await service.call('DELETE', path(person.id)))).toBe('204');
    expect(outcome(await service.call('DELETE', path(person.id, 'other')))).toBe('409 MCUS.409.004');
  });

  it('heeds versions of its own customers only', async () => {
    await service.call('PATCH', path(person.id, 'other'), { body: { segment: 'X' } });
    const headers = { 'if-match': '"2"' };
    for (const body of [{ segment: 'X' }, { personal_info: { first_surname: null } }]) {
      const answer = await service.call('PATCH', path(person.id), { body, headers });
      expect([outcome(answer), answer.headers['etag']]).toEqual(['412 MCUS.412.001', '"1"']);
    }
  });

  it('takes a digital email that only the twin has', async () => {
    const address = email();
    await service.call('PATCH', path(digital.id, 'other'), { body: { digital_personal_info: { email: address } } });
    const other = await createCustomer(service, digitalCustomer());
    const answer = await service.call('PATCH', other, { body: { digital_personal_info: { email: address } } });
    expect(outcome(answer)).toBe('204');
  });
});
