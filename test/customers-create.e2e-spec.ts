import {
  corporateCustomer,
  digitalCustomer,
  email,
  externalId,
  nif,
  privateCustomer,
  publishedCustomer,
} from './factories';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('POST /v4/orgs/{org_id}/customers', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const create = (body: unknown, org = 'telco'): Promise<Answer> =>
    service.call('POST', `/v4/orgs/${org}/customers`, { body });

  async function readBack(body: unknown): Promise<Record<string, unknown>> {
    const answer = await create(body);
    expect(outcome(answer)).toBe('201');
    return (await service.call('GET', answer.headers['location'] ?? '')).json();
  }

  /** Pointer and message of every violation. */
  async function violations(body: unknown): Promise<[field: string | undefined, message: string][]> {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    return errorsOf(answer).map(({ code, field, message }) => {
      expect(code).toBe('MCUS.999.998');
      return [field, message];
    });
  }

  it('answers the published example with 201, id, Location and ETag', async () => {
    const answer = await create(publishedCustomer('14861628V'));
    const { id } = answer.json<{ id: string }>();
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json())).toEqual(['id']);
    expect(id).toMatch(UUID_V7);
    expect(answer.headers).toMatchObject({
      location: `${CUSTOMERS}/${id}`,
      etag: '"1"',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it.each([
    ['private', privateCustomer],
    ['corporate', corporateCustomer],
    ['digital', digitalCustomer],
  ])('takes a %s customer with the least that it must have', async (_type, factory) => {
    const body = factory();
    expect(await readBack(body)).toMatchObject(body);
  });

  it('stores canonical forms', async () => {
    const number = nif();
    const customer = await readBack(
      privateCustomer({
        external_id: '  a   b ',
        personal_info: {
          identity_document: {
            type: 'NIF',
            number: ` ${number.slice(0, 4)}.${number.slice(4, 8)}-${number[8]?.toLowerCase()}`,
          },
          name: ' Jose\u0301   Luis ',
        },
        contact_info: {
          phone_numbers: [
            { country_code: '+34', number: '(91) 412-34.56/' },
            { country_code: '+34', number: '712 345 678' },
          ],
          emails: [{ email: 'First.Last@EXAMPLE.com' }, { email: 'second@example.com', is_default: true }],
        },
      }),
    );
    expect(customer).toMatchObject({
      external_id: 'a b',
      personal_info: { identity_document: { type: 'NIF', number }, name: 'José Luis' },
      contact_info: {
        phone_numbers: [
          { country_code: '+34', number: '914123456', type: 'FIXED_LINE', is_default: true },
          { country_code: '+34', number: '712345678', type: 'MOBILE', is_default: false },
        ],
        emails: [
          { email: 'First.Last@EXAMPLE.com', is_default: false },
          { email: 'second@example.com', is_default: true },
        ],
      },
    });
  });

  it('keeps the comparison key of the default contact email, and of the email of a digital customer', async () => {
    const contact_info = { emails: [{ email: 'a@x.es' }, { email: 'Angel@X.es', is_default: true }] };
    const digital_personal_info = { email: 'Digital@ESPAÑA.es' };
    const answer = await create(digitalCustomer({ contact_info, digital_personal_info }));
    const { id } = answer.json<{ id: string }>();
    const keys = await service.database.query(
      'SELECT contact_email_key, login_email_key FROM customers WHERE id = $1',
      [id],
    );
    expect(keys).toEqual([{ contact_email_key: 'angel@x.es', login_email_key: 'digital@xn--espaa-rta.es' }]);
  });

  it('stores a NIF in CIF form as the CIF of a company', async () => {
    const identity_document = { type: 'NIF', number: 'b-6471.7838' };
    const customer = await readBack(corporateCustomer({ company_info: { identity_document } }));
    expect(customer).toMatchObject({ company_info: { identity_document: { type: 'CIF', number: 'B64717838' } } });
    const again = await create(
      corporateCustomer({ company_info: { identity_document: { type: 'CIF', number: 'B64717838' } } }),
    );
    expect(outcome(again)).toBe('409 MCUS.409.001');
  });

  it('drops unknown members and takes null for an absent optional one', async () => {
    const customer = await readBack({
      ...privateCustomer({ external_id: null, segment: null, contact_info: null, company_info: null, nickname: 'x' }),
      ['__proto__']: { segment: 'X' },
      constructor: 1,
    });
    expect(Object.keys(customer)).toEqual(['id', 'type', 'personal_info', 'created_at', 'updated_at']);
  });

  it('lists every violation of path and body in one answer', async () => {
    const answer = await service.call('POST', '/v4/orgs/!/customers', {
      body: {
        type: 'PRIVATE_CUSTOMER',
        preferred_language: 'ES',
        segment: 'consumer',
        company_info: {},
        contact_info: {
          phone_numbers: [{ country_code: '34', number: 615667898, is_default: 'yes' }],
          emails: [{ email: 'a@b' }, null, 'x'],
          postal_address: { address_lines: ['x', 'undefined', ''], region_code: 'UK' },
        },
        personal_info: { identity_document: { type: 'CIF', number: [] }, name: '123', birthdate: '2022-02-30' },
      },
    });
    expect(errorsOf(answer).map(({ field, message }) => `${field} ${message}`)).toEqual([
      'undefined org_id must be 1 to 63 letters, digits, dots, underscores or dashes, beginning with a letter or digit',
      '/preferred_language preferred_language must be an ISO 639-1 language code in lower case',
      '/segment segment must be 1 to 32 upper-case letters, digits or underscores, beginning with a letter',
      '/contact_info/phone_numbers/0/country_code contact_info.phone_numbers[0].country_code must be + and a country calling code',
      '/contact_info/phone_numbers/0/number contact_info.phone_numbers[0].number must be a string',
      '/contact_info/phone_numbers/0/is_default contact_info.phone_numbers[0].is_default must be true or false',
      '/contact_info/emails/0/email contact_info.emails[0].email must be an email address',
      '/contact_info/emails/1 contact_info.emails[1] must be an object',
      '/contact_info/emails/2 contact_info.emails[2] must be an object',
      '/contact_info/postal_address/address_lines/1 contact_info.postal_address.address_lines[1] must be printable and must not contain the word undefined',
      '/contact_info/postal_address/address_lines/2 contact_info.postal_address.address_lines[2] must not be empty',
      '/contact_info/postal_address/locality contact_info.postal_address.locality is required',
      '/contact_info/postal_address/region_code contact_info.postal_address.region_code must be an ISO 3166-1 alpha-2 country code in upper case',
      '/personal_info/identity_document/type personal_info.identity_document.type must be one of NIF, NIE, PASSPORT',
      '/personal_info/identity_document/number personal_info.identity_document.number must be a string',
      '/personal_info/name personal_info.name must be printable and have at least one letter',
      '/personal_info/birthdate personal_info.birthdate must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future',
      '/company_info company_info belongs to another type of customer',
    ]);
  });

  it.each([
    ['no type', {}, '/type', 'type is required'],
    [
      'an unknown type',
      { type: 'X' },
      '/type',
      'type must be one of PRIVATE_CUSTOMER, CORPORATE_CUSTOMER, DIGITAL_CUSTOMER',
    ],
    [
      'a type that is no string',
      { type: ['PRIVATE_CUSTOMER'] },
      '/type',
      'type must be one of PRIVATE_CUSTOMER, CORPORATE_CUSTOMER, DIGITAL_CUSTOMER',
    ],
    [
      'a type that objects inherit',
      { type: 'constructor' },
      '/type',
      'type must be one of PRIVATE_CUSTOMER, CORPORATE_CUSTOMER, DIGITAL_CUSTOMER',
    ],
    ['no section', { type: 'DIGITAL_CUSTOMER' }, '/digital_personal_info', 'digital_personal_info is required'],
    ['a null section', { type: 'CORPORATE_CUSTOMER', company_info: null }, '/company_info', 'company_info is required'],
    [
      'a section that is a list',
      { type: 'PRIVATE_CUSTOMER', personal_info: [] },
      '/personal_info',
      'personal_info must be an object',
    ],
    ['null', null, '', 'body must be an object'],
    ['a list', [], '', 'body must be an object'],
    ['a string', '"x"', '', 'body must be an object'],
    ['nothing', '', '', 'body must be an object'],
  ])('refuses %s', async (_what, body, field, message) => {
    expect(await violations(body)).toEqual([[field, message]]);
  });

  it('never repeats what the client sent', async () => {
    const answer = await create({
      type: 'canary-1',
      personal_info: { name: 'canary\u202e', canary2: 1, birthdate: 'canary-3' },
    });
    expect(answer.text).not.toContain('canary');
  });

  it('answers with a hundred violations at most', async () => {
    const phone_numbers = Array.from({ length: 10 }, () => ({ country_code: 1, number: 1, type: 1, is_default: 1 }));
    const emails = Array.from({ length: 10 }, () => ({ email: 1, is_default: 1 }));
    const many = {
      type: 'X',
      contact_info: { phone_numbers, emails, postal_address: 1 },
      personal_info: { identity_document: 1 },
    };
    expect((await violations(many)).length).toBeLessThanOrEqual(100);
    expect((await violations(many)).length).toBeGreaterThan(60);
  });

  describe('conflicts', () => {
    it('of the document, whatever its spelling', async () => {
      const number = nif();
      const typed = `${number.slice(0, 8)}-${number[8]?.toLowerCase()}`;
      await create(privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } }));
      const answer = await create(
        corporateCustomer({ company_info: { identity_document: { type: 'NIF', number: typed } } }),
      );
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({ code: 'MCUS.409.001', field: '/company_info/identity_document/number' }),
      ]);
    });

    it('of the external id', async () => {
      const external_id = externalId();
      await create(digitalCustomer({ external_id }));
      const answer = await create(privateCustomer({ external_id: ` ${external_id}` }));
      expect(errorsOf(answer)).toEqual([expect.objectContaining({ code: 'MCUS.409.002', field: '/external_id' })]);
    });

    it('of the digital email, by its comparison key', async () => {
      const address = email();
      await create(digitalCustomer({ digital_personal_info: { email: address } }));
      const answer = await create(digitalCustomer({ digital_personal_info: { email: address.toUpperCase() } }));
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({ code: 'MCUS.409.003', field: '/digital_personal_info/email' }),
      ]);
    });

    it('only within the organization', async () => {
      const body = publishedCustomer();
      expect((await create(body)).status).toBe(201);
      expect((await create(body, 'other')).status).toBe(201);
    });

    it('leave nothing behind', async () => {
      const [number, external_id] = [nif(), externalId()];
      await create(privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } }));
      const failed = await create(
        privateCustomer({ external_id, personal_info: { identity_document: { type: 'NIF', number } } }),
      );
      const retried = await create(privateCustomer({ external_id }));
      expect([failed.status, retried.status]).toEqual([409, 201]);
    });

    it('do not arise from a contact email, which families share', async () => {
      const contact_info = { emails: [{ email: email() }] };
      expect((await create(privateCustomer({ contact_info }))).status).toBe(201);
      expect((await create(privateCustomer({ contact_info }))).status).toBe(201);
    });
  });

  it('answers 404 for an unknown org, after the rules of the body', async () => {
    expect(outcome(await create(privateCustomer(), 'nobody'))).toBe('404 MCUS.404.002');
    expect(outcome(await create({}, 'nobody'))).toBe('400 MCUS.999.998');
  });
});
