import { memberName } from '@app/common';
import fc from 'fast-check';
import { corporateCustomer, creditCard, digitalCustomer, privateCustomer } from './factories';
import { holdsCardNumber, seedOfRun } from './setup/card-numbers';
import { cardsOf } from './setup/cards';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const CARD_NUMBER = 'body must not contain a card number';
const SECRET = 'body must have no member for a security code, a PIN, a card number or track data';

const NUMBER = '4111 1111 1111 1111';

type Body = Record<string, unknown>;

describe('what the body of a card may have beside its members', () => {
  let service: TestService;
  let path: string;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    path = await createCustomer(service, privateCustomer());
  });

  const add = (body: unknown): Promise<Answer> => service.call('POST', `${path}/credit-cards`, { body });

  async function expectRefused(body: unknown, message: string): Promise<void> {
    const answer = await add(body);
    expect(errorsOf(answer).map((item) => [answer.status, item.code, item.field, item.message])).toEqual([
      [400, 'MCUS.999.998', '', message],
    ]);
    expect(await cardsOf(service, path)).toEqual([]);
  }

  it.each(['company_info', 'shipping_note', 'tracking_id', 'panel', 'japan', 'pin2', 'number', '__proto__'])(
    'a member %s is dropped',
    async (name) => {
      const body = JSON.stringify(creditCard()).replace('{', `{${JSON.stringify(name)}:{"a":["b",1,true,null]},`);
      expect(outcome(await add(body))).toBe('201');
    },
  );

  it.each(['cvv', 'card_pin', 'panNumber', 'track2', 'CVC2', 'cardCVV', 'card-pin', 'Track1'])(
    'a member %s is refused, whatever it holds, at any depth',
    async (name) => {
      for (const value of ['x', '', null, 7, {}]) await expectRefused(creditCard({ [name]: value }), SECRET);
      await expectRefused(creditCard({ meta: [{ list: { [name]: null } }] }), SECRET);
    },
  );

  it.each<[string, Body]>([
    ['a string', { note: 'pay with 4111 1111 1111 1111' }],
    ['a list', { notes: ['a', ['4111-1111-1111-1111']] }],
    ['a number', { note: 4111111111111111 }],
    ['a number with a fraction', { note: 4111111111111111.5 }],
    ['a negative number', { note: -4111111111111111 }],
    ['a name', { '4111111111111111': 'x' }],
    ['a name within', { meta: { 'n 4111 1111 1111 1111': 1 } }],
  ])('a card number in an unknown member is refused: %s', (_what, more) =>
    expectRefused(creditCard(more), CARD_NUMBER),
  );

  it.each(['6200000000000000005', '4000000000000000006', '4111111111111111e10', '-9007199254740993'])(
    'a number that JSON rounds is refused: %s',
    async (number) => expectRefused(JSON.stringify(creditCard()).replace('{', `{"x":${number},`), CARD_NUMBER),
  );

  it('the greatest number that JSON does not round is dropped', async () => {
    const body = JSON.stringify(creditCard()).replace('{', '{"x":9007199254740991,');
    expect(outcome(await add(body))).toBe('201');
  });

  it.each<[string, () => Body]>([
    ['/token', () => creditCard({ token: `tok ${NUMBER}` })],
    ['/provider', () => creditCard({ provider: NUMBER })],
  ])('a card number in a member that it knows is refused: %s', async (at, body) => {
    expect(errorsOf(await add(body())).map(({ field }) => field)).toEqual([at]);
  });

  const withAddress = (more: Body): Body =>
    digitalCustomer({
      contact_info: { postal_address: { address_lines: ['B'], locality: 'B', region_code: 'FR', ...more } },
    });

  it.each<[string, () => Body]>([
    ['/personal_info/name', () => privateCustomer({ personal_info: { name: `Ana ${NUMBER}` } })],
    ['/personal_info/first_surname', () => privateCustomer({ personal_info: { first_surname: `Ana ${NUMBER}` } })],
    ['/personal_info/second_surname', () => privateCustomer({ personal_info: { second_surname: `Ana ${NUMBER}` } })],
    ['/company_info/legal_name', () => corporateCustomer({ company_info: { legal_name: `Acme ${NUMBER}` } })],
    ['/digital_personal_info/name', () => digitalCustomer({ digital_personal_info: { name: `Ana ${NUMBER}` } })],
    ['/contact_info/postal_address/address_lines/1', () => withAddress({ address_lines: ['B', `2 ${NUMBER} B`] })],
    ['/contact_info/postal_address/locality', () => withAddress({ locality: NUMBER })],
    ['/contact_info/postal_address/administrative_area', () => withAddress({ administrative_area: NUMBER })],
    ['/contact_info/postal_address/postal_code', () => withAddress({ postal_code: NUMBER })],
  ])('nor does a customer: %s', async (at, body) => {
    const answer = await service.call('POST', CUSTOMERS, { body: body() });
    const message = `${memberName(at)} must not contain a card number`;
    expect(errorsOf(answer).map((item) => [item.field, item.message])).toEqual([[at, message]]);
  });

  it('an address of before must lose its card number with the next patch of it', async () => {
    const customer = await createCustomer(service, withAddress({}));
    await service.database.query(
      `UPDATE customers SET contact_info = jsonb_set(contact_info, '{postal_address,address_lines,0}', $2) WHERE id = $1`,
      [customer.slice(-36), JSON.stringify(NUMBER)],
    );
    const patch = (postal_address: Body): Promise<Answer> =>
      service.call('PATCH', customer, { body: { contact_info: { postal_address } } });
    expect(errorsOf(await patch({ locality: 'C' })).map(({ field }) => field)).toEqual([
      '/contact_info/postal_address/address_lines/0',
    ]);
    expect((await patch({ locality: 'C', address_lines: ['B'] })).status).toBe(204);
  });

  it('says each rule once, beside those of the members', async () => {
    const body = { ...creditCard({ brand: 'X', cvv: '1', pin: '2' }), a: '4111111111111111', b: '4111111111111111' };
    expect(errorsOf(await add(body)).map(({ field, message }) => [field, message])).toEqual([
      ['', SECRET],
      ['', CARD_NUMBER],
      ['/brand', expect.any(String)],
    ]);
  });

  it('customers may have members of such names, which are dropped', async () => {
    await createCustomer(service, digitalCustomer({ cvv: '123', note: '4111111111111111' }));
  });
});

