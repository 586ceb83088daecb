import { corporateCustomer, digitalCustomer, email, privateCustomer } from './factories';
import { errorsOf, outcome } from './setup/http';
import { patching } from './setup/patching';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const REFUSED = '400 MCUS.999.998';
const NOTHING_GIVEN = 'At least one field must be present';

describe('rules of PATCH /v4/orgs/{org_id}/customers/{customer_id}', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const { create, patch, read, patched, violations } = patching(() => service);

  describe('sections', () => {
    it.each<[string, () => object, object]>([
      ['personal_info', digitalCustomer, { personal_info: { name: 'Ana' } }],
      ['company_info', privateCustomer, { company_info: { legal_name: 'X' } }],
      ['digital_personal_info', corporateCustomer, { digital_personal_info: { name: 'Ana' } }],
    ])('refuse the one of another type: %s', async (name, customer, body) => {
      expect(await violations(customer(), body)).toEqual([[`/${name}`, `${name} belongs to another type of customer`]]);
      expect(await violations(customer(), { ...body, segment: 'X' })).toHaveLength(1);
    });

    it('refuse the other one of two, and both when neither fits', async () => {
      const two = { personal_info: { name: 'Ana' }, company_info: { legal_name: 'X' } };
      expect(await violations(corporateCustomer(), two)).toEqual([
        ['/personal_info', 'personal_info belongs to another type of customer'],
      ]);
      expect(await violations(digitalCustomer(), two)).toHaveLength(2);
    });

    it.each<[string, () => object, object, string, rule?: string]>([
      ['personal_info', privateCustomer, { personal_info: null }, '/personal_info'],
      ['company_info', privateCustomer, { company_info: null }, '/company_info'],
      ['name', privateCustomer, { personal_info: { name: null } }, '/personal_info/name'],
      [
        'first_surname',
        privateCustomer,
        { personal_info: { first_surname: null } },
        '/personal_info/first_surname',
        'is required',
      ],
      ['legal_name', corporateCustomer, { company_info: { legal_name: null } }, '/company_info/legal_name'],
      ['email', digitalCustomer, { digital_personal_info: { email: null } }, '/digital_personal_info/email'],
    ])('cannot clear %s', async (_what, customer, body, field, rule = 'must not be null') => {
      const member = field.slice(1).replace('/', '.');
      expect(await violations(customer(), body)).toEqual([[field, `${member} ${rule}`]]);
    });

    it('do without a first surname where the document is no NIF', async () => {
      const identity_document = { type: 'PASSPORT', number: 'XDA123456' };
      expect(
        await patched(privateCustomer({ personal_info: { identity_document } }), {
          personal_info: { first_surname: null },
        }),
      ).toEqual({
        type: 'PRIVATE_CUSTOMER',
        personal_info: { identity_document, name: 'Antonio' },
      });
    });

    it('keep the document, the type and the external id', async () => {
      const customer = privateCustomer({ external_id: 'mine' });
      const foreign = { type: 'PASSPORT', number: 'XDA000001' };
      const body = {
        type: 'X',
        id: 'x',
        external_id: 'x',
        segment: 'A',
        personal_info: { name: 'Ana', identity_document: foreign },
      };
      expect(await patched(customer, body)).toEqual({
        ...customer,
        segment: 'A',
        personal_info: { ...(customer['personal_info'] as object), name: 'Ana' },
      });
    });

    it('hold every rule of create, all violations at once', async () => {
      const body = {
        preferred_language: 'ES',
        segment: 1,
        contact_info: { postal_address: 'x' },
        personal_info: {
          name: '1',
          birthdate: '2022-02-30',
          gender: 'X',
          nationality: 'XX',
          second_surname: 'a'.repeat(101),
        },
        company_info: [],
      };
      const found = await violations(privateCustomer(), body);
      expect(found.map(([field]) => field)).toEqual([
        '/preferred_language',
        '/segment',
        '/contact_info/postal_address',
        '/personal_info/name',
        '/personal_info/second_surname',
        '/personal_info/gender',
        '/personal_info/nationality',
        '/personal_info/birthdate',
        '/company_info',
      ]);
    });
  });

  describe('needs at least one field', () => {
    const representative = { identity_document: { number: '12345678Z', type: 'NIF' } };

    it.each<[body: object, field: string]>([
      [{}, ''],
      [{ nickname: 'x', external_id: 'x', type: 'PRIVATE_CUSTOMER' }, ''],
      [{ personal_info: {} }, '/personal_info'],
      [{ personal_info: { nickname: 'x', identity_document: { type: 'NIF', number: '12345678Z' } } }, '/personal_info'],
      [{ segment: 'X', personal_info: {} }, '/personal_info'],
      [{ contact_info: {} }, '/contact_info'],
      [{ contact_info: { postal_address: {} } }, '/contact_info/postal_address'],
      [{ company_info: { associated_users: [representative] } }, '/company_info'],
      [{ company_info: { associated_users: [] } }, '/company_info'],
      [{ company_info: { associated_users: null } }, '/company_info'],
      [{ company_info: { associated_users: 'x' } }, '/company_info'],
      [{ company_info: { associated_users: 5, nickname: 'x' } }, '/company_info'],
      [{ segment: 'X', company_info: { associated_users: [] } }, '/company_info'],
    ])('%j', async (body, field) => {
      for (const customer of [privateCustomer(), corporateCustomer(), digitalCustomer()]) {
        expect(await violations(customer, body)).toEqual([[field, NOTHING_GIVEN]]);
      }
    });

    it.each([[[representative]], [[]], [null], ['x'], [[{ identity_document: 5 }]]])(
      'and ignores associated_users beside valid fields: %j',
      async (associated_users) => {
        const customer = corporateCustomer();
        const path = await create(customer);
        await service.call('PUT', `${path}/associated_users`, { body: { associated_users: [representative] } });
        const body = { company_info: { legal_name: 'IBM', founding_date: '1990-01-01', associated_users } };
        expect(outcome(await patch(path, body))).toBe('204');
        expect(await read(path)).toMatchObject({
          company_info: { legal_name: 'IBM', founding_date: '1990-01-01', associated_users: [representative] },
        });
      },
    );
  });

  describe('of the digital email', () => {
    it('frees the old one and takes the new one', async () => {
      const [first, second] = [email(), email()];
      const path = await create(digitalCustomer({ digital_personal_info: { email: first } }));
      expect(outcome(await patch(path, { digital_personal_info: { email: second.toUpperCase() } }))).toBe('204');
      expect(await read(path)).toMatchObject({ digital_personal_info: { email: second.toUpperCase() } });
      await create(digitalCustomer({ digital_personal_info: { email: first } }));
      const taken = await service.call('POST', CUSTOMERS, {
        body: digitalCustomer({ digital_personal_info: { email: second } }),
      });
      expect(outcome(taken)).toBe('409 MCUS.409.003');
    });

    it('answers 409 when it is taken, and changes nothing', async () => {
      const address = email();
      await create(digitalCustomer({ digital_personal_info: { email: address } }));
      const path = await create(digitalCustomer());
      const before = (await service.call('GET', path)).text;
      const answer = await patch(path, { segment: 'X', digital_personal_info: { email: address, name: 'Ana' } });
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({ code: 'MCUS.409.003', field: '/digital_personal_info/email' }),
      ]);
      expect((await service.call('GET', path)).text).toBe(before);
    });

    it('may be its own in another spelling', async () => {
      const address = email();
      const path = await create(digitalCustomer({ digital_personal_info: { email: address } }));
      expect(outcome(await patch(path, { digital_personal_info: { email: address.toUpperCase() } }))).toBe('204');
    });
  });

  describe('If-Match', () => {
    it.each(['"1"', '*', '"7", "1"', ' "1" ', 'W/"1", "1"', ',"1",'])('%s: 204', async (tags) => {
      const path = await create(digitalCustomer());
      const answer = await patch(path, { segment: 'X' }, { 'if-match': tags });
      expect([answer.status, answer.headers['etag']]).toEqual([204, '"2"']);
    });

    it.each([
      '"2"',
      'W/"1"',
      '1',
      '"01"',
      '"1',
      '',
      '"1" x',
      'W/*',
      '"1" "7"',
      '"7""1"',
      '"é"',
      '"99999999999999999999"',
      ['"2"', '"3"'],
    ])('%j: 412 with the current ETag', async (tags) => {
      const path = await create(digitalCustomer());
      const answer = await patch(path, { segment: 'X' }, { 'if-match': tags });
      expect([outcome(answer), answer.headers['etag']]).toEqual(['412 MCUS.412.001', '"1"']);
      expect(await read(path)).not.toHaveProperty('segment');
    });

    it('comes after 404 and before what the state decides', async () => {
      const path = await create(digitalCustomer());
      const headers = { 'if-match': '"9"' };
      const unknown = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
      expect(outcome(await patch(unknown, { segment: 'X' }, headers))).toBe('404 MCUS.404.003');
      expect(outcome(await patch(unknown, { segment: 'X' }, { 'if-match': '*' }))).toBe('404 MCUS.404.003');
      expect(outcome(await patch(path, { personal_info: { name: 'Ana' } }, headers))).toBe('412 MCUS.412.001');
      expect(outcome(await patch(path, { personal_info: { first_surname: null } }, headers))).toBe('412 MCUS.412.001');
      expect(outcome(await patch(path, { personal_info: { name: 1 } }, headers))).toBe(REFUSED);
      expect(outcome(await patch(path, { personal_info: { name: 'Ana' } }, { 'if-match': '"1"' }))).toBe(REFUSED);
    });
  });

  it.each([
    ['an unknown customer', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`, '404 MCUS.404.003'],
    ['an unknown org', '/v4/orgs/nobody/customers/123e4567-e89b-12d3-a456-556642440000', '404 MCUS.404.002'],
    ['no UUID', `${CUSTOMERS}/1`, REFUSED],
  ])('refuses %s', async (_what, path, expected) => {
    expect(outcome(await patch(path, { segment: 'X' }))).toBe(expected);
    expect(outcome(await patch(path, { personal_info: { first_surname: null } }))).toBe(expected);
  });

  it("answers another org's customer as an unknown one", async () => {
    const path = (await create(digitalCustomer())).replace('/telco/', '/other/');
    expect(outcome(await patch(path, { segment: 'X' }))).toBe('404 MCUS.404.003');
  });

  it.each([
    ['a list', []],
    ['null', 'null'],
    ['a string', '"x"'],
    ['nothing', ''],
  ])('refuses a body that is %s', async (_what, body) => {
    const path = await create(digitalCustomer());
    expect(errorsOf(await patch(path, body))[0]).toMatchObject({ field: '', message: 'body must be an object' });
  });
});
