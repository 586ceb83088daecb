import { creditCard, digitalCustomer, privateCustomer } from './factories';
import { addCard, cardsOf, deleteCard, listedIds, postCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const CARD = '00000000-0000-7000-8000-000000000001';
const REFUSED = '400 MCUS.999.998';

describe('the credit cards of a customer', () => {
  let service: TestService;
  let now: Date;
  let path: string;

  beforeAll(async () => {
    service = await startTestService({}, { clock: { now: () => now } });
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    now = new Date('2026-11-23T10:00:00.000Z');
    path = await createCustomer(service, privateCustomer());
  });

  const add = (body: unknown, target = path): Promise<Answer> => postCard(service, target, body);
  const remove = (card: string, target = path): Promise<Answer> => deleteCard(service, target, card);
  const refused = (answer: Answer): unknown[] =>
    refusals(answer).map(([what, ...rest]) => (what === REFUSED ? rest : what));
  const listed = (): Promise<string[]> => listedIds(service, path);

  describe('POST …/credit-cards', () => {
    it('adds a card: 201, its id, and where to remove it', async () => {
      const answer = await add(creditCard());
      const { id, ...rest } = answer.json();
      expect([answer.status, rest, answer.headers['location']]).toEqual([
        201,
        {},
        `${path}/credit-cards/${String(id)}`,
      ]);
      expect(await listed()).toEqual([`*${String(id)}`]);
      expect((await service.call('DELETE', answer.headers['location'] ?? '')).status).toBe(204);
    });

    it('never shows the token, nor a change of the customer', async () => {
      const before = await service.call('GET', path);
      const body = creditCard();
      const answers = [
        await add(body),
        await add(body),
        await service.call('GET', `${path}/available-credit-cards`),
        await service.call('GET', path),
      ];
      for (const answer of answers) expect(JSON.stringify([answer.headers, answer.text])).not.toContain(body['token']);
      expect(answers[3]?.text).toBe(before.text);
      expect(answers[3]?.headers['etag']).toBe(before.headers['etag']);
    });

    it('lists every broken rule at once', async () => {
      expect(refused(await add({}))).toEqual([
        ['/token', 'token is required'],
        ['/provider', 'provider is required'],
        ['/brand', 'brand is required'],
        ['/last_four', 'last_four is required'],
        ['/expiration_date', 'expiration_date is required'],
      ]);
      const wrong = {
        token: 'x'.repeat(129),
        provider: '',
        brand: 'visa',
        last_four: '123',
        expiration_date: '11/26',
        is_default: 'yes',
      };
      expect(refused(await add(wrong))).toEqual([
        ['/token', 'token must have at most 128 characters'],
        ['/provider', 'provider must not be empty'],
        ['/brand', expect.stringContaining('must be one of VISA, MASTERCARD')],
        ['/last_four', 'last_four must be four digits'],
        ['/expiration_date', 'expiration_date must be a month YYYY-MM that is not over yet'],
        ['/is_default', 'is_default must be true or false'],
      ]);
    });

    it.each([
      ['last_four', 1111],
      ['last_four', '١١١١'],
      ['last_four', '11111'],
      ['expiration_date', '2026-13'],
      ['expiration_date', '2099-00'],
      ['expiration_date', '2099-12-31'],
      ['expiration_date', '99-12'],
      ['expiration_date', '2026-10'],
      ['expiration_date', '0000-01'],
      ['token', 'tok\u0000'],
      ['token', '\u202Etok'],
      ['token', ' '],
      ['token', 'tok\uE000'],
      ['token', 7],
      ['token', null],
      ['provider', ['acme']],
      ['provider', 'x'.repeat(65)],
      ['brand', 'CASH'],
    ])('refuses %s %j', async (member, value) => {
      const answer = await add(creditCard({ [member]: value }));
      expect(refusals(answer).map(([what, field]) => [what, field])).toEqual([[REFUSED, `/${member}`]]);
      expect(await cardsOf(service, path)).toEqual([]);
    });

    it('takes what is at its limit', async () => {
      const card = { token: '€'.repeat(128), provider: 'x'.repeat(64), last_four: '0000', expiration_date: '9999-12' };
      await addCard(service, path, card);
      expect(await cardsOf(service, path)).toMatchObject([{ masked_number: '************0000' }]);
    });

    it('does not know an unknown organization or customer, and says so after the rules', async () => {
      expect(outcome(await add(creditCard(), UNKNOWN.replace('telco', 'nobody')))).toBe('404 MCUS.404.002');
      expect(outcome(await add(creditCard(), UNKNOWN))).toBe('404 MCUS.404.003');
      expect(outcome(await add({}, UNKNOWN.replace('telco', 'nobody')))).toBe(REFUSED);
    });

    it('refuses a token that is known in the organization, whoever has it', async () => {
      const body = creditCard();
      expect((await add(body)).status).toBe(201);
      const other = await createCustomer(service, digitalCustomer());
      for (const target of [path, other]) {
        expect(errorsOf(await add({ ...body, is_default: true }, target))).toMatchObject([
          { code: 'MCUS.409.007', field: '/token', message: 'token belongs to another card of the organization' },
        ]);
      }
      expect(await cardsOf(service, other)).toEqual([]);
      expect(await cardsOf(service, path)).toMatchObject([{ is_default: true }]);
      const abroad = await service.call('POST', '/v4/orgs/other/customers', { body: digitalCustomer() });
      expect((await add(body, abroad.headers['location'])).status).toBe(201);
      expect((await add({ ...body, token: String(body['token']).toUpperCase() })).status).toBe(201);
    });

    it('takes fifty usable cards; expired ones do not count', async () => {
      await addCard(service, path, { expiration_date: '2026-11' });
      const ids: string[] = [];
      for (let count = 1; count < 50; count++) ids.push(await addCard(service, path));
      expect(outcome(await add(creditCard({ is_default: true })))).toBe('409 MCUS.409.008');
      expect((await cardsOf(service, path)).map(({ is_default }) => is_default)).toEqual([
        true,
        ...Array<boolean>(49).fill(false),
      ]);
      expect((await remove(ids[0] ?? '')).status).toBe(204);
      await addCard(service, path);
      now = new Date('2026-12-01T00:00:00.000Z');
      await addCard(service, path);
      expect(outcome(await add(creditCard()))).toBe('409 MCUS.409.008');
      expect(await cardsOf(service, path)).toHaveLength(50);
    });
  });

  describe('GET …/available-credit-cards', () => {
    it('is an empty list without cards', async () => {
      const answer = await service.call('GET', `${path}/available-credit-cards`);
      expect([answer.status, answer.json(), answer.headers['cache-control']]).toEqual([
        200,
        { credit_cards: [] },
        'no-store',
      ]);
    });

    it.each([
      ['VISA', '************4242'],
      ['MASTERCARD', '************4242'],
      ['AMEX', '***********4242'],
      ['DINERS', '**********4242'],
      ['DISCOVER', '************4242'],
      ['JCB', '************4242'],
      ['UNIONPAY', '************4242'],
      ['MAESTRO', '************4242'],
      ['OTHER', '************4242'],
    ])('masks %s to the length of its numbers', async (brand, masked_number) => {
      const id = await addCard(service, path, { brand, last_four: '4242', expiration_date: '2030-01' });
      expect(await cardsOf(service, path)).toEqual([
        { id, brand, masked_number, expiration_date: '2030-01', is_default: true },
      ]);
    });

    it('does not know an unknown organization or customer, and refuses query parameters', async () => {
      const list = (target: string): Promise<string> =>
        service.call('GET', `${target}/available-credit-cards`).then(outcome);
      await addCard(service, path);
      expect(await list(UNKNOWN.replace('telco', 'nobody'))).toBe('404 MCUS.404.002');
      expect(await list(UNKNOWN)).toBe('404 MCUS.404.003');
      expect(await list(path.replace('telco', 'other'))).toBe('404 MCUS.404.003');
      expect(outcome(await service.call('GET', `${path}/available-credit-cards?brand=VISA`))).toBe(REFUSED);
    });

    it('shows AGENT the cards, and lets it write none', async () => {
      const id = await addCard(service, path);
      const as = (method: string, target: string, body?: object): Promise<Answer> =>
        service.call(method, `${path}/${target}`, { roles: 'AGENT', body });
      expect((await as('GET', 'available-credit-cards')).status).toBe(200);
      expect((await as('POST', 'credit-cards', creditCard())).status).toBe(403);
      expect((await as('DELETE', `credit-cards/${id}`)).status).toBe(403);
    });
  });

  describe('DELETE …/credit-cards/{card_id}', () => {
    it('removes the card, once; its token is free again', async () => {
      const body = creditCard();
      const { id } = (await add(body)).json<{ id: string }>();
      const answer = await remove(id.toUpperCase());
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(await cardsOf(service, path)).toEqual([]);
      expect(outcome(await remove(id))).toBe('404 MCUS.404.005');
      expect((await add(body)).status).toBe(201);
    });

    it('knows the cards of the customer alone', async () => {
      const id = await addCard(service, path);
      const other = await createCustomer(service, digitalCustomer());
      expect(outcome(await remove(id, other))).toBe('404 MCUS.404.005');
      expect(outcome(await remove(CARD))).toBe('404 MCUS.404.005');
      expect(outcome(await remove(id, path.replace('telco', 'other')))).toBe('404 MCUS.404.003');
      expect(outcome(await remove(id, UNKNOWN.replace('telco', 'nobody')))).toBe('404 MCUS.404.002');
      expect(outcome(await remove('1'))).toBe(REFUSED);
      expect(await listed()).toEqual([`*${id}`]);
    });
  });
});
