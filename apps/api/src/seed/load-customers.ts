import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { queryOf, type Statement } from '@app/database';
import { type Client, DatabaseError } from 'pg';
import { from } from 'pg-copy-streams';
import { createValues } from '../customers/customer-row';
import { type CopyRows } from './copy-rows';
import { CreatedRows } from './created-rows';
import { MOST_ROWS } from './numbers';
import {
  ANALYZE,
  BATCH,
  BEGIN,
  COMMIT,
  ROLLBACK,
  type BatchRow,
  COPY_AUDIT_ENTRIES,
  COPY_CUSTOMERS,
  COPY_DOCUMENTS,
  LAST_SEEDED,
  TAKEN_DOCUMENTS,
  TAKEN_EXTERNAL_IDS,
  TAKEN_LOGIN_EMAILS,
} from './seed.statements';
import { EXTERNAL_ID_PREFIX, externalIdOf, seededCustomer } from './seeded-customer';

/** Customers of one transaction. */
const BATCH_SIZE = 5000;
/** Customers that are made at one go: a few milliseconds. */
const TURN = 250;

/** What is to be loaded, and where. */
export interface Load {
  readonly org: string;
  readonly customers: number;
  /** While some are busy storing, rows for another are made. */
  readonly clients: readonly Client[];
  /** Is told how many have been stored so far. */
  readonly onProgress: (stored: number) => void;
}

/**
 * Loads the customers of the rows behind the last that was loaded. Those of rows whose document, external id or email somebody has already are
 * left out, and others follow for them. Each transaction has whole customers: an end in between leaves what was stored so far.
 * @throws RangeError when there are not so many rows left, before anything is stored
 */
export async function loadCustomers({ org, customers, clients, onProgress }: Load): Promise<void> {
  const [first] = clients;
  if (first === undefined) throw new Error('no connection');
  let next = await nextRow(first, org);
  let [stored, missing] = [0, customers];
  if (next + customers > MOST_ROWS) throw new RangeError(`there are ${MOST_ROWS} rows, and ${next} of them are taken`);
  const work = async (client: Client): Promise<void> => {
    const created = new CreatedRows(org);
    while (missing > 0) {
      const count = Math.min(BATCH_SIZE, missing);
      const rows = Array.from({ length: count }, (_, at) => next + at);
      [next, missing] = [next + count, missing - count];
      const done = await storeFree(client, org, rows, created);
      stored += done;
      missing += count - done;
      onProgress(stored);
    }
  };
  await Promise.all(clients.map(work));
  await first.query(ANALYZE);
}

async function nextRow(client: Client, org: string): Promise<number> {
  const range = [org, externalIdOf(0), externalIdOf(MOST_ROWS - 1), `^${EXTERNAL_ID_PREFIX}\\d{9}$`];
  const [last] = await queryOf(client)<{ external_id: string }>(LAST_SEEDED, range);
  return last === undefined ? 0 : Number(last.external_id.slice(EXTERNAL_ID_PREFIX.length)) + 1;
}

/** Stores the customers of those rows whose keys are free. @returns how many */
async function storeFree(client: Client, org: string, rows: readonly number[], created: CreatedRows): Promise<number> {
  for (let free = rows; ; free = await withoutTaken(client, org, free)) {
    try {
      await store(client, org, free, created);
      return free.length;
    } catch (error) {
      await client.query(ROLLBACK);
      if (!(error instanceof DatabaseError && error.code === '23505')) throw error;
    }
  }
}

async function store(client: Client, org: string, rows: readonly number[], created: CreatedRows): Promise<void> {
  await client.query(BEGIN);
  const [batch] = await queryOf(client)<BatchRow>(BATCH, [org]);
  if (batch === undefined) throw new Error('the organization is gone');
  created.clear();
  for (const [at, row] of rows.entries()) {
    created.add(seededCustomer(row), batch);
    // What other connections wait for gets its turn.
    if (at % TURN === 0) await setImmediate();
  }
  await copy(client, COPY_CUSTOMERS, created.customers);
  await copy(client, COPY_DOCUMENTS, created.documents);
  await copy(client, COPY_AUDIT_ENTRIES, created.auditEntries);
  await client.query(COMMIT);
}

async function copy(client: Client, text: string, rows: CopyRows): Promise<void> {
  const stream = client.query(from(text));
  stream.end(rows.end());
  await finished(stream);
}

async function withoutTaken(client: Client, org: string, rows: readonly number[]): Promise<number[]> {
  const keysOf = (row: number): readonly unknown[] => {
    const [, , , externalId, loginEmail, , , , , , number] = createValues(org, '', seededCustomer(row));
    return [externalId, loginEmail, number];
  };
  const keys = rows.map(keysOf);
  const asked: Statement[] = [TAKEN_EXTERNAL_IDS, TAKEN_LOGIN_EMAILS, TAKEN_DOCUMENTS];
  const taken = new Set<unknown>();
  for (const [at, statement] of asked.entries()) {
    const values = keys.map((row) => row[at]).filter((key) => key !== undefined);
    for (const { key } of await queryOf(client)<{ key: string }>(statement, [org, values])) taken.add(key);
  }
  return rows.filter((_row, at) => !(keys[at] ?? []).some((key) => key !== undefined && taken.has(key)));
}
