import { corporateCustomer, digitalCustomer, email, externalId, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const NOBODY = '404 MCUS.404.003';
const REFUSED = '400 MCUS.999.998';

type Criteria = Record<string, string>;

/** Both ways to search, which must not differ. */
describe.each([
  {
    way: 'GET',
    field: (name: string) => `?${name}`,
    search: (service: TestService, criteria: Criteria, org = 'telco') =>
      service.call('GET', `/v4/orgs/${org}/customers/search?${new URLSearchParams(criteria).toString()}`),
  },
  {
    way: 'POST',
    field: (name: string) => `/${name}`,
    search: (service: TestService, criteria: Criteria, org = 'telco') =>
      service.call('POST', `/v4/orgs/${org}/customers/search`, { body: criteria }),
  },
])('$way /v4/orgs/{org_id}/customers/search', ({ field, search: searchBy }) => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const search = (criteria: Criteria, org?: string): Promise<Answer> => searchBy(service, criteria, org);

  const create = async (body: object): Promise<string> => (await createCustomer(service, body)).slice(-36);

  /** The id that was found, or the outcome. */
  async function found(criteria: Criteria): Promise<unknown> {
    const answer = await search(criteria);
    return answer.status === 200 ? answer.json()['id'] : outcome(answer);
  }

  const withDocument = (type: string, number: string, more: object = {}): Promise<string> =>
    create({
      ...privateCustomer({ personal_info: { identity_document: { type, number } } }),
      ...more,
    });

  const contact = (address: string): Record<string, unknown> => ({ contact_info: { emails: [{ email: address }] } });

  it('answers id, type and external_id, and nothing else', async () => {
    const [number, external_id] = [nif(), externalId()];
    const id = await withDocument('NIF', number, { external_id });
    const answer = await search({ identity_document: number });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ id, type: 'PRIVATE_CUSTOMER', external_id });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    const other = nif();
    const anonymous = await withDocument('NIF', other);
    expect((await search({ identity_document: other })).json()).toEqual({ id: anonymous, type: 'PRIVATE_CUSTOMER' });
  });

  describe('by document', () => {
    it('in any spelling, with its type and without', async () => {
      const number = nif();
      const id = await withDocument('NIF', number);
      const typed = ` ${number.slice(0, 4)}.${number.slice(4, 8)}–${number[8]?.toLowerCase()} `;
      expect(await found({ identity_document: typed, identity_document_type: 'NIF' })).toBe(id);
      expect(await found({ identity_document: typed })).toBe(id);
      expect(await found({ identity_document: number, identity_document_type: 'PASSPORT' })).toBe(NOBODY);
    });

    it('without the leading zeros of a NIF, and with the zero of an old NIE', async () => {
      const [short, nie] = [await withDocument('NIF', '00000023T'), await withDocument('NIE', 'X1234567L')];
      expect(await found({ identity_document: '23-t' })).toBe(short);
      expect(await found({ identity_document: '23T', identity_document_type: 'NIF' })).toBe(short);
      expect(await found({ identity_document: 'X-01234567-L' })).toBe(nie);
      expect(await found({ identity_document: 'x01234567l', identity_document_type: 'NIE' })).toBe(nie);
    });

    it('of a company, whether its number is called CIF, NIF or nothing', async () => {
      const id = await create(
        corporateCustomer({ company_info: { identity_document: { type: 'CIF', number: 'B64717838' } } }),
      );
      expect(await found({ identity_document: 'b-64717838', identity_document_type: 'CIF' })).toBe(id);
      expect(await found({ identity_document: 'B64717838', identity_document_type: 'NIF' })).toBe(id);
      expect(await found({ identity_document: 'B64717838' })).toBe(id);
      expect(await found({ identity_document: 'B64717838', identity_document_type: 'NIE' })).toBe(NOBODY);
    });

    it.each(['12345678A', '1', 'NOTADOCUMENT', '99999999999'])(
      'without a look at its shape or check character: %s is nobody’s',
      async (number) => {
        expect(await found({ identity_document: number, identity_document_type: 'NIF' })).toBe(NOBODY);
        expect(await found({ identity_document: number })).toBe(NOBODY);
      },
    );

    it.each([
      ['nothing but separators', '-./ _'],
      ['other scripts', '１２３４５６７８Z'],
      ['what upper case would turn into ASCII', '1234567ſ'],
      ['over 40 characters', '1'.repeat(41)],
      ['nothing', ''],
      ['U+0000', '1234\u0000'],
    ])('refuses %s', async (_what, number) => {
      const answer = await search({ identity_document: number });
      expect(outcome(answer)).toBe(REFUSED);
      expect(errorsOf(answer).map((item) => item.field)).toEqual([field('identity_document')]);
    });

    it('that is retired, too', async () => {
      const [old, current] = [nif(), nif()];
      const id = await withDocument('NIF', current);
      await service.database.query(
        `INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from, retired_at)
         VALUES ('telco', $1, 'NIF', $2, now(), now())`,
        [old, id],
      );
      expect(await found({ identity_document: old })).toBe(id);
      expect(await found({ identity_document: old, identity_document_type: 'NIF' })).toBe(id);
    });

    it('that is somebody’s under two types is one customer; that two customers have asks for the type', async () => {
      const number = nif();
      const id = await withDocument('NIF', number);
      await service.database.query(
        `INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from, retired_at)
         VALUES ('telco', $1, 'PASSPORT', $2, now(), now())`,
        [number, id],
      );
      expect(await found({ identity_document: number })).toBe(id);

      const shared = nif();
      const [one, two] = [await withDocument('NIF', shared), await withDocument('PASSPORT', shared)];
      const answer = await search({ identity_document: shared });
      expect(outcome(answer)).toBe(REFUSED);
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({
          field: field('identity_document_type'),
          message: 'identity_document_type is required: more than one customer fits the other criteria',
        }),
      ]);
      expect(await found({ identity_document: shared, identity_document_type: 'NIF' })).toBe(one);
      expect(await found({ identity_document: shared, identity_document_type: 'PASSPORT' })).toBe(two);
    });
  });

  describe('by email', () => {
    it('of a digital customer before the contact emails of others', async () => {
      const address = email();
      const holder = await create(privateCustomer(contact(address)));
      await create(privateCustomer(contact(address)));
      expect(await found({ email: address })).toBe(REFUSED);
      const digital = await create(digitalCustomer({ digital_personal_info: { email: address } }));
      expect(await found({ email: address.toUpperCase() })).toBe(digital);
      await service.call('DELETE', `${CUSTOMERS}/${digital}`);
      expect(await found({ email: address })).toBe(REFUSED);
      await service.call('DELETE', `${CUSTOMERS}/${holder}`);
      expect(await found({ email: address })).not.toBe(REFUSED);
    });

    it('finds a digital customer once whose contact email is the same', async () => {
      const address = email();
      const id = await create(digitalCustomer({ ...contact(address), digital_personal_info: { email: address } }));
      expect(await found({ email: address })).toBe(id);
    });

    it('looks at the default contact email only, in its comparable form', async () => {
      const [standard, other] = [email(), email()];
      const emails = [{ email: other }, { email: standard.replace('example.com', 'ESPAÑA.es'), is_default: true }];
      const id = await create(privateCustomer({ contact_info: { emails } }));
      expect(await found({ email: standard.replace('example.com', 'xn--espaa-rta.es') })).toBe(id);
      expect(await found({ email: other })).toBe(NOBODY);
    });

    it('takes the contact email of a digital customer for one among others', async () => {
      const address = email();
      const id = await create(digitalCustomer(contact(address)));
      expect(await found({ email: address })).toBe(id);
      await create(privateCustomer(contact(address)));
      expect(await found({ email: address })).toBe(REFUSED);
    });

    it('that a family shares asks for the document', async () => {
      const address = email();
      const number = nif();
      const id = await withDocument('NIF', number, contact(address));
      await create(privateCustomer(contact(address)));
      const answer = await search({ email: address });
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({ code: 'MCUS.999.998', field: field('identity_document') }),
      ]);
      expect(await found({ email: address, identity_document: number })).toBe(id);
    });

    it.each(['', 'x', 'a@b', 'a@b.c\u0000', `${'a'.repeat(65)}@example.com`])('refuses %j', async (address) => {
      const answer = await search({ email: address });
      expect(errorsOf(answer).map((item) => item.field)).toEqual([field('email')]);
    });
  });

  describe('by several criteria', () => {
    it('narrows: all must fit', async () => {
      const [address, number] = [email(), nif()];
      const id = await withDocument('NIF', number, contact(address));
      const fitting = { identity_document: number, identity_document_type: 'NIF', email: address };
      expect(await found(fitting)).toBe(id);
      expect(await found({ ...fitting, email: email() })).toBe(NOBODY);
      expect(await found({ ...fitting, identity_document: nif() })).toBe(NOBODY);
      expect(await found({ ...fitting, identity_document_type: 'NIE' })).toBe(NOBODY);
    });

    it('finds the holder of the document behind a digital customer with the same email', async () => {
      const [address, number] = [email(), nif()];
      const id = await withDocument('NIF', number, contact(address));
      const digital = await create(digitalCustomer({ digital_personal_info: { email: address } }));
      expect(await found({ email: address })).toBe(digital);
      expect(await found({ email: address, identity_document: number })).toBe(id);
      expect(await found({ email: address, identity_document_type: 'NIF' })).toBe(id);
    });

    it('narrows an email by the type of document alone', async () => {
      const address = email();
      const person = await withDocument('NIF', nif(), contact(address));
      const foreigner = await withDocument('PASSPORT', `P${externalId().slice(-6)}1`, contact(address));
      expect(await found({ email: address, identity_document_type: 'NIF' })).toBe(person);
      expect(await found({ email: address, identity_document_type: 'PASSPORT' })).toBe(foreigner);
      expect(await found({ email: address, identity_document_type: 'CIF' })).toBe(NOBODY);
      await service.database.query(
        `INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from, retired_at)
         VALUES ('telco', $1, 'NIE', $2, now(), now())`,
        [externalId(), person],
      );
      expect(await found({ email: address, identity_document_type: 'NIE' })).toBe(person);
    });

    it('finds a company by email and the type that its number was registered under', async () => {
      const address = email();
      const identity_document = { type: 'NIF', number: 'A58818501' };
      const id = await create(corporateCustomer({ ...contact(address), company_info: { identity_document } }));
      expect(await found({ email: address, identity_document_type: 'NIF' })).toBe(id);
      expect(await found({ email: address, identity_document_type: 'CIF' })).toBe(id);
    });

    it.each<[string, Criteria]>([
      ['no criterion', {}],
      ['the type alone', { identity_document_type: 'NIF' }],
    ])('refuses %s', async (_what, criteria) => {
      const answer = await search(criteria);
      expect(outcome(answer)).toBe(REFUSED);
      expect(errorsOf(answer)[0]?.message).toMatch(
        /^At least one of identity_document, email(, external_id)? must be present$/,
      );
    });

    it('refuses an unknown type, with every other violation', async () => {
      const answer = await search({ identity_document_type: 'DNI', identity_document: '', email: 'x' });
      expect(errorsOf(answer).map((item) => item.field)).toEqual([
        field('identity_document'),
        field('identity_document_type'),
        field('email'),
      ]);
    });
  });

  it('sees the very last change: a delete, a patched email, a retired document', async () => {
    const [number, first, second] = [nif(), email(), email()];
    const id = await withDocument('NIF', number, contact(first));
    const digital = await create(digitalCustomer({ digital_personal_info: { email: email() } }));
    const patch = (target: string, body: object): Promise<Answer> =>
      service.call('PATCH', `${CUSTOMERS}/${target}`, { body });
    for (let turn = 0; turn < 10; turn++) {
      const address = email();
      await patch(id, contact(address));
      expect(await found({ email: address })).toBe(id);
      expect(await found({ email: first })).toBe(NOBODY);
      const login = email();
      await patch(digital, { digital_personal_info: { email: login } });
      expect(await found({ email: login })).toBe(digital);
    }
    await patch(id, contact(second));
    await service.call('DELETE', `${CUSTOMERS}/${id}`);
    expect(await found({ identity_document: number })).toBe(NOBODY);
    expect(await found({ email: second })).toBe(NOBODY);
  });

  it('knows the customers of its own org only', async () => {
    const number = nif();
    await withDocument('NIF', number);
    expect(outcome(await search({ identity_document: number }, 'other'))).toBe(NOBODY);
    expect(outcome(await search({ identity_document: number }, 'nobody'))).toBe('404 MCUS.404.002');
    expect(outcome(await search({ email: email() }, 'nobody'))).toBe('404 MCUS.404.002');
    expect(outcome(await search({}, 'nobody'))).toBe(REFUSED);
  });
});
