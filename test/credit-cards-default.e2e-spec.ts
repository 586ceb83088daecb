import { creditCard, privateCustomer } from './factories';
import { addCard, cardsOf, deleteCard, listedIds, postCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { type Answer, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const REFUSED = '400 MCUS.999.998';

describe('the default card, and expiry', () => {
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
  const listed = (): Promise<string[]> => listedIds(service, path);

  describe('the default', () => {
    it('is the first card, asked for or not; then what is asked for', async () => {
      const first = await addCard(service, path, { is_default: false });
      const second = await addCard(service, path);
      const third = await addCard(service, path, { is_default: false });
      expect(await listed()).toEqual([`*${first}`, third, second]);
      const fourth = await addCard(service, path, { is_default: true });
      expect(await listed()).toEqual([`*${fourth}`, third, second, first]);
    });

    it('is the newest once the default is removed, also when a newer one comes', async () => {
      const first = await addCard(service, path);
      const second = await addCard(service, path);
      const third = await addCard(service, path);
      expect((await remove(first)).status).toBe(204);
      expect(await listed()).toEqual([`*${third}`, second]);
      const fourth = await addCard(service, path);
      expect(await listed()).toEqual([`*${fourth}`, third, second]);
      const fifth = await addCard(service, path, { is_default: true });
      await addCard(service, path);
      expect((await listed())[0]).toBe(`*${fifth}`);
    });

    it('of a customer is nothing to another', async () => {
      const [first, second] = [await addCard(service, path), await addCard(service, path)];
      const other = await createCustomer(service, privateCustomer());
      await addCard(service, other);
      await addCard(service, other, { is_default: true });
      expect(await listed()).toEqual([`*${first}`, second]);
    });

    it('is the newest by the time it was added, then by its id', async () => {
      const ids = [await addCard(service, path), await addCard(service, path), await addCard(service, path)].sort();
      const order = async (...seconds: number[]): Promise<number[]> => {
        await service.database.query(
          `UPDATE credit_cards SET is_default = false, created_at = to_timestamp(added.second)
             FROM unnest($1::uuid[], $2::integer[]) AS added (id, second) WHERE credit_cards.id = added.id`,
          [ids, seconds],
        );
        return (await cardsOf(service, path)).map(({ id }) => ids.indexOf(id));
      };
      expect(await order(3, 1, 2)).toEqual([0, 2, 1]);
      expect(await order(1, 1, 1)).toEqual([2, 1, 0]);
    });

    it('is the newest once the default has expired, and the first card after all have', async () => {
      const first = await addCard(service, path, { expiration_date: '2026-11' });
      const second = await addCard(service, path, { expiration_date: '2026-12' });
      const third = await addCard(service, path, { expiration_date: '2026-12' });
      expect(await listed()).toEqual([`*${first}`, third, second]);
      now = new Date('2026-12-01T00:00:00.000Z');
      expect(await listed()).toEqual([`*${third}`, second]);
      now = new Date('2027-01-01T00:00:00.000Z');
      expect(await listed()).toEqual([]);
      const fourth = await addCard(service, path);
      await addCard(service, path);
      expect((await listed())[0]).toBe(`*${fourth}`);
    });
  });

  describe('expiry', () => {
    it('comes with the end of the month, UTC, to the millisecond', async () => {
      await addCard(service, path, { expiration_date: '2026-11' });
      now = new Date('2026-11-30T23:59:59.999Z');
      expect(await cardsOf(service, path)).toHaveLength(1);
      await addCard(service, path, { expiration_date: '2026-11' });
      now = new Date('2026-12-01T00:00:00.000Z');
      expect(await cardsOf(service, path)).toEqual([]);
      expect(refusals(await add(creditCard({ expiration_date: '2026-11' })))).toEqual([
        [REFUSED, '/expiration_date', 'expiration_date must be a month YYYY-MM that is not over yet'],
      ]);
      await addCard(service, path, { expiration_date: '2026-12' });
    });

    it('comes with the end of the year', async () => {
      now = new Date('2026-12-31T23:59:59.999Z');
      const id = await addCard(service, path, { expiration_date: '2026-12' });
      expect(await listed()).toEqual([`*${id}`]);
      now = new Date('2027-01-01T00:00:00.000Z');
      expect(await listed()).toEqual([]);
    });

    it('keeps the token until the card is removed, which it still can be', async () => {
      const body = creditCard({ expiration_date: '2026-11' });
      const { id } = (await add(body)).json<{ id: string }>();
      now = new Date('2026-12-01T00:00:00.000Z');
      expect(outcome(await add({ ...body, expiration_date: '2030-01' }))).toBe('409 MCUS.409.007');
      expect((await remove(id)).status).toBe(204);
      expect((await add({ ...body, expiration_date: '2030-01' })).status).toBe(201);
    });
  });

  it('of a day is told by the same clock', async () => {
    const create = (birthdate: string): Promise<string> =>
      service.call('POST', CUSTOMERS, { body: privateCustomer({ personal_info: { birthdate } }) }).then(outcome);
    now = new Date('2031-05-17T23:59:59.999Z');
    expect([await create('2031-05-17'), await create('2031-05-18')]).toEqual(['201', REFUSED]);
    now = new Date('2001-01-01T00:00:00.000Z');
    expect([await create('2001-01-01'), await create('2001-01-02')]).toEqual(['201', REFUSED]);
  });
});
