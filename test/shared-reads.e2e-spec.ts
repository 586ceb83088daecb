import { sharedRead, type Statement, statement } from '@app/database';
import { type QueryResultRow } from 'pg';
import { DIVIDE, ECHO, numbers, type SharedStore, startSharedStore } from './setup/shared-reads';

const COUNT = sharedRead('test_count', 'SELECT generate_series(1, $1::integer) AS n');
const NOTHING = sharedRead('test_nothing', 'SELECT $1::integer AS n WHERE false');
const TEXT = sharedRead('test_text', 'SELECT $1::text AS text, length($1::text) AS length');
const REPEAT = sharedRead('test_repeat', 'SELECT repeat($1, $2::integer) AS text');
const NO_COLUMNS = sharedRead('test_no_columns', 'SELECT FROM generate_series(1, $1::integer)');
const NOTICE = sharedRead('test_notice', 'SELECT test_notice($1::integer) AS n');
const SETTING = sharedRead('test_setting', "SELECT set_config('application_name', $1::text, false) AS name");
const TYPES = sharedRead(
  'test_types',
  `SELECT $1::uuid AS uuid, $2::text AS text, $3::integer AS integer, $4::bigint AS bigint, $5::boolean AS boolean,
          $6::timestamptz AS instant, $7::date AS date, $8::jsonb AS jsonb, $8::jsonb::text AS json_text,
          $9::text[] AS texts, $10::integer[] AS integers, $11::bytea AS bytes, $12::numeric AS numeric, $2::text AS text`,
);
const BUMP = statement('test_bump', 'UPDATE test_counters SET n = n + 1 WHERE id = $1 RETURNING n');
const SEE = sharedRead('test_see', 'SELECT n FROM test_counters WHERE id = $1');

const ODD_TEXTS = ['', ' ', "'; --", 'ñandú 漢字 🙂', '\u{10FFFF}', 'a\nb\r\t\\', '{"x":[1]}', '\u0001'];

/** One statement in a message with its neighbours. */
type Ask = readonly [statement: Statement, values: readonly unknown[], rows: readonly QueryResultRow[]];

/** A read of some kind, and the rows that are its own. */
function ask(at: number): Ask {
  const kinds: readonly (() => Ask)[] = [
    () => [ECHO, [at], [{ n: at }]],
    () => [COUNT, [at % 4], numbers(at % 4, 1).map((n) => ({ n }))],
    () => [NOTHING, [at], []],
    () => [TEXT, [`text ${at}`], [{ text: `text ${at}`, length: `text ${at}`.length }]],
    () => [TEXT, [null], [{ text: null, length: null }]],
    () => [NO_COLUMNS, [at % 3], numbers(at % 3).map(() => ({}))],
    () => [DIVIDE, [(at % 3) + 1], [{ quotient: 12 / ((at % 3) + 1) }]],
  ];
  return (kinds[at % kinds.length] as () => Ask)();
}

