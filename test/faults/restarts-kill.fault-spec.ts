import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { attachEmbeddedPostgres } from '@app/database';
import { seedOfRun } from '../setup/card-numbers';
import { createTestDatabase, type TestDatabase } from '../setup/database';
import { eventually, killAll, processesOn, query } from '../setup/embedded';
import { fragments } from '../setup/fragments';
import { send } from '../setup/http';
import { Ledger } from '../setup/ledger';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';
import { type TestService } from '../setup/service';
import { type Kind, KINDS, type Type, TYPES, Writer } from '../setup/writer';

const KILLS = 10;
/** Of the service with its embedded database, which takes longer to start. */
const EMBEDDED_KILLS = process.env['FAULTS_LONG'] === undefined ? 4 : 10;
const WRITERS = 16;
/** How long PostgreSQL may keep a session whose process was killed: a lock is waited for 1 s at most. */
const SESSION_MS = 3000;

const directory = mkdtempSync(join(tmpdir(), 'padron-kill-'));

afterAll(() => {
  endProcesses();
  killAll(processesOn(directory));
  rmSync(directory, { recursive: true, force: true });
});

type Query = Pick<TestDatabase, 'query'>;
/** The service as it is started, and its database. */
type Start = () => Promise<[ServiceProcess, Query]>;
/** Customers of a client, one after the other, and what it does to each. */
type Plan = [Type, Kind[]][];

const aType = fc.constantFrom(...TYPES);
// These are possible after others only, so they are drawn more often.
const aKind = fc.constantFrom(...KINDS, 'new card', 'card away', 'hold', 'release');
const aPlan: fc.Arbitrary<Plan> = fc.array(fc.tuple(aType, fc.array(aKind, { minLength: 3, maxLength: 12 })), {
  minLength: 30,
  maxLength: 30,
});
/** Every type of customer, and every kind of write on each. */
const TOUR: Plan = TYPES.map((type) => [type, KINDS]);

const caller =
  (service: ServiceProcess): TestService['call'] =>
  (method, path, options) =>
    send(service.url, method, path, { roles: 'API_KEY', ...options });

/** Creates a customer, and gives a client for each plan that knows its document to be taken. */
async function writersOf(ledger: Ledger, service: ServiceProcess, plans: Plan[]): Promise<(() => Promise<void>)[]> {
  const call = caller(service);
  const holder = new Writer(ledger, call, '');
  expect(await holder.create('person')).toBe(true);
  const taken = holder.customer?.state.document ?? '';
  return plans.map((plan) => async () => {
    const writer = new Writer(ledger, call, taken);
    for (const [type, kinds] of plan) {
      await writer.create(type);
      for (const kind of kinds) if (!(await writer.change(kind))) break;
      if (!writer.isCutOff) await writer.createTaken();
      if (writer.isCutOff) return;
    }
  });
}

/** Waits until PostgreSQL has ended what a killed process had begun. */
async function sessionsEnd(database: Query): Promise<void> {
  const begun = Date.now();
  await eventually('no session of the service', async () => {
    const sessions = await database.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'padron'",
    );
    return sessions.length === 0;
  });
  expect(Date.now() - begun).toBeLessThan(SESSION_MS);
}

/** Nothing is half-written, and there is nothing else than clients were told. */
async function expectWhole(ledger: Ledger, database: Query): Promise<void> {
  expect(ledger.wrong).toEqual([]);
  expect(await fragments(database)).toEqual([]);
  expect(await ledger.differences(database)).toEqual([]);
}

/** Kills the service again and again while it writes, then lets every kind of write be answered. */
async function killDuringWrites(seed: number, kills: number, start: Start): Promise<void> {
  const ledger = new Ledger();
  const moments = fc.sample(fc.integer({ min: 30, max: 150 }), { seed, numRuns: kills });
  for (const [round, moment] of moments.entries()) {
    const [service, database] = await start();
    const plans = fc.sample(aPlan, { seed: seed + round, numRuns: WRITERS });
    const clients = await writersOf(ledger, service, plans);
    const before = ledger.answered;
    const working = clients.map((client) => client());
    await eventually(`${moment} writes`, () => ledger.answered - before >= moment);
    expect(await service.end('SIGKILL')).toBe('SIGKILL');
    await Promise.all(working);
    await sessionsEnd(database);
    await expectWhole(ledger, database);
  }
  const interrupted = Object.entries(ledger.outcomes).filter(([what]) => what.endsWith(' ?'));
  expect(interrupted.length).toBeGreaterThan(3);
  const [service, database] = await start();
  const before = { ...ledger.outcomes };
  for (const client of await writersOf(ledger, service, [TOUR])) await client();
  const answered = Object.entries(ledger.outcomes).filter(([what, count]) => count > (before[what] ?? 0));
  const kinds = answered.map(([what]) => what.replace(/ [2-4]\d\d.*$/, ''));
  expect(kinds.sort()).toEqual([...TYPES, 'taken create', ...KINDS].sort());
  await expectWhole(ledger, database);
  expect(await service.end('SIGTERM')).toBe(0);
}

describe('kill -9 of the service during writes', () => {
  const seed = seedOfRun();

  it(`${KILLS} times leaves nothing half-written, and all that was acknowledged (seed ${seed})`, async () => {
    const database = await createTestDatabase();
    await killDuringWrites(seed, KILLS, async () => {
      return [await startProcess({ DATABASE_URL: database.url, DOCS: 'off' }), database];
    });
    await database.close();
  });

  it(`${EMBEDDED_KILLS} times does so with the embedded database, which the next start takes over (seed ${seed})`, async () => {
    const DATA_DIR = join(directory, 'data');
    let starts = 0;
    await killDuringWrites(seed, EMBEDDED_KILLS, async () => {
      const service = await startProcess({ DATA_DIR, DOCS: 'off' });
      expect(service.output()).toContain(starts++ === 0 ? 'making a PostgreSQL' : 'took over the running PostgreSQL');
      const url = await attachEmbeddedPostgres(DATA_DIR);
      return [service, { query: (text) => query(url, text) as Promise<never[]> }];
    });
    expect(processesOn(DATA_DIR)).toEqual([]);
  });
});
