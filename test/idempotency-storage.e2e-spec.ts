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
      // It is the key of that request now, with its answer.
      const winner = answers.findIndex(({ status }) => status === 201);
      const again = await post(bodies[winner], key);
      expect([again.status, again.text]).toEqual([201, answers[winner]?.text]);
    });

    it('and is removed an hour later, in each organization', async () => {
      await service.database.query(
        `INSERT INTO idempotency_keys
         SELECT org_id, sha256(n::text::bytea), '', '{}', now() - interval '2 h'
           FROM orgs, generate_series(1, 2500) n`,
      );
      const { length } = await service.database.query(
        "SELECT FROM idempotency_keys WHERE expires_at > now() - interval '1 h'",
      );
      await service.app.get(ExpiredKeys).remove();
      const left = await service.database.query('SELECT FROM idempotency_keys');
      expect(left).toHaveLength(length);
      expect(length).toBeGreaterThan(0);
    });

    it('without any of another organization that is the same', async () => {
      const insert = (org: string, hours: number): Promise<unknown> =>
        service.database.query(
          `INSERT INTO idempotency_keys VALUES ($1, '\\x01', '', '{}', now() + $2 * interval '1 h')`,
          [org, hours],
        );
      await insert('other', 1);
      await insert('telco', -2);
      await service.app.get(ExpiredKeys).remove();
      const left = await service.database.query(`SELECT org_id FROM idempotency_keys WHERE key_hash = '\\x01'`);
      expect(left).toEqual([{ org_id: 'other' }]);
    });

    it('and stays while somebody takes it over', async () => {
      const { database, app } = service;
      await database.query(
        `INSERT INTO idempotency_keys
         SELECT 'telco', sha256(n::text::bytea), '', '{}', now() - interval '2 h' FROM generate_series(1, 3) n`,
      );
      await database.query('BEGIN');
      await database.query(
        "UPDATE idempotency_keys SET expires_at = now() + interval '24 h' WHERE key_hash = sha256('2'::bytea)",
      );
      await app.get(ExpiredKeys).remove();
      await database.query('COMMIT');
      const left = await database.query(
        'SELECT FROM idempotency_keys WHERE key_hash IN (SELECT sha256(n::text::bytea) FROM generate_series(1, 3) n)',
      );
      expect(left).toHaveLength(1);
    });
  });

  it('is kept for its organization alone, and not for one that nobody knows', async () => {
    const keys = (): Promise<unknown[]> => service.database.query('SELECT org_id FROM idempotency_keys');
    await service.database.query('DELETE FROM idempotency_keys');
    const body = digitalCustomer();
    const headers = { 'idempotency-key': randomUUID() };
    expect((await service.call('POST', '/v4/orgs/nobody/customers', { body, headers })).status).toBe(404);
    expect(await keys()).toEqual([]);
    expect((await service.call('POST', '/v4/orgs/other/customers', { body, headers })).status).toBe(201);
    expect(await keys()).toEqual([{ org_id: 'other' }]);
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

  it('is what a body is told by: without it nobody can try out bodies', async () => {
    await service.database.query('DELETE FROM idempotency_keys');
    const body = digitalCustomer();
    for (const org of ['telco', 'other']) {
      const headers = { 'idempotency-key': randomUUID() };
      expect(outcome(await service.call('POST', `/v4/orgs/${org}/customers`, { body, headers }))).toBe('201');
    }
    const told = await service.database.query('SELECT DISTINCT fingerprint FROM idempotency_keys');
    expect(told).toHaveLength(2);
  });
});
