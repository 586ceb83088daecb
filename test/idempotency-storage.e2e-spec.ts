import { randomUUID } from 'node:crypto';
import { ExpiredKeys } from '../apps/api/src/idempotency/expired-keys';
import { digitalCustomer, email } from './factories';
import { type Answer, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

describe('an Idempotency-Key', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const post = (body: unknown, key: string): Promise<Answer> =>
    service.call('POST', '/v4/orgs/telco/customers', { body, headers: { 'idempotency-key': key } });

  describe('expires', () => {
    const expire = (interval: string): Promise<unknown> =>
      service.database.query(`UPDATE idempotency_keys SET expires_at = now() - interval '${interval}'`);

    it('after 24 hours', async () => {
      await post(digitalCustomer(), randomUUID());
      const [row] = await service.database.query<{ hours: number }>(
        'SELECT extract(epoch FROM max(expires_at) - now()) / 3600 AS hours FROM idempotency_keys',
      );
      expect(Number(row?.hours)).toBeGreaterThan(23.9);
      expect(Number(row?.hours)).toBeLessThanOrEqual(24);
    });

    it('and counts as a new one: for another body, and once only', async () => {
      const key = randomUUID();
      await post(digitalCustomer(), key);
      await expire('1 ms');
      const bodies = Array.from({ length: 8 }, () => digitalCustomer());
      const answers = await Promise.all(bodies.map((body) => post(body, key)));
      expect(answers.map(outcome).sort()).toEqual(['201', ...Array<string>(7).fill('422 MCUS.422.001')]);
    });

    it('and is removed an hour later', async () => {
      await service.database.query(
        `INSERT INTO idempotency_keys
         SELECT 'telco', sha256(n::text::bytea), '', '{}', now() - interval '2 h' FROM generate_series(1, 2500) n`,
      );
      const { length } = await service.database.query(
        "SELECT FROM idempotency_keys WHERE expires_at > now() - interval '1 h'",
      );
      await service.app.get(ExpiredKeys).remove();
      const left = await service.database.query('SELECT FROM idempotency_keys');
      expect(left).toHaveLength(length);
      expect(length).toBeGreaterThan(0);
    });
  });

  it('is not stored, nor is anything of the body', async () => {
    const [key, address] = [`key-${randomUUID()}`, email()];
    const first = await post(digitalCustomer({ digital_personal_info: { email: address } }), key);
    const rows = await service.database.query<{ text: string; result: object }>(
      'SELECT k::text AS text, result FROM idempotency_keys k',
    );
    const id = first.json<{ id: string }>().id;
    expect(rows.map(({ result }) => result)).toContainEqual({ id, version: 1 });
    for (const secret of [key, address]) {
      const hex = Buffer.from(secret).toString('hex');
      expect(rows.filter(({ text }) => text.includes(secret) || text.includes(hex))).toEqual([]);
    }
  });
});
