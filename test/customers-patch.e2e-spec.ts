import { corporateCustomer, digitalCustomer, email, privateCustomer, publishedCustomer } from './factories';
import { outcome } from './setup/http';
import { patching } from './setup/patching';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

type Customer = Record<string, unknown>;

/** The request example of the published page. */
const PUBLISHED_PATCH = {
  preferred_language: 'es',
  contact_info: {
    phone_numbers: [{ country_code: '+34', number: '615667898', type: 'MOBILE' }],
    emails: [{ email: 'email@example.com' }],
  },
  personal_info: {
    name: 'Antonio',
    first_surname: 'Benavente',
    second_surname: 'Blanco',
    birthdate: '2022-01-01',
    nationality: 'ES',
  },
};

describe('PATCH /v4/orgs/{org_id}/customers/{customer_id}', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const { create, patch, read, patched, violations } = patching(() => service);

  it('takes the published example: 204, a new ETag, no body', async () => {
    const path = await create(publishedCustomer());
    await service.database.query("UPDATE customers SET updated_at = created_at - interval '1 day'");
    const before = await read(path);
    const answer = await patch(path, PUBLISHED_PATCH);
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([204, '', '"2"']);
    const after = await service.call('GET', path);
    expect(after.headers['etag']).toBe('"2"');
    const { updated_at, ...rest } = after.json<Record<string, string>>();
    const { updated_at: earlier, ...same } = before;
    expect(rest).toEqual(same);
    expect(String(updated_at) > String(earlier)).toBe(true);
  });

  it('takes application/merge-patch+json', async () => {
    const path = await create(digitalCustomer());
    const headers = { 'content-type': 'application/merge-patch+json' };
    expect(outcome(await patch(path, { segment: 'VIP' }, headers))).toBe('204');
    expect(await read(path)).toMatchObject({ segment: 'VIP' });
  });

  it('leaves alone what is absent', async () => {
    const body = publishedCustomer();
    expect(await patched(body, { segment: 'VIP' })).toEqual({ ...body, segment: 'VIP' });
    const personal_info = { ...(body['personal_info'] as object), name: 'José', identity_document: expect.anything() };
    expect(await patched(publishedCustomer(), { personal_info: { name: ' Jose\u0301 ' } })).toEqual({
      ...body,
      personal_info,
    });
  });

  it('clears what is null, wherever it may be missing', async () => {
    const customer = publishedCustomer();
    const { identity_document } = customer['personal_info'] as { identity_document: object };
    const cleared = await patched(customer, {
      preferred_language: null,
      segment: null,
      contact_info: null,
      personal_info: { second_surname: null, gender: null, nationality: null, birthdate: null },
    });
    expect(cleared).toEqual({
      type: 'PRIVATE_CUSTOMER',
      personal_info: { identity_document, name: 'Antonio', first_surname: 'Benavente' },
    });
    expect(
      await patched(corporateCustomer({ company_info: { founding_date: '1990-01-01' } }), {
        company_info: { founding_date: null },
      }),
    ).toEqual({
      type: 'CORPORATE_CUSTOMER',
      company_info: { identity_document: expect.anything(), legal_name: 'Acme, S.L.' },
    });
  });

  it('clears what is missing already, too', async () => {
    const customer = digitalCustomer();
    expect(await patched(customer, { segment: null, contact_info: null })).toEqual(customer);
    const contact_info = { emails: null, phone_numbers: [], postal_address: null };
    const other = digitalCustomer();
    expect(await patched(other, { contact_info })).toEqual(other);
  });

  it('moves the ETag with every 204, and never without one', async () => {
    const path = await create(digitalCustomer());
    for (const [body, expected] of [
      [{ segment: 'A' }, '"2"'],
      [{ segment: 'A' }, '"3"'],
      [{ segment: 'a' }, '"3"'],
      [{ segment: null }, '"4"'],
    ] as const) {
      await patch(path, body);
      expect((await service.call('GET', path)).headers['etag']).toBe(expected);
    }
  });

  describe('of contact information', () => {
    const phone = (number: string, more = {}): object => ({ country_code: '+34', number, type: 'MOBILE', ...more });

    it('replaces a list as a whole, with its default', async () => {
      const customer = publishedCustomer();
      const contact_info = { phone_numbers: [phone('612 345 678'), { country_code: '+34', number: '912345678' }] };
      expect(await patched(customer, { contact_info })).toMatchObject({
        contact_info: {
          ...(customer['contact_info'] as object),
          phone_numbers: [
            phone('612345678', { is_default: true }),
            { country_code: '+34', number: '912345678', type: 'FIXED_LINE', is_default: false },
          ],
        },
      });
    });

    it.each([[[]], [null]])('clears a list by %j, and nothing else', async (list) => {
      const customer = publishedCustomer();
      const { phone_numbers, ...rest } = customer['contact_info'] as Customer;
      expect(await patched(customer, { contact_info: { phone_numbers: list } })).toMatchObject({ contact_info: rest });
      const contact_info = { phone_numbers: list, emails: list, postal_address: null };
      expect(Object.keys(await patched(publishedCustomer(), { contact_info }))).not.toContain('contact_info');
    });

    it('refuses a list that a create would refuse', async () => {
      const emails = [
        { email: 'a@example.com', is_default: true },
        { email: 'b@example.com', is_default: true },
      ];
      expect(await violations(digitalCustomer(), { contact_info: { emails, phone_numbers: [null] } })).toEqual([
        ['/contact_info/phone_numbers/0', 'contact_info.phone_numbers[0] must be an object'],
        ['/contact_info/emails', 'contact_info.emails must have exactly one item with is_default true'],
      ]);
    });

    it('follows the default email with its search', async () => {
      const path = await create(privateCustomer());
      const [first, second] = [email(), email()];
      const search = async (address: string): Promise<number> =>
        (await service.call('GET', `${CUSTOMERS}/search?email=${address}`)).status;
      await patch(path, { contact_info: { emails: [{ email: first }, { email: second }] } });
      expect([await search(first), await search(second)]).toEqual([200, 404]);
      await patch(path, { contact_info: { emails: [{ email: first }, { email: second, is_default: true }] } });
      expect([await search(first), await search(second)]).toEqual([404, 200]);
      await patch(path, { contact_info: { phone_numbers: [] } });
      expect(await search(second)).toBe(200);
      await patch(path, { contact_info: { emails: null } });
      expect(await search(second)).toBe(404);
    });
  });

  describe('of the postal address', () => {
    const madrid = (publishedCustomer()['contact_info'] as { postal_address: Customer }).postal_address;
    const paris = { address_lines: ['1 rue X'], locality: 'Paris', region_code: 'FR' };
    const withAddress = (postal_address?: object): object => digitalCustomer({ contact_info: { postal_address } });
    const address = (postal_address: unknown): object => ({ contact_info: { postal_address } });

    it.each<[what: string, before: Customer | undefined, change: Customer, after: Customer]>([
      ['changes a line', madrid, { address_lines: ['Calle Nueva 1'] }, { ...madrid, address_lines: ['Calle Nueva 1'] }],
      ['changes the code', madrid, { postal_code: '08001' }, { ...madrid, postal_code: '08001' }],
      ['keeps the code abroad', madrid, { region_code: 'FR' }, { ...madrid, region_code: 'FR' }],
      [
        'moves to Spain with a code',
        paris,
        { region_code: 'ES', postal_code: '28001' },
        { ...paris, region_code: 'ES', postal_code: '28001' },
      ],
      [
        'moves to Spain with the code it had',
        { ...paris, postal_code: '28001' },
        { region_code: 'ES' },
        { ...paris, region_code: 'ES', postal_code: '28001' },
      ],
      [
        'leaves Spain without a code',
        madrid,
        { region_code: 'FR', postal_code: null },
        (({ postal_code, ...rest }) => ({ ...rest, region_code: 'FR' }))(madrid),
      ],
      ['replaces it by members', madrid, { ...paris, postal_code: null, administrative_area: null }, paris],
      ['is the first', undefined, madrid, madrid],
      ['is the first, with nulls', undefined, { ...paris, postal_code: null }, paris],
    ])('%s', async (_what, before, change, after) => {
      const { contact_info } = await patched(withAddress(before), address(change));
      expect(contact_info).toEqual({ postal_address: after });
    });

    it('is cleared by null', async () => {
      expect(Object.keys(await patched(withAddress(madrid), address(null)))).not.toContain('contact_info');
    });

    it.each<[what: string, before: Customer | undefined, change: Customer, ...fields: string[]]>([
      ['a part of none', undefined, { locality: 'Madrid' }, 'address_lines', 'region_code'],
      ['a code of no province', madrid, { postal_code: '99999' }, 'postal_code'],
      ['a foreign code in Spain', madrid, { postal_code: 'SW1A 1AA' }, 'postal_code'],
      ['no code in Spain', madrid, { postal_code: null }, 'postal_code'],
      ['Spain without a code', paris, { region_code: 'ES' }, 'postal_code'],
      ['Spain with the foreign code it had', { ...paris, postal_code: 'X1' }, { region_code: 'ES' }, 'postal_code'],
      ['no locality', madrid, { locality: null }, 'locality'],
      ['no lines', madrid, { address_lines: null }, 'address_lines'],
      ['an empty list of lines', madrid, { address_lines: [] }, 'address_lines'],
      ['no country', madrid, { region_code: null }, 'region_code'],
      ['the word undefined', madrid, { address_lines: ['undefined 2'] }, 'address_lines/0'],
    ])('must not become %s', async (_what, before, change, ...fields) => {
      const found = await violations(withAddress(before), address(change));
      expect(found.map(([field]) => field)).toEqual(fields.map((name) => `/contact_info/postal_address/${name}`));
    });
  });
});
