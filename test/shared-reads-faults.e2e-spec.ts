import { sharedRead, type Statement, statement } from '@app/database';
import { type QueryResultRow, types } from 'pg';
import { eventually } from './setup/embedded';
import { ECHO, HELD, HELD_UP, numbers, type SharedStore, SLEEP, startSharedStore } from './setup/shared-reads';
import { putTimeForward } from './setup/time';

/** So long that what a busy machine takes of it decides nothing. */
const LIMIT_MS = 6000;
const LOCKED = sharedRead('test_locked_read', 'SELECT n FROM test_locked WHERE n = $1::integer');
const WRITE = statement('test_write', 'INSERT INTO test_written VALUES ($1)');

/** What waits and what fails in a message, and what becomes of everybody else. */
describe('of reads that share messages', () => {
  let store: SharedStore;
  const read = (of: Statement, ...values: unknown[]): Promise<QueryResultRow[]> => store.read(of, ...values);
  const sql = (text: string, values?: unknown[]): Promise<QueryResultRow[]> =>
    store.service.database.query(text, values);
  const rowsOf = (...values: number[]): unknown[] => values.map((n) => [{ n }]);

  /** Sessions that wait for the table. */
  const waiting = async (): Promise<number[]> => {
    // Within a transaction, what was seen first would stay.
    await sql('SELECT pg_stat_clear_snapshot()');
    const sessions = await sql(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM test_locked%'`,
    );
    return sessions.map(({ pid }) => pid as number);
  };
  /** Sessions that sleep. */
  const sleeping = async (): Promise<number[]> =>
    (await sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")).map(
      ({ pid }) => pid as number,
    );
  async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
    await sql('BEGIN');
    await sql('LOCK TABLE test_locked IN ACCESS EXCLUSIVE MODE');
    try {
      return await work();
    } finally {
      await sql('ROLLBACK');
    }
  }
  /** While reads of {@link HELD} with the key 1 wait. */
  async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
    await sql('SELECT pg_advisory_lock(1)');
    try {
      return await work();
    } finally {
      await sql('SELECT pg_advisory_unlock(1)');
    }
  }
  /** Kind of a refusal, or the rows. */
  const outcomes = async (reads: readonly Promise<QueryResultRow[]>[]): Promise<unknown[]> =>
    (await Promise.allSettled(reads)).map((result) =>
      result.status === 'fulfilled'
        ? result.value
        : ((result.reason as { kind?: string; code?: string }).kind ?? (result.reason as { code?: string }).code),
    );
  /** Everything is as it was: what is asked for is answered, and every connection is free. */
  async function isAsBefore(): Promise<void> {
    expect(await outcomes(numbers(50).map((n) => read(ECHO, n)))).toEqual(rowsOf(...numbers(50)));
    expect(await outcomes(numbers(8).map((n) => read(LOCKED, n)))).toEqual(rowsOf(...numbers(8)));
    const { size, idle, waiting: forConnection } = store.database.poolState();
    expect([idle, forConnection]).toEqual([size, 0]);
    expect(size).toBeLessThanOrEqual(4);
    await eventually('few and idle sessions', async () => {
      const sessions = await sql(
        "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'padron'",
      );
      return sessions.length <= 4 && sessions.every(({ state }) => state === 'idle');
    });
  }

  beforeAll(async () => {
    store = await startSharedStore({ REQUEST_TIMEOUT_MS: String(LIMIT_MS), DATABASE_POOL_MAX: '4' });
    await sql('CREATE TABLE test_locked AS SELECT generate_series(0, 99) AS n');
    await sql('CREATE TABLE test_written (n integer)');
    await sql('GRANT ALL ON test_locked, test_written TO PUBLIC');
  });
  afterEach(() => jest.restoreAllMocks());
  afterEach(isAsBefore);
  afterAll(() => store.stop());

  it('some wait for a table: those that come after them do not', async () => {
    let waited = 0;
    const [held, others] = await whileLocked(async () => {
      const asked: Promise<QueryResultRow[]>[] = [];
      // Each in a message of its own, more than are sent at once without a reason.
      for (const n of numbers(3)) {
        asked.push(read(LOCKED, n).finally(() => waited++));
        await eventually('a read that waits', async () => (await waiting()).length === n + 1);
      }
      const rows = await outcomes([...numbers(100).map((n) => read(ECHO, n)), read(WRITE, 1)]);
      expect(waited).toBe(0);
      return [Promise.all(asked), rows];
    });
    expect(others).toEqual([...rowsOf(...numbers(100)), []]);
    expect(await held).toEqual(rowsOf(0, 1, 2));
  });

  it('one takes long: those with it get their rows, and those after it do not wait', async () => {
    let hasEnded = false;
    const together = await whileHeld(async () => {
      const before = store.messages();
      const asked = [
        ...numbers(5).map((n) => read(HELD, n, 0)),
        read(HELD, 5, 1).finally(() => (hasEnded = true)),
        ...numbers(5, 6).map((n) => read(HELD, n, 0)),
      ];
      await eventually('a read that waits', async () => (await sql(HELD_UP)).length === 1);
      expect(store.messages() - before).toBe(1);
      expect(await outcomes(numbers(40).map((n) => read(HELD, n, 0)))).toEqual(rowsOf(...numbers(40)));
      expect(hasEnded).toBe(false);
      return [outcomes(asked)];
    });
    expect(await together[0]).toEqual(rowsOf(...numbers(11)));
  });

  it('some wait for a table: those that do not need it share no message with them', async () => {
    const settled = whileLocked(async () => {
      const locked = outcomes(numbers(20).map((n) => read(LOCKED, n)));
      const others = numbers(20).map((n) => read(ECHO, n));
      expect(await outcomes(others)).toEqual(rowsOf(...numbers(20)));
      expect((await waiting()).length).toBeGreaterThan(0);
      return locked;
    });
    expect(new Set(await settled)).toEqual(new Set(['repositoryTimeout']));
  });

  it('one waits for too long: 504 for it alone', async () => {
    const begun = performance.now();
    const settled = await whileHeld(() =>
      outcomes([read(HELD, 1, 0), read(HELD, 2, 1), read(HELD, 3, 0), read(HELD, 'x', 0)]),
    );
    expect(settled).toEqual([[{ n: 1 }], 'repositoryTimeout', [{ n: 3 }], '22P02']);
    expect(performance.now() - begun).toBeLessThan(LIMIT_MS);
  });

  it('one runs for too long: 504 for it, and rows for those in front of it', async () => {
    const begun = performance.now();
    const [first, slow] = await outcomes([read(SLEEP, 1, 0), read(SLEEP, 2, 10)]);
    expect([first, slow]).toEqual([[{ n: 1 }], 'repositoryTimeout']);
    expect(performance.now() - begun).toBeLessThan(LIMIT_MS);
  });

  it('the value of one cannot be read: an error for it and those behind it, rows for those in front of it', async () => {
    const MONEY = 790;
    const parse = types.getTypeParser(MONEY, 'text') as (text: string) => unknown;
    types.setTypeParser(MONEY, () => {
      throw Object.assign(new Error('not to be read'), { code: 'unreadable' });
    });
    const one = sharedRead('test_money', 'SELECT $1::integer AS n, CASE $1::integer WHEN 2 THEN 1::money END AS m');
    const settled = await outcomes(numbers(3, 1).map((n) => read(one, n)));
    types.setTypeParser(MONEY, parse);
    expect(settled).toEqual([[{ n: 1, m: null }], 'unreadable', 'unreadable']);
  });

  it.each([3, 16, 40, 300])('all wait for too long: 504 for each of %d within the deadline', async (count) => {
    const begun = performance.now();
    const late: number[] = [];
    const settled = await whileLocked(() =>
      outcomes(
        numbers(count).map((n) => read(LOCKED, n).finally(() => performance.now() - begun > LIMIT_MS && late.push(n))),
      ),
    );
    expect(new Set(settled)).toEqual(new Set(['repositoryTimeout']));
    expect(late).toEqual([]);
  });

  it.each<[how: string, first: unknown, end: () => Promise<unknown>]>([
    ['cut off', 'storeUnavailable', () => Promise.resolve(store.proxy.cut())],
    ['reset', 'storeUnavailable', () => Promise.resolve(store.proxy.reset())],
    [
      'ended by PostgreSQL, which sends what it has,',
      [{ n: 1 }],
      async () => sql('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS pid', [await sleeping()]),
    ],
  ])('the connection is %s while one waits: 503', async (_how, first, end) => {
    const settled = outcomes([read(SLEEP, 1, 0), read(SLEEP, 2, 0.9), read(SLEEP, 3, 0)]);
    await eventually('the sleep', async () => (await sleeping()).length === 1);
    expect(await read(ECHO, 4)).toEqual([{ n: 4 }]);
    await end();
    expect(await settled).toEqual([first, 'storeUnavailable', 'storeUnavailable']);
    await eventually('a success', async () => (await outcomes([read(ECHO, 1)]))[0] !== 'storeUnavailable');
  });

  it('the connection is cut in the middle of the answers: 503, and each row that came is its own', async () => {
    store.proxy.cutAnswers(true);
    const settled = await outcomes(numbers(60).map((n) => read(ECHO, n)));
    store.proxy.cutAnswers(false);
    for (const [n, result] of settled.entries()) {
      if (result !== 'storeUnavailable') expect(result).toEqual([{ n }]);
    }
    expect(settled.at(-1)).toBe('storeUnavailable');
    await eventually('a success', async () => (await outcomes([read(ECHO, 1)]))[0] !== 'storeUnavailable');
  });

  it('the session freezes: 504 within the deadline, and it is not used again', async () => {
    const frozen = sharedRead('test_frozen', 'SELECT pg_backend_pid() AS pid');
    const [before] = await read(frozen);
    const pid = before?.['pid'] as number;
    const begun = performance.now();
    process.kill(pid, 'SIGSTOP');
    try {
      const settled = await outcomes(numbers(16).map((n) => read(ECHO, n)));
      expect(performance.now() - begun).toBeLessThan(LIMIT_MS);
      expect(new Set(settled)).toEqual(new Set(['repositoryTimeout']));
      for (const [row] of await Promise.all(numbers(20).map(() => read(frozen)))) expect(row?.['pid']).not.toBe(pid);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('one has hardly any time left: it takes none from the others', async () => {
    const old = store.database.work();
    // Of what the store may take, 1 s is left, twice as much as waiting for a connection may take.
    putTimeForward(LIMIT_MS - 1500);
    const begun = Date.now();
    const [reads] = await whileLocked(async () => {
      const late = old.query(LOCKED, [1]);
      const asked = outcomes([late, read(LOCKED, 2), read(ECHO, 3)]);
      await eventually('a read that waits', async () => (await waiting()).length === 1);
      // Until its time is up, the table stays locked.
      await Promise.allSettled([late]);
      return [asked];
    });
    // With the time of the others it would have waited for as long as PostgreSQL lets it wait for a lock.
    expect(Date.now() - begun).toBeLessThan(LIMIT_MS / 3);
    expect(await reads).toEqual(['repositoryTimeout', [{ n: 2 }], [{ n: 3 }]]);
  });
});
