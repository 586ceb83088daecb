import { creditCard, digitalCustomer, email, nie, nif, privateCustomer, publishedCustomer } from './factories';
import { type AuditPage, listAudit } from './setup/audit';
import { blockedOf } from './setup/blocked';
import { addCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { aNif, passport, person, withNie } from './setup/documents';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

type Json = Record<string, unknown>;

/** Spanish LOPDGDD art. 32: what a write takes away is blocked, and nothing else is. */
describe('blocked data', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ RETENTION_DAYS: '30' });
  });
  afterAll(() => service.stop());

  const create = (body: object): Promise<string> => createCustomer(service, body);
  const change = async (method: string, path: string, body?: object, expected = '204'): Promise<void> => {
    expect(outcome(await service.call(method, path, { body }))).toBe(expected);
  };
  const bodies = async (path: string): Promise<unknown[]> =>
    (await blockedOf(service.database, path)).map(({ body }) => body);

  const published = publishedCustomer() as {
    contact_info: { postal_address: Json; emails: Json[]; phone_numbers: Json[] };
  };
  const { postal_address, emails, phone_numbers } = published.contact_info;

  it.each<[string, object, object]>([
    ['a word', { segment: 'VIP' }, { segment: 'CONSUMER' }],
    ['a word that is cleared', { preferred_language: null }, { preferred_language: 'es' }],
    ['a name', { personal_info: { name: 'Ana' } }, { section: { name: 'Antonio' } }],
    ['a name that is cleared', { personal_info: { second_surname: null } }, { section: { second_surname: 'Blanco' } }],
    [
      'all of a section',
      {
        personal_info: {
          name: 'Ana',
          first_surname: 'López',
          second_surname: 'Ruiz',
          birthdate: '1990-01-01',
          nationality: 'FR',
          gender: 'FEMALE',
        },
      },
      {
        section: {
          name: 'Antonio',
          first_surname: 'Benavente',
          second_surname: 'Blanco',
          birthdate: '2022-01-01',
          nationality: 'ES',
          gender: 'MALE',
        },
      },
    ],
    [
      'a part of the address',
      { contact_info: { postal_address: { locality: 'Getafe' } } },
      { contact_info: { postal_address: { locality: 'Fuenlabrada' } } },
    ],
    ['a list', { contact_info: { emails: [{ email: 'new@example.com' }] } }, { contact_info: { emails } }],
    ['a list that is cleared', { contact_info: { phone_numbers: [] } }, { contact_info: { phone_numbers } }],
    ['all contact information', { contact_info: null }, { contact_info: { postal_address, emails, phone_numbers } }],
    [
      'this and that',
      { segment: 'CONSUMER', preferred_language: 'ca', personal_info: { name: 'Antonio', gender: 'OTHER' } },
      { preferred_language: 'es', section: { gender: 'MALE' } },
    ],
  ])('of a patch is what it replaces: %s', async (_what, patch, customer) => {
    const path = await create(publishedCustomer());
    await change('PATCH', path, patch);
    expect(await bodies(path)).toEqual([{ customer }]);
  });

  it('of a patch is nothing when it only adds, or says what is there', async () => {
    const path = await create(privateCustomer());
    await change('PATCH', path, { segment: 'VIP', contact_info: { emails: [{ email: 'a@example.com' }] } });
    await change('PATCH', path, { segment: 'VIP', contact_info: { emails: [{ email: 'a@example.com' }] } });
    expect(await bodies(path)).toEqual([]);
  });

  it('of a digital customer has the email that it authenticated with', async () => {
    const [address, next] = [email(), email()];
    const path = await create(digitalCustomer({ digital_personal_info: { email: address } }));
    await change('PATCH', path, { digital_personal_info: { email: next, name: 'Ana' } });
    expect(await bodies(path)).toEqual([{ customer: { section: { email: address } } }]);
  });

  it('of representatives is the list that was there', async () => {
    const path = await create(privateCustomer());
    const user = (name: string): object => ({ identity_document: aNif(), role: 'AUTHORIZED_REPRESENTATIVE', name });
    const lists = [[user('Ana')], [user('Eva')], []];
    for (const associated_users of lists) await change('PUT', `${path}/associated_users`, { associated_users });
    expect(await bodies(path)).toEqual(
      lists.slice(0, 2).map((associated_users) => ({ customer: { associated_users } })),
    );
  });

  it('of a conversion is the NIE and the nationality that a read showed', async () => {
    const number = nie();
    const path = await create(withNie(number, { nationality: 'FR' }));
    await change('PATCH', `${path}/convert-nie-to-nif`, { nif: nif() });
    const section = { identity_document: { type: 'NIE', number }, nationality: 'FR' };
    expect(await bodies(path)).toEqual([{ customer: { section }, identity_documents: [] }]);
  });

  it('of a correction has the document that is released, of a replacement only what a read showed', async () => {
    const [wrong, right, renewed] = [aNif(), passport(), passport()];
    const path = await create(person(wrong));
    const put = (identity_document: object, reason: string): Promise<void> =>
      change('PUT', `${path}/identity-document`, { identity_document, reason });
    await put(right, 'CORRECTION');
    await put(right, 'CORRECTION');
    await put(renewed, 'REPLACEMENT');
    expect(await bodies(path)).toEqual([
      { customer: { section: { identity_document: wrong } }, identity_documents: [expect.objectContaining(wrong)] },
      { customer: { section: { identity_document: right } }, identity_documents: [] },
    ]);
  });

  it('of a card that is removed is all that was known of it', async () => {
    const path = await create(privateCustomer());
    const card = creditCard();
    const id = await addCard(service, path, card);
    await change('DELETE', `${path}/credit-cards/${id}`);
    await change('DELETE', `${path}/credit-cards/${id}`, undefined, '404 MCUS.404.005');
    expect(await bodies(path)).toEqual([{ credit_cards: [expect.objectContaining({ id, ...card })] }]);
  });

  it('of a write that is refused is nothing', async () => {
    const [path, other] = [await create(publishedCustomer()), await create(digitalCustomer())];
    const taken = email();
    await create(digitalCustomer({ digital_personal_info: { email: taken } }));
    const refused: [string, string, object | undefined, object?][] = [
      ['PATCH', path, { personal_info: { first_surname: null } }],
      ['PATCH', path, { segment: 'X' }, { 'if-match': '"7"' }],
      ['PATCH', path, { digital_personal_info: { name: 'X' } }],
      ['PATCH', other, { digital_personal_info: { email: taken } }],
      ['PATCH', `${path}/convert-nie-to-nif`, { nif: nif() }],
      ['PUT', `${path}/associated_users`, { associated_users: [{}, {}] }],
      ['DELETE', path, undefined, { 'if-match': '"7"' }],
    ];
    for (const [method, target, body, headers] of refused) {
      expect((await service.call(method, target, { body, headers: { ...headers } })).status).toBeGreaterThanOrEqual(
        400,
      );
    }
    expect([await bodies(path), await bodies(other)]).toEqual([[], []]);
  });

  it('has the operation and the id of the audit entry of its write', async () => {
    const path = await create(privateCustomer());
    const card = await addCard(service, path);
    await change('PATCH', path, { personal_info: { name: 'Eva' } });
    await change('DELETE', `${path}/credit-cards/${card}`);
    await change('DELETE', path);
    const entries = (await listAudit(service, path))
      .json<AuditPage>()
      .audit_entries.map(({ id, operation }) => [id, operation]);
    const rows = (await blockedOf(service.database, path)).map(({ id, operation }) => [id, operation]);
    expect(rows.map(([, operation]) => operation)).toEqual(['patchCustomer', 'deleteCreditCard', 'deleteCustomer']);
    expect(entries).toEqual(expect.arrayContaining(rows));
  });

  it('is kept for as long as the organization says from then on, else as the service is configured', async () => {
    const asAdmin = (body: object) => service.call('PATCH', '/v4/orgs/telco', { roles: 'ADMIN', body });
    const path = await create(privateCustomer({ segment: 'A' }));
    const days: number[] = [];
    for (const retention_days of [undefined, 1, 36_500, null]) {
      if (retention_days !== undefined) expect(outcome(await asAdmin({ retention_days }))).toBe('204');
      await change('PATCH', path, { segment: `B${days.length}` });
      days.push((await blockedOf(service.database, path)).at(-1)?.days ?? 0);
    }
    expect(days).toEqual([30, 1, 36_500, 30]);
    expect((await blockedOf(service.database, path)).map((row) => row.days)).toEqual(days);
  });
});
