import { corporateCustomer, digitalCustomer, email, privateCustomer } from './factories';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

/** The rules of contract §2 and §4, one broken at a time: the answer points at the member. */
describe('members of a new customer', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const create = (body: unknown): Promise<Answer> => service.call('POST', '/v4/orgs/telco/customers', { body });

  const personal = (info: object): unknown => privateCustomer({ personal_info: info });
  const document = (type: string, number: unknown): unknown => personal({ identity_document: { type, number } });
  const company = (type: string, number: string): unknown =>
    corporateCustomer({ company_info: { identity_document: { type, number } } });
  const address = (change: object): unknown =>
    digitalCustomer({
      contact_info: { postal_address: { address_lines: ['x'], locality: 'x', region_code: 'FR', ...change } },
    });
  const phones = (...phone_numbers: object[]): unknown => digitalCustomer({ contact_info: { phone_numbers } });
  const MOBILE = { country_code: '+34', number: '615667898' };

  it.each([
    ['/personal_info/identity_document/number', 'a wrong letter', document('NIF', '14861628A')],
    ['/personal_info/identity_document/number', 'a NIE as NIF', document('NIF', 'X1234567L')],
    ['/personal_info/identity_document/number', 'a CIF as NIF of a person', document('NIF', 'B64717838')],
    ['/personal_info/identity_document/number', '41 characters', document('PASSPORT', ' '.repeat(40) + 'A1')],
    ['/personal_info/identity_document/number', 'NUL', document('PASSPORT', 'A\u0000123456')],
    ['/personal_info/identity_document', 'no document', personal({ identity_document: null })],
    ['/company_info/identity_document/type', 'a passport for a company', company('PASSPORT', 'A1234567')],
    ['/company_info/identity_document/number', 'a wrong CIF', company('CIF', 'B64717837')],
    ['/personal_info/first_surname', 'no surname with a NIF', personal({ first_surname: null })],
    ['/personal_info/name', 'a name of 101', personal({ name: 'a'.repeat(101) })],
    ['/personal_info/name', 'a lone surrogate', personal({ name: 'a\ud800' })],
    ['/personal_info/name', 'a right-to-left override', personal({ name: 'a\u202eb' })],
    ['/personal_info/name', 'U+FEFF', personal({ name: '\ufeffa' })],
    ['/personal_info/gender', 'an unknown gender', personal({ gender: 'male' })],
    ['/personal_info/nationality', 'no country', personal({ nationality: 'ZZ' })],
    ['/personal_info/birthdate', 'a date-time', personal({ birthdate: '2022-01-01T00:00:00Z' })],
    ['/personal_info/birthdate', 'a birth in 1899', personal({ birthdate: '1899-12-31' })],
    ['/personal_info/birthdate', 'a birth tomorrow', personal({ birthdate: day(1) })],
    [
      '/company_info/founding_date',
      'a foundation tomorrow',
      corporateCustomer({ company_info: { founding_date: day(1) } }),
    ],
    [
      '/company_info/legal_name',
      '201 characters',
      corporateCustomer({ company_info: { legal_name: 'a'.repeat(201) } }),
    ],
    [
      '/digital_personal_info/email',
      '83 characters',
      digitalCustomer({ digital_personal_info: { email: `${'a'.repeat(64)}@${'b'.repeat(14)}.com` } }),
    ],
    ['/external_id', '65 characters', digitalCustomer({ external_id: 'a'.repeat(65) })],
    ['/contact_info/phone_numbers', 'eleven phones', phones(...Array.from({ length: 11 }, () => MOBILE))],
    [
      '/contact_info/phone_numbers',
      'two defaults',
      phones({ ...MOBILE, is_default: true }, { ...MOBILE, is_default: true }),
    ],
    ['/contact_info/phone_numbers/1/type', 'a mobile as fixed line', phones(MOBILE, { ...MOBILE, type: 'FIXED_LINE' })],
    [
      '/contact_info/phone_numbers/0/country_code',
      'a calling code of nobody',
      phones({ country_code: '+999', number: '615667898' }),
    ],
    ['/contact_info/postal_address/address_lines', 'no line', address({ address_lines: [] })],
    [
      '/contact_info/postal_address/address_lines',
      'six lines',
      address({ address_lines: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    ],
    ['/contact_info/postal_address/address_lines/0', '101 characters', address({ address_lines: ['a'.repeat(101)] })],
    ['/contact_info/postal_address/postal_code', 'no code in Spain', address({ region_code: 'ES' })],
    ['/contact_info/postal_address/postal_code', 'province 53', address({ region_code: 'ES', postal_code: '53000' })],
    ['/contact_info/postal_address/postal_code', '21 characters', address({ postal_code: '1'.repeat(21) })],
  ])('%s: refuses %s', async (field, _what, body) => {
    const answer = await create(body);
    expect([answer.status, errorsOf(answer).map((error) => error.field)]).toEqual([400, [field]]);
  });

  it.each([
    [
      ['/personal_info/identity_document/number', '/personal_info/first_surname'],
      personal({ identity_document: { type: 'NIF' }, first_surname: undefined }),
    ],
    [
      ['/contact_info/postal_address/locality', '/contact_info/postal_address/postal_code'],
      address({ region_code: 'ES', locality: '' }),
    ],
    [
      [
        '/contact_info/phone_numbers/0/number',
        '/contact_info/phone_numbers/1/country_code',
        '/contact_info/phone_numbers',
      ],
      phones({ ...MOBILE, number: '1', is_default: true }, { ...MOBILE, country_code: '34', is_default: true }),
    ],
    [
      ['/contact_info/emails/0/email', '/contact_info/emails'],
      digitalCustomer({
        contact_info: {
          emails: [
            { email: 'x', is_default: true },
            { email: email(), is_default: true },
          ],
        },
      }),
    ],
  ])('one broken rule does not hide another: %j', async (fields, body) => {
    expect(errorsOf(await create(body)).map(({ field }) => field)).toEqual(fields);
  });

  it('cleans the type like every other string', async () => {
    expect(outcome(await create({ ...(digitalCustomer() as object), type: ' DIGITAL_CUSTOMER ' }))).toBe('201');
  });

  it.each([
    ['a NIE', document('NIE', 'X1234567L')],
    [
      'a passport without surname',
      privateCustomer({
        personal_info: { identity_document: { type: 'PASSPORT', number: 'XDA-123456' }, first_surname: undefined },
      }),
    ],
    ['the NIE of a sole trader', company('NIE', 'Y7875935J')],
    ['a birth today', personal({ birthdate: day(0) })],
    ['100 astral characters', personal({ name: '𐐀'.repeat(100) })],
    ['Kosovo', address({ region_code: 'XK' })],
    ['a foreign address without code', address({})],
    ['a machine-to-machine number', phones({ country_code: '+34', number: '590 1234567890' })],
    ['an international domain', digitalCustomer({ digital_personal_info: { email: `${email()}spaña.es` } })],
  ])('takes %s', async (_what, body) => {
    expect(outcome(await create(body))).toBe('201');
  });
});

/** The calendar day so many days from today, UTC. */
function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}
