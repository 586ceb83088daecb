import { sharedRead, type Statement, statement, UniqueViolation } from '@app/database';
import { type QueryResultRow } from 'pg';
import { DIVIDE, ECHO, numbers, type SharedStore, startSharedStore } from './setup/shared-reads';

const KEYS = 'INSERT INTO test_keys (id) VALUES ($1)';
const READS_KEYS = 'SELECT id FROM test_keys WHERE id >= $1 ORDER BY id';

/** A connection keeps each statement by its name, from its first use on, whatever became of that. */
describe.each<{ how: string; env: Record<string, string> }>([
  { how: 'named', env: {} },
  { how: 'unnamed', env: { DATABASE_PREPARED: 'off' } },
])('a $how statement, on one connection,', ({ how, env }) => {
  let store: SharedStore;
  const isNamed = how === 'named';
  let made = 0;
  /** The same statement under a name that no connection knows yet. */
  const fresh = (text: string, declare = statement): Statement => declare(`test_fresh_${made++}`, text);
  const read = (of: Statement, ...values: unknown[]): Promise<QueryResultRow[]> => store.read(of, ...values);
  const sql = (text: string): Promise<unknown> => store.service.database.query(text);
  const outcomes = async (results: Promise<QueryResultRow[]>[]): Promise<unknown[]> =>
    (await Promise.allSettled(results)).map((result) =>
      result.status === 'fulfilled'
        ? result.value
        : ((result.reason as { code?: string; constraint?: string }).code ??
          (result.reason as UniqueViolation).constraint),
    );

  beforeAll(async () => {
    store = await startSharedStore({ ...env, DATABASE_POOL_MAX: '1' });
    await sql('CREATE TABLE test_keys (id integer CONSTRAINT test_key PRIMARY KEY)');
    await sql('CREATE TABLE test_late_keys (id integer CONSTRAINT test_late_key UNIQUE DEFERRABLE INITIALLY DEFERRED)');
    await sql('GRANT ALL ON test_keys, test_late_keys TO PUBLIC');
  });
  beforeEach(async () => {
    await store.service.database.query('TRUNCATE test_keys, test_late_keys');
    await store.service.database.query('INSERT INTO test_keys VALUES (1)');
  });
  afterAll(async () => {
    const sessions = await store.service.database.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'padron'`,
    );
    await store.stop();
    expect(sessions).toHaveLength(1);
  });

  /** The session must be the same all the time: no error here is one of the connection. */
  const session = sharedRead('test_session', 'SELECT pg_backend_pid() AS pid');
  let pid: unknown;
  beforeEach(async () => ([{ pid }] = (await read(session)) as [{ pid: unknown }]));
  afterEach(async () => expect(await read(session)).toEqual([{ pid }]));

  it('is described once, however often it is used, and each time when it has no name', async () => {
    const reading = fresh(ECHO.text, sharedRead);
    const writing = fresh(`${KEYS} RETURNING id`);
    await Promise.all(numbers(100).map((n) => read(reading, n)));
    for (const n of numbers(10)) await read(reading, n);
    for (const n of numbers(10, 100)) expect(await read(writing, n)).toEqual([{ id: n }]);
    expect([store.descriptions(reading), store.descriptions(writing)]).toEqual(isNamed ? [1, 1] : [0, 0]);
    if (!isNamed) return;
    expect(store.proxy.sent().split(`${reading.name}\0${reading.text}`)).toHaveLength(2);
  });

  it.each(numbers(4))('fails as a read when executed, with %d others of its kind in front of it', async (others) => {
    const divide = fresh(DIVIDE.text, sharedRead);
    const divisors = [...numbers(others, 1), 0, 2, 0, 3];
    const expected = divisors.map((n) => (n === 0 ? '22012' : [{ quotient: 12 / n }]));
    expect(await outcomes(divisors.map((n) => read(divide, n)))).toEqual(expected);
    expect(await outcomes(divisors.map((n) => read(divide, n)))).toEqual(expected);
  });

  it('fails as a read for a value that has another type', async () => {
    const echo = fresh(ECHO.text, sharedRead);
    for (let round = 0; round < 2; round++) {
      expect(await outcomes(['x', 1, 'y', 2].map((n) => read(echo, n)))).toEqual([
        '22P02',
        [{ n: 1 }],
        '22P02',
        [{ n: 2 }],
      ]);
    }
  });

  it('fails as a read for a table that is not there yet', async () => {
    const look = fresh('SELECT n FROM test_later WHERE n >= $1::integer', sharedRead);
    const asked = (): Promise<unknown[]> => outcomes([read(look, 1), read(ECHO, 1), read(look, 1), read(look, 2)]);
    expect(await asked()).toEqual(['42P01', [{ n: 1 }], '42P01', '42P01']);
    await sql('CREATE TABLE test_later AS SELECT 1 AS n');
    await sql('GRANT SELECT ON test_later TO PUBLIC');
    expect(await asked()).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }], []]);
    await sql('DROP TABLE test_later');
    expect(await asked()).toEqual(['42P01', [{ n: 1 }], '42P01', '42P01']);
    await sql('CREATE TABLE test_later AS SELECT 2 AS n');
    await sql('GRANT SELECT ON test_later TO PUBLIC');
    expect(await asked()).toEqual([[{ n: 2 }], [{ n: 1 }], [{ n: 2 }], [{ n: 2 }]]);
    await sql('DROP TABLE test_later');
  });

  it('fails as a read for a right that is granted later', async () => {
    await sql('CREATE TABLE test_secret AS SELECT 1 AS n');
    const look = fresh('SELECT n FROM test_secret WHERE n >= $1::integer', sharedRead);
    expect(await outcomes([read(look, 1), read(ECHO, 1), read(look, 1)])).toEqual(['42501', [{ n: 1 }], '42501']);
    await sql('GRANT SELECT ON test_secret TO PUBLIC');
    expect(await outcomes([read(look, 1), read(ECHO, 1), read(look, 1)])).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
    await sql('DROP TABLE test_secret');
  });

  it.each([
    ['without rows', KEYS, (_id: number): unknown[] => []],
    ['with rows', `${KEYS} RETURNING id, id + 1 AS next`, (id: number): unknown[] => [{ id, next: id + 1 }]],
  ])('violates a key as a write %s at its first use', async (_what, text, rows) => {
    const write = fresh(text);
    const error: unknown = await read(write, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UniqueViolation);
    const written = [2, 2, 3, 1, 4].map((id) => read(write, id));
    expect(await outcomes(written)).toEqual([rows(2), 'test_key', rows(3), 'test_key', rows(4)]);
    expect(await read(fresh(READS_KEYS, sharedRead), 0)).toEqual(numbers(4, 1).map((id) => ({ id })));
  });

  it.each([
    ['without rows', '', 1],
    ['with rows', ' RETURNING id', 1],
  ])('violates a key as a write %s only when all has been done', async (_what, returning, id) => {
    const write = fresh(`INSERT INTO test_late_keys VALUES ($1), ($2)${returning}`);
    const ids = (...values: number[]): unknown[] => (returning === '' ? [] : values.map((value) => ({ id: value })));
    expect(await outcomes([read(write, id, id)])).toEqual(['test_late_key']);
    expect(await outcomes([read(write, id, 2), read(ECHO, 1), read(write, 2, 3)])).toEqual([
      ids(id, 2),
      [{ n: 1 }],
      'test_late_key',
    ]);
    expect(await store.service.database.query('SELECT id FROM test_late_keys')).toEqual([{ id }, { id: 2 }]);
  });

  it('is used first in a transaction that is taken back', async () => {
    const [write, look, late] = [fresh(KEYS), fresh(READS_KEYS, sharedRead), fresh(READS_KEYS)];
    const failed = store.database.work().transaction(async (query) => {
      await query(write, [2]);
      expect(await query(look, [2])).toEqual([{ id: 2 }]);
      await expect(query(write, [1])).rejects.toBeInstanceOf(UniqueViolation);
      // The transaction is lost: PostgreSQL parses nothing more in it.
      await query(late, [1]);
    });
    await expect(failed).rejects.toMatchObject({ code: '25P02' });
    expect(await outcomes([read(look, 2), read(late, 1)])).toEqual([[], [{ id: 1 }]]);
    expect(await outcomes([read(write, 3), read(write, 1)])).toEqual([[], 'test_key']);
    expect(await outcomes([read(look, 2), read(look, 1)])).toEqual([[{ id: 3 }], [{ id: 1 }, { id: 3 }]]);
  });

  it('is used first by a new connection after its own was ended', async () => {
    const echo = fresh(ECHO.text, sharedRead);
    expect(await read(echo, 1)).toEqual([{ n: 1 }]);
    await store.service.database.query('SELECT pg_terminate_backend($1)', [pid]);
    // Whoever comes before the end was noticed is told that the store is not available.
    const again = async (): Promise<QueryResultRow[]> => read(echo, 2).catch(again);
    expect(await again()).toEqual([{ n: 2 }]);
    [{ pid }] = (await read(session)) as [{ pid: unknown }];
  });
});
