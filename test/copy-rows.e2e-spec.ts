import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { type Columns, CopyRows } from '../apps/api/src/seed/copy-rows';
import { createTestDatabase, type TestDatabase } from './setup/database';

const COLUMNS: Columns = { a_text: 'text', list: 'text[]', id: 'uuid', document: 'jsonb', number: 'sent' };
const ID = '0190a3c4-5d6e-7f80-9a1b-2c3d4e5f6a7b';
const SENT = Buffer.from([0, 0, 1, 0]);

const ROWS: [string | null, string[] | undefined, string, string, Buffer | undefined][] = [
  ['plain', ['one', 'two'], ID, '{"a": 1}', SENT],
  ['Núñez, 3º', [], 'ffffffff-ffff-ffff-ffff-ffffffffffff', '[]', SENT],
  ['tab\tline\nbackslash\\', [''], ID, '{"ñ": "\\t"}', SENT],
  [null, undefined, '00000000-0000-0000-0000-000000000000', 'null', undefined],
  ['', ['a,b', '"', '{}', 'NULL', 'ñ'], ID, '""', SENT],
  ['x'.repeat(300_000), ['a', 'b'], ID, '1', SENT],
  ['😀'.repeat(100_000), ['a', 'b', 'c'], ID, '2', SENT],
];

describe('rows for COPY', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('CREATE TABLE copied (a_text text, list text[], id uuid, document jsonb, number integer)');
  });
  afterAll(async () => {
    await client.end();
    await database.close();
  });

  const copied = async (rows: CopyRows): Promise<unknown[][]> => {
    await client.query('TRUNCATE copied');
    const stream = client.query(from('COPY copied FROM STDIN (FORMAT binary)'));
    stream.end(rows.end());
    await finished(stream);
    const found = await database.query<Record<string, unknown>>(
      'SELECT a_text, list, id, document::text, number FROM copied ORDER BY ctid',
    );
    return found.map((row) => Object.values(row));
  };
  const expected = ROWS.map(([text, list, id, document, sent]) => [
    text,
    list ?? null,
    id,
    document,
    sent ? 256 : null,
  ]);

  it('arrive as they are', async () => {
    const rows = new CopyRows(COLUMNS);
    for (const row of ROWS) rows.add(row);
    expect(await copied(rows)).toEqual(expected);
  });

  it('begin anew in the same memory', async () => {
    const rows = new CopyRows(COLUMNS);
    for (const row of ROWS.toReversed()) rows.add(row);
    rows.end();
    rows.clear();
    expect(await copied(rows)).toEqual([]);
    rows.clear();
    for (const row of ROWS) rows.add(row);
    expect(await copied(rows)).toEqual(expected);
  });

  it('have as many columns as their COPY', () => {
    const row = ROWS[0] ?? [];
    expect(() => new CopyRows(COLUMNS).add(row.slice(1))).toThrow('a row has other columns than its COPY');
    expect(() => new CopyRows(COLUMNS).add([...row, 'more'])).toThrow('a row has other columns than its COPY');
  });
});
