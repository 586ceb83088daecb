import { creditCard, digitalCustomer, privateCustomer } from '../factories';
import { cardsOf, postCard } from '../setup/cards';
import { createCustomer } from '../setup/customers';
import { createTestDatabase, type TestDatabase } from '../setup/database';
import { eventually } from '../setup/embedded';
import { fragments } from '../setup/fragments';
import { type Answer, outcome, send } from '../setup/http';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';
import { type TestService } from '../setup/service';

/** How long PostgreSQL may keep a session whose process was killed: a lock is waited for 1 s at most. */
const SESSION_MS = 3000;

/** A process that is killed while its sessions wait for locks, and another one on the same database. */
describe('kill -9 of the service while it waits for a lock', () => {
  let database: TestDatabase;
  let killed: ServiceProcess;
  let next: ServiceProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    next = await startProcess({ DATABASE_URL: database.url });
  });
  beforeEach(async () => {
    killed = await startProcess({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    endProcesses();
    await database.close();
  });

  const on = (service: ServiceProcess): Pick<TestService, 'call'> => ({
    call: (method, path, options) => send(service.url, method, path, { roles: 'API_KEY', ...options }),
  });

  /** Waits for so many sessions that wait for a lock. @returns their pids */
  async function waiting(count: number): Promise<number[]> {
    let pids: number[] = [];
    await eventually(`${count} sessions that wait`, async () => {
      const rows = await database.query<{ pid: number }>('SELECT DISTINCT pid FROM pg_locks WHERE NOT granted');
      pids = rows.map(({ pid }) => pid);
      return pids.length === count;
    });
    return pids;
  }

  /** Kills the process, and waits until its sessions are gone although the lock that they want is still held. */
  async function killAndWait(pids: number[], requests: Promise<Answer>[]): Promise<void> {
    const begun = Date.now();
    expect(await killed.end('SIGKILL')).toBe('SIGKILL');
    expect((await Promise.allSettled(requests)).map(({ status }) => status)).toEqual(requests.map(() => 'rejected'));
    await eventually('the end of its sessions', async () => {
      const rows = await database.query('SELECT FROM pg_locks WHERE pid = ANY($1)', [pids]);
      return rows.length === 0;
    });
    expect(Date.now() - begun).toBeLessThan(SESSION_MS);
  }

  it('makes none of its writes, and leaves the customer to the next process', async () => {
    const path = await createCustomer(on(killed), privateCustomer());
    await database.query('BEGIN');
    await database.query('SELECT FROM customers WHERE id = $1 FOR UPDATE', [path.slice(-36)]);
    const writes = ({ call }: Pick<TestService, 'call'>): (() => Promise<Answer>)[] => [
      () => call('PATCH', path, { body: { segment: 'X' } }),
      () => call('PUT', `${path}/holds/legal`),
      () => call('DELETE', `${path}/holds/legal`),
      () => call('POST', `${path}/credit-cards`, { body: creditCard() }),
      () => call('PUT', `${path}/associated_users`, { body: { associated_users: [] } }),
      () => call('DELETE', path),
    ];
    // The release of a hold waits for nothing.
    const [patch, hold, , ...others] = writes(on(killed));
    const requests = [patch, hold, ...others].map((write) => (write as () => Promise<Answer>)());
    const pids = await waiting(requests.length);
    await killAndWait(pids, requests);
    await database.query('COMMIT');
    const [row] = await database.query<{ version: number; rows: number }>(
      `SELECT version, (SELECT count(*) FROM holds)::integer + (SELECT count(*) FROM credit_cards)::integer AS rows
         FROM customers WHERE id = $1`,
      [path.slice(-36)],
    );
    expect(row).toEqual({ version: 1, rows: 0 });
    const outcomes: string[] = [];
    for (const write of writes(on(next))) outcomes.push(outcome(await write()));
    expect(outcomes).toEqual(['204', '204', '204', '201', '204', '204']);
    expect(await fragments(database)).toEqual([]);
  });

  it('gives up the customer that it had locked itself', async () => {
    const path = await createCustomer(on(killed), digitalCustomer());
    const card = creditCard();
    await database.query('BEGIN');
    await database.query(
      `INSERT INTO credit_cards (org_id, customer_id, id, token, provider, brand, last_four, expiration_date, is_default)
       VALUES ('telco', gen_random_uuid(), gen_random_uuid(), $1, 'p', 'VISA', '1111', '2099-12', true)`,
      [card['token']],
    );
    const request = postCard(on(killed), path, card);
    request.catch(() => undefined);
    const pids = await waiting(1);
    const isLocked = await database.query('SELECT FROM customers WHERE id = $1 FOR UPDATE SKIP LOCKED', [
      path.slice(-36),
    ]);
    expect(isLocked).toEqual([]);
    await killAndWait(pids, [request]);
    expect(outcome(await on(next).call('PATCH', path, { body: { segment: 'X' } }))).toBe('204');
    await database.query('ROLLBACK');
    expect(await cardsOf(on(next), path)).toEqual([]);
    expect(outcome(await postCard(on(next), path, card))).toBe('201');
    expect(await fragments(database)).toEqual([]);
  });
});
