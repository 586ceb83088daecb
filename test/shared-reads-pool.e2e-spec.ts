import { Database, sharedRead, type Statement, statement } from '@app/database';
import { type QueryResultRow } from 'pg';
import { publishedCustomer } from './factories';
import { createTestDatabase } from './setup/database';
import { eventually } from './setup/embedded';
import { send } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { startTestService } from './setup/service';
import { ECHO, HELD, HELD_UP, numbers, type SharedStore, startSharedStore } from './setup/shared-reads';

const WRITE = statement('test_write', 'INSERT INTO test_written VALUES ($1) RETURNING n');
/** Locks the tables in this order. */
const BOTH = sharedRead('test_both', 'SELECT count(*)::integer AS n FROM test_first, test_second');
const SECOND = sharedRead('test_second', 'SELECT count(*)::integer AS n FROM test_second');
const CUSTOMERS = '/v4/orgs/telco/customers';
/** Statements of whichever service, that wait for a lock. */
const WAITING = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;

afterAll(() => endProcesses());

describe.each([1, 2])('a pool of %d', (max) => {
  let store: SharedStore;
  const read = (of: Statement, ...values: unknown[]): Promise<QueryResultRow[]> => store.read(of, ...values);
  const sql = (text: string): Promise<QueryResultRow[]> => store.service.database.query(text);

  beforeAll(async () => {
    store = await startSharedStore({ DATABASE_POOL_MAX: String(max), REQUEST_TIMEOUT_MS: '6000' });
    await sql('CREATE TABLE test_written (n integer)');
    await sql('CREATE TABLE test_first AS SELECT 1 AS n');
    await sql('CREATE TABLE test_second AS SELECT 1 AS n');
    await sql('GRANT ALL ON test_written, test_first, test_second TO PUBLIC');
  });
  afterEach(() => {
    const { size, idle, waiting } = store.database.poolState();
    expect([idle, waiting]).toEqual([size, 0]);
    expect(size).toBeLessThanOrEqual(max);
  });
  afterAll(() => store.stop());

  it('serves reads and writes that never end: both get on', async () => {
    const done = { reads: 0, writes: 0 };
    const halfway: number[][] = [];
    const chain = async (what: 'reads' | 'writes', work: (n: number) => Promise<unknown>): Promise<void> => {
      for (const n of numbers(25)) {
        expect(await work(n)).toEqual([{ n }]);
        done[what]++;
        if (done[what] === 100) halfway.push([done.reads, done.writes]);
      }
    };
    await Promise.all(
      numbers(8).flatMap(() => [chain('reads', (n) => read(ECHO, n)), chain('writes', (n) => read(WRITE, n))]),
    );
    expect(done).toEqual({ reads: 200, writes: 200 });
    // Whoever was first, the others had not been kept from it: at least some were served meanwhile.
    for (const [reads, writes] of halfway) expect(Math.min(reads ?? 0, writes ?? 0)).toBeGreaterThan(5);
  });

  it('is asked for 200 reads and 200 writes at once: each is answered or refused, and no write is done twice', async () => {
    await sql('TRUNCATE test_written');
    const kinds = await Promise.all(
      numbers(200).flatMap((n) =>
        [read(ECHO, n), read(WRITE, n)].map((asked) =>
          asked.then(
            (rows) => JSON.stringify(rows) === JSON.stringify([{ n }]),
            (error: { kind?: string }) => error.kind === 'storeUnavailable' && 'refused',
          ),
        ),
      ),
    );
    expect(kinds).toHaveLength(400);
    expect(kinds).not.toContain(false);
    const [written] = await sql(
      'SELECT count(*)::integer AS n, count(DISTINCT n)::integer AS different FROM test_written',
    );
    expect(written?.['n']).toBe(kinds.filter((kind, at) => at % 2 === 1 && kind === true).length);
    expect(written?.['different']).toBe(written?.['n']);
  });

  it('is held by transactions: reads wait for their end, and are counted', async () => {
    await sql('SELECT pg_advisory_lock(1)');
    const held = numbers(max).map(() =>
      store.database.work().transaction(async (query) => {
        await query(HELD, [1, 1]);
        return query(WRITE, [1]);
      }),
    );
    await eventually('transactions that wait', async () => (await sql(HELD_UP)).length === max);
    const reads = Promise.all(numbers(100).map((n) => read(ECHO, n)));
    // At most 16 of them share a place in the pool's own queue.
    await eventually('reads that wait', () => Promise.resolve(store.database.poolState().waiting > 50));
    await sql('SELECT pg_advisory_unlock(1)');
    expect(await reads).toEqual(numbers(100).map((n) => [{ n }]));
    expect(await Promise.all(held)).toEqual(numbers(max).map(() => [{ n: 1 }]));
  });

  it('loses a deadlock with those who change tables: reads are sent again', async () => {
    await sql("SET deadlock_timeout = '20s'");
    await sql('BEGIN');
    await sql('LOCK TABLE test_second IN ACCESS EXCLUSIVE MODE');
    // In one message, which has the first table while it waits for the second.
    const reads = Promise.all([...numbers(3).map(() => read(BOTH)), read(ECHO, 1)]);
    reads.catch(() => undefined);
    // Within a transaction, what was seen first would stay.
    await eventually('a read that waits', async () => {
      await sql('SELECT pg_stat_clear_snapshot()');
      return (await sql(WAITING)).length === 1;
    });
    await sql('LOCK TABLE test_first IN ACCESS EXCLUSIVE MODE');
    await sql('ROLLBACK');
    expect(await reads).toEqual(numbers(4).map(() => [{ n: 1 }]));
  });
});