describe.each<{ how: string; env: Record<string, string> }>([
  { how: 'named statements', env: {} },
  { how: 'unnamed statements', env: { DATABASE_PREPARED: 'off' } },
])('reads that are asked for at once, by $how,', ({ env }) => {
  let store: SharedStore;
  const read = (statement: Statement, ...values: unknown[]): Promise<QueryResultRow[]> =>
    store.read(statement, ...values);
  const all = (asks: readonly Ask[]): Promise<QueryResultRow[][]> =>
    Promise.all(asks.map(([statement, values]) => read(statement, ...values)));
  /** How many messages the work took. */
  async function messagesOf(work: () => Promise<unknown>): Promise<number> {
    const before = store.messages();
    await work();
    return store.messages() - before;
  }

  beforeAll(async () => {
    store = await startSharedStore(env);
    const sql = (text: string): Promise<unknown> => store.service.database.query(text);
    await sql(`CREATE FUNCTION test_notice(n integer) RETURNS integer LANGUAGE plpgsql AS
                 $$ BEGIN RAISE WARNING 'a warning'; RETURN n; END $$`);
    await sql('CREATE TABLE test_counters AS SELECT id, 0 AS n FROM generate_series(1, 16) AS id');
    await sql('GRANT ALL ON test_counters TO PUBLIC');
  });
  afterAll(() => store.stop());

  it.each([
    [1, 1],
    [2, 1],
    [16, 1],
    [17, 2],
    [100, 7],
  ])('share messages: %d in %d, each with its own row', async (count, messages) => {
    const asked = (): Promise<unknown> =>
      expect(Promise.all(numbers(count).map((n) => read(ECHO, n)))).resolves.toEqual(
        numbers(count).map((n) => [{ n }]),
      );
    expect(await messagesOf(asked)).toBe(messages);
  });

  it('share messages, and writes do not: each is alone in its own', async () => {
    const work = (): Promise<unknown> =>
      Promise.all([...numbers(5).map(() => read(ECHO, 1)), ...numbers(5, 1).map((id) => read(BUMP, id))]);
    expect(await messagesOf(work)).toBe(6);
  });

  it.each([7, 16, 50, 1500])('get their rows in any mix of statements: %d', async (count) => {
    const asks = numbers(count).map(ask);
    expect(await all(asks)).toEqual(asks.map(([, , rows]) => rows));
  });

  it('get their rows although more are asked for meanwhile', async () => {
    const chain = async (first: number): Promise<void> => {
      for (const at of numbers(60, first)) {
        const [statement, values, rows] = ask(at);
        expect(await read(statement, ...values)).toEqual(rows);
      }
    };
    await Promise.all(numbers(20).map(chain));
  });

  it.each(numbers(16))('are refused alone, at place %d of 16', async (place) => {
    const divisors = numbers(16).map((at) => (at === place ? 0 : (at % 12) + 1));
    let settled: PromiseSettledResult<QueryResultRow[]>[] = [];
    const messages = await messagesOf(async () => {
      settled = await Promise.allSettled(divisors.map((divisor) => read(DIVIDE, divisor)));
    });
    for (const [at, result] of settled.entries()) {
      if (at === place) expect(result).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      else expect(result).toEqual({ status: 'fulfilled', value: [{ quotient: Math.floor(12 / (divisors[at] ?? 0)) }] });
    }
    expect(messages).toBe(place === 15 ? 1 : 2);
  });

  it.each<[string, Statement, unknown[], string]>([
    ['to parse', sharedRead('test_no_table', 'SELECT n FROM test_no_table WHERE n = $1::integer'), [1], '42P01'],
    ['to bind', ECHO, ['x'], '22P02'],
    ['for a character that it cannot hold', TEXT, ['a\0b'], '22021'],
    ['to execute', DIVIDE, [0], '22012'],
    [
      'after some rows',
      sharedRead('test_late', 'SELECT 1 / (3 - n) AS n FROM generate_series(1, $1::integer) n'),
      [9],
      '22012',
    ],
  ])('are refused alone where PostgreSQL refuses %s', async (_what, refused, values, code) => {
    const places = [0, 5, 6, 11];
    const settled = await Promise.allSettled(
      numbers(12).map((n) => (places.includes(n) ? read(refused, ...values) : read(ECHO, n))),
    );
    for (const [n, result] of settled.entries()) {
      if (places.includes(n)) expect(result).toMatchObject({ status: 'rejected', reason: { code } });
      else expect(result).toEqual({ status: 'fulfilled', value: [{ n }] });
    }
  });

  it('are refused, all of them', async () => {
    const settled = await Promise.allSettled(numbers(40).map(() => read(DIVIDE, 0)));
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(await read(DIVIDE, 1)).toEqual([{ quotient: 12 }]);
  });

  it('are refused alone where a value cannot be sent', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const settled = await Promise.allSettled([read(ECHO, 1), read(TEXT, circle), read(ECHO, 3)]);
    expect(settled).toEqual([
      { status: 'fulfilled', value: [{ n: 1 }] },
      { status: 'rejected', reason: expect.objectContaining({ name: 'TypeError' }) },
      { status: 'fulfilled', value: [{ n: 3 }] },
    ]);
  });

  it('get values as pg itself gives them', async () => {
    const instant = new Date('2024-02-29T23:59:59.999Z');
    const id = '123e4567-e89b-12d3-a456-556642440000';
    const full = [
      id, ODD_TEXTS.join(''), -2147483648, '9223372036854775807', true, instant, '2024-02-29', { a: [null, 'ñ', 1.5] },
      ODD_TEXTS, [1, null, 3], Buffer.from([0, 255, 39]), '12345678901234567890.5',
    ]; // prettier-ignore
    const empty = full.map(() => null);
    const bare = [...empty.slice(0, 8), [], [], Buffer.alloc(0), 'NaN'];
    const variants = [full, empty, bare, full];
    const expected: QueryResultRow[][] = [];
    for (const values of variants) {
      expected.push(await store.service.database.query(TYPES.text, values));
    }
    const got = await Promise.all(variants.map((values) => read(TYPES, ...(values as unknown[]))));
    expect(got).toEqual(expected);
    expect(got[0]?.[0]?.['instant']).toEqual(instant);
    expect(Object.keys(got[0]?.[0] ?? {})).toEqual(Object.keys(expected[0]?.[0] as object));
  });

  it('get texts as they were', async () => {
    const rows = await Promise.all(ODD_TEXTS.map((text) => read(TEXT, text)));
    expect(rows.map(([row]) => row?.['text'] as string)).toEqual(ODD_TEXTS);
  });

  it('get rows that come in many packets', async () => {
    const [first, long, rows, last] = await Promise.all([
      read(ECHO, 1),
      read(REPEAT, 'ñ', 2_000_000),
      read(COUNT, 50_000),
      read(ECHO, 2),
    ]);
    expect([first, last]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect((long?.[0] as { text: string }).text === 'ñ'.repeat(2_000_000)).toBe(true);
    expect(rows).toEqual(numbers(50_000, 1).map((n) => ({ n })));
  });

  it('get rows with values that come in many packets', async () => {
    const texts = numbers(16).map((n) => String.fromCharCode(97 + n).repeat(200_000));
    const rows = await Promise.all(texts.map((text) => read(TEXT, text)));
    expect(rows.every(([row], at) => row?.['text'] === texts[at])).toBe(true);
  });

  it('get rows whatever PostgreSQL says beside: warnings, settings that change', async () => {
    const rows = await Promise.all(
      numbers(12).map((n) =>
        n % 3 === 0 ? read(NOTICE, n) : n % 3 === 1 ? read(SETTING, `test ${n}`) : read(ECHO, n),
      ),
    );
    expect(rows).toEqual(numbers(12).map((n) => [n % 3 === 1 ? { name: `test ${n}` } : { n }]));
  });

  it('see whatever was acknowledged before, by whichever connection', async () => {
    const chain = async (id: number): Promise<void> => {
      for (let round = 0; round < 60; round++) {
        const [written] = await store.read(BUMP, id);
        const seen = await Promise.all([read(SEE, id), read(SEE, id)]);
        expect(seen).toEqual([[written], [written]]);
      }
    };
    await Promise.all(numbers(10, 1).map(chain));
  });

  it('leave every connection free', () => {
    const { size, idle, waiting } = store.database.poolState();
    expect([idle, waiting]).toEqual([size, 0]);
    expect(size).toBeLessThanOrEqual(10);
  });
});