const VALUES = 10_000;

/** Values as they are in use: none is refused but a token that nobody can tell from a card number. */
describe(`${VALUES} legitimate values`, () => {
  const seed = seedOfRun();
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const text = (characters: string, length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length });
  const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const DIGITS = '0123456789';
  const natural = (max: number): fc.Arbitrary<string> => fc.integer({ min: 1, max }).map(String);

  const TOKENS: Record<string, fc.Arbitrary<string>> = {
    UUID: fc.uuid(),
    'prefix and letters': text(LETTERS + DIGITS, 24).map((rest) => `tok_${rest}`),
    hexadecimal: text('0123456789abcdef', 32),
    base64url: text(`${LETTERS}${DIGITS}-_`, 43),
    '16 digits': text(DIGITS, 16),
    '12 to 19 digits': fc.integer({ min: 12, max: 19 }).chain((length) => text(DIGITS, length)),
    '20 digits': text(DIGITS, 20),
    'time and counter': fc.tuple(text(DIGITS, 11), natural(9999)).map((parts) => `17${parts.join('-')}`),
  };

  it(`of which 5,000 are tokens: refused is what has the form of a card number (seed ${seed})`, async () => {
    const kinds = Object.keys(TOKENS);
    const refused: Record<string, number> = {};
    for (const kind of kinds) {
      const sample = fc.sample(TOKENS[kind] as fc.Arbitrary<string>, {
        numRuns: 5000 / kinds.length,
        seed,
        unbiased: true,
      });
      let path = '';
      for (const [index, token] of [...new Set(sample)].entries()) {
        if (index % 50 === 0) path = await createCustomer(service, digitalCustomer());
        const answer = await service.call('POST', `${path}/credit-cards`, { body: creditCard({ token }) });
        expect([token, outcome(answer)]).toEqual([token, holdsCardNumber(token) ? '400 MCUS.999.998' : '201']);
        if (answer.status === 400) refused[kind] = (refused[kind] ?? 0) + 1;
      }
    }
    // Two fifths of 16 digits begin like a scheme's numbers, and a tenth of them has the right Luhn digit.
    const { '16 digits': sixteen = 0, '12 to 19 digits': others = 0, ...letters } = refused;
    expect(sixteen + others).toBeLessThan(2 * (5000 / kinds.length) * 0.06);
    // Long runs of digits by chance.
    expect(Object.values(letters).reduce((sum, count) => sum + count, 0)).toBeLessThan(10);
  });

  it(`of which 5,000 are in customers: none is refused (seed ${seed})`, async () => {
    const words = (...list: string[]): fc.Arbitrary<string> => fc.constantFrom(...list);
    const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...parts).map((texts) => texts.join(''));
    const word = fc
      .integer({ min: 2, max: 12 })
      .chain((length) => text('abcdefghijlmnopqrstuvyzáéíóúüñç', length))
      .map((letters) => letters.charAt(0).toUpperCase() + letters.slice(1));
    const name = joined(
      word,
      words('', ' ', '-', "'", ' de la '),
      word,
      words('', '', ' II', ' 3º', ' 2000', ' (hijo)'),
    );
    const street = joined(words('Calle ', 'Avenida de ', 'Plaza 2 de ', 'C/ 15 de ', 'Ctra. N-340 km ', 'Pº '), word);
    const line = joined(
      street,
      words(', ', ' - ', ' '),
      natural(2000),
      words(', ', '-', ' '),
      natural(99),
      words('º A', ' B', '', ' esc. 2', '-12', ' 3 4'),
    );
    const postal_code = joined(words('28', '08', '41'), text(DIGITS, 3));
    const customer = fc.record({
      external_id: fc.oneof(text(DIGITS, 16), text(DIGITS, 19), joined(words('crm-'), natural(2e9)), fc.uuid()),
      phone: joined(words('6', '9'), text(DIGITS, 8)),
      m2m: joined(words('590'), text(DIGITS, 10)),
      address: fc.record({
        address_lines: fc.tuple(line, joined(postal_code, words(' '), word)),
        locality: joined(word, words('', ' 2', ' (Polígono 12)')),
        administrative_area: word,
        postal_code,
        region_code: words('ES'),
      }),
      person: fc.record({ name, first_surname: name, second_surname: name }),
      legal_name: joined(word, words(' 1973', ' 24/7', ' & Co', ''), words(', S.L.', ' S.A.', ' 2000, S.L.U.')),
    });
    // Twelve values each, in a person and a company.
    const count = Math.ceil(5000 / 12);
    const selector = ({ external_id }: { external_id: string }): string => external_id;
    const all = fc.uniqueArray(customer, { selector, minLength: count, maxLength: count });
    for (const values of fc.sample(all, { numRuns: 1, seed, unbiased: true }).flat()) {
      const { external_id, phone, m2m, address: postal_address, person, legal_name } = values;
      const phone_numbers = [phone, m2m].map((number) => ({ country_code: '+34', number }));
      const contact_info = { phone_numbers, postal_address };
      for (const body of [
        privateCustomer({ external_id, contact_info, personal_info: person }),
        corporateCustomer({ contact_info, company_info: { legal_name } }),
      ]) {
        const answer = await service.call('POST', CUSTOMERS, { body });
        expect([body, outcome(answer)]).toEqual([body, '201']);
      }
    }
  });
});