describe('a service that stops while reads wait', () => {
  it.each([1, 10])('answers them, or refuses them, and closes all of %d connections', async (max) => {
    const service = await startTestService({ DATABASE_POOL_MAX: String(max) });
    await service.database.query('CREATE TABLE test_second AS SELECT 1 AS n');
    await service.database.query('GRANT ALL ON test_second TO PUBLIC');
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE test_second IN ACCESS EXCLUSIVE MODE');
    const database = service.app.get(Database);
    const asked = [...numbers(50).map(() => SECOND), ...numbers(50).map(() => ECHO)].map((of) =>
      database.work().query(of, of === ECHO ? [1] : []),
    );
    const settled = Promise.allSettled(asked);
    await eventually('a read that waits', async () => {
      await service.database.query('SELECT pg_stat_clear_snapshot()');
      return (await service.database.query(WAITING)).length > 0;
    });
    const closed = service.app.close();
    const late = database.work().query(ECHO, [1]);
    await expect(late).rejects.toMatchObject({ kind: 'storeUnavailable' });
    await service.database.query('COMMIT');
    await closed;
    for (const result of await settled) {
      if (result.status === 'fulfilled') expect(result.value).toEqual([{ n: 1 }]);
      else expect(result.reason).toMatchObject({ kind: 'storeUnavailable' });
    }
    expect(database.poolState().size).toBe(0);
    await service.database.close();
  });

  it('as a process: answers what is in flight, and exits with 0', async () => {
    const database = await createTestDatabase();
    const service = await startProcess({
      DATABASE_URL: database.url,
      DATABASE_POOL_MAX: '2',
      REQUEST_TIMEOUT_MS: '20000',
    });
    const created = await send(service.url, 'POST', CUSTOMERS, { roles: 'API_KEY', body: publishedCustomer() });
    const path = created.headers['location'] ?? '';
    await database.query('BEGIN');
    await database.query('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
    const asked = numbers(15).map(() => send(service.url, 'GET', path, { roles: 'API_KEY' }));
    await eventually('a read that waits', async () => {
      await database.query('SELECT pg_stat_clear_snapshot()');
      return (await database.query(WAITING)).length > 0;
    });
    const exit = service.end('SIGTERM');
    await eventually('the stop', async () => (await send(service.url, 'GET', '/health/ready')).status === 503);
    await database.query('COMMIT');
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(numbers(15).map(() => 200));
    expect(await exit).toBe(0);
    await database.close();
  });
});
