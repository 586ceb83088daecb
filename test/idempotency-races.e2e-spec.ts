import { randomUUID } from 'node:crypto';
import { creditCard, digitalCustomer, email, nif, privateCustomer } from './factories';
import { type Cluster, startCluster, tally } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { createTestDatabase } from './setup/database';
import { eventually } from './setup/embedded';
import { type Answer, errorsOf, outcome, send } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const AT_ONCE = 50;
const ROUNDS = 20;

const answerOf = ({ text, headers }: Answer): string => JSON.stringify([text, headers['location'], headers['etag']]);

describe('50 requests at once with one Idempotency-Key, to two processes', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());

  const all = (bodies: readonly unknown[], path: string): Promise<Answer[]> => {
    const headers = { 'idempotency-key': randomUUID() };
    return Promise.all(bodies.map((body) => cluster.call('POST', path, { body, headers })));
  };

  const count = async (table: string): Promise<number> => {
    const [row] = await cluster.database.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table}`);
    return row?.count ?? -1;
  };

  it.each<[what: string, table: string, request: () => Promise<[body: unknown, path: string]>]>([
    ['create a person', 'customers', () => Promise.resolve([privateCustomer(), CUSTOMERS])],
    ['create an account', 'customers', () => Promise.resolve([digitalCustomer(), CUSTOMERS])],
    [
      'add a card',
      'credit_cards',
      async () => [creditCard(), `${await createCustomer(cluster, digitalCustomer())}/credit-cards`],
    ],
  ])('%s: one effect, equal answers', async (_what, table, request) => {
    for (let round = 0; round < ROUNDS; round++) {
      const [body, path] = await request();
      const [before, audited] = [await count(table), await count('audit_entries')];
      const answers = await all(Array<unknown>(AT_ONCE).fill(body), path);
      expect(tally(answers)).toEqual({ '201': AT_ONCE });
      expect(new Set(answers.map(answerOf)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
      expect(await count(table)).toBe(before + 1);
      expect(await count('audit_entries')).toBe(audited + 1);
    }
  });

  it('with two bodies: one of them wins', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const bodies = [digitalCustomer(), digitalCustomer()];
      const answers = await all(
        Array.from({ length: AT_ONCE }, (_, index) => bodies[index % 2]),
        CUSTOMERS,
      );
      expect(tally(answers)).toEqual({ '201': AT_ONCE / 2, '422 MCUS.422.001': AT_ONCE / 2 });
    }
  });

  it('that cannot be carried out: each is told so', async () => {
    const [number, address] = [nif(), email()];
    await createCustomer(cluster, privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } }));
    const body = privateCustomer({
      external_id: address,
      personal_info: { identity_document: { type: 'NIF', number } },
    });
    expect(tally(await all(Array<unknown>(AT_ONCE).fill(body), CUSTOMERS))).toEqual({ '409 MCUS.409.001': AT_ONCE });
  });
});

describe('a request whose twin is still running', () => {
  let patient: TestService;
  let hasty: TestService;

  beforeAll(async () => {
    patient = await startTestService({ REQUEST_TIMEOUT_MS: '20000' });
    hasty = await startTestService({}, { through: () => Promise.resolve(patient.database.serviceUrl) });
  });
  afterAll(async () => {
    await hasty.stop();
    await patient.stop();
  });

  const withDocument = (number: string): object =>
    privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } });

  /** Holds the document, so that whoever creates with it waits. */
  const holdDocument = async (number: string): Promise<void> => {
    await patient.database.query('BEGIN');
    await patient.database.query(
      `INSERT INTO identity_documents (org_id, number, type, customer_id) VALUES ('telco', $1, 'NIF', $2)`,
      [number, randomUUID()],
    );
  };

  const waits = async (start = 'WITH claimed'): Promise<boolean> => {
    await patient.database.query('SELECT pg_stat_clear_snapshot()');
    const rows = await patient.database.query(
      `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND starts_with(query, $1)`,
      [start],
    );
    return rows.length > 0;
  };

  it('waits up to the lock time-out, is told 409 then, and gets the answer when it comes again', async () => {
    const number = nif();
    await holdDocument(number);
    const body = withDocument(number);
    const headers = { 'idempotency-key': randomUUID() };
    const first = patient.call('POST', CUSTOMERS, { body, headers });
    await eventually('the first request waits', () => waits());
    const began = performance.now();
    const second = await hasty.call('POST', CUSTOMERS, { body, headers });
    expect(outcome(second)).toBe('409 MCUS.409.009');
    expect(second.headers['retry-after']).toBe('1');
    // The lock time-out is a third of the limit, 3 s.
    expect(performance.now() - began).toBeGreaterThan(900);
    const third = patient.call('POST', CUSTOMERS, { body, headers });
    await patient.database.query('ROLLBACK');
    expect(outcome(await first)).toBe('201');
    for (const answer of [await third, await hasty.call('POST', CUSTOMERS, { body, headers })]) {
      expect(answer.headers['idempotency-replayed']).toBe('true');
      expect(answerOf(answer)).toBe(answerOf(await first));
    }
  });

  it('is told 409 for a card, too', async () => {
    const path = await createCustomer(patient, digitalCustomer());
    await patient.database.query('BEGIN');
    await patient.database.query('SELECT FROM customers WHERE id = $1 FOR UPDATE', [path.slice(-36)]);
    const card = { body: creditCard(), headers: { 'idempotency-key': randomUUID() } };
    const first = patient.call('POST', `${path}/credit-cards`, card);
    await eventually('the first request waits', () => waits('WITH locked'));
    expect(outcome(await hasty.call('POST', `${path}/credit-cards`, card))).toBe('409 MCUS.409.009');
    await patient.database.query('ROLLBACK');
    expect(outcome(await first)).toBe('201');
  });

  it('is told 504 when it waits for anything else', async () => {
    const number = nif();
    await holdDocument(number);
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await hasty.call('POST', CUSTOMERS, { body: withDocument(number), headers });
    await patient.database.query('ROLLBACK');
    expect(outcome(answer)).toBe('504 MCUS.504.001');
    expect(errorsOf(answer)[0]?.message).toContain('a retry with the same Idempotency-Key is safe');
  });
});

describe('a restart', () => {
  afterAll(endProcesses);

  it.each(['SIGKILL', 'SIGTERM'] as const)('by %s keeps keys: the answer is the same, byte by byte', async (signal) => {
    const database = await createTestDatabase();
    const env = { DATABASE_URL: database.url };
    const headers = { 'idempotency-key': randomUUID() };
    const body = digitalCustomer();
    const post = (url: string): Promise<Answer> => send(url, 'POST', CUSTOMERS, { roles: 'API_KEY', body, headers });
    const before = await startProcess(env);
    const first = await post(before.url);
    expect(outcome(first)).toBe('201');
    await before.end(signal);
    const after = await startProcess(env);
    const again = await post(after.url);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.status, answerOf(again)]).toEqual([201, answerOf(first)]);
    await after.end('SIGKILL');
    await database.close();
  });
});
