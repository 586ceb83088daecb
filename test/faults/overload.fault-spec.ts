import { createTestDatabase, type TestDatabase } from '../setup/database';
import { percentile } from '../setup/fault-load';
import { fragments } from '../setup/fragments';
import { after, closedLoop, createRequest, openLoop, type Sample } from '../setup/generator';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';

const REQUEST_TIMEOUT_MS = 3000;
const SECONDS = process.env['FAULTS_LONG'] === undefined ? 5 : 30;
/** Enough for those who wait, and for those who are refused meanwhile. */
const CLIENTS = 1500;

/** Creates a second. */
function goodput(samples: readonly Sample[], seconds: number): number {
  return samples.filter(({ status }) => status === 201).length / seconds;
}

/** Three times as many creates as the service can do, for some seconds. */
describe('a service that gets three times what it can do', () => {
  let database: TestDatabase;
  let service: ServiceProcess;

  beforeEach(async () => {
    database = await createTestDatabase();
    service = await startProcess({ DATABASE_URL: database.url, REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS) });
  });
  afterEach(() => database.close());
  afterAll(endProcesses);

  it.each<[limit: string, prepare: () => Promise<unknown>]>([
    // Each create keeps a connection busy for 20 ms: ten of them do 500 a second.
    [
      'because of its database',
      () => database.query('ALTER TABLE customers ADD CONSTRAINT slow CHECK (pg_sleep(0.02) IS NOT NULL)'),
    ],
    ['because of its processor', () => Promise.resolve()],
  ])('%s goes on doing that, refuses the rest, and is as before afterwards', async (limit, prepare) => {
    await prepare();
    const common = { url: service.url, next: createRequest };
    await closedLoop({ ...common, connections: 64, isOver: after(3) });
    const maximum = goodput(await closedLoop({ ...common, connections: 64, isOver: after(SECONDS) }), SECONDS);
    const rate = 3 * maximum;
    const overload = await openLoop({ ...common, connections: CLIENTS, isOver: after(SECONDS), rate });
    const share = goodput(overload, SECONDS) / maximum;
    // Long before the five seconds in which it has to be as before.
    const afterwards = goodput(await closedLoop({ ...common, connections: 64, isOver: after(2) }), 2) / maximum;

    const accepted = overload.filter(({ status }) => status === 201).map(({ ms }) => ms);
    const refused = overload.filter(({ status }) => status !== 201);
    console.info(
      JSON.stringify({
        limit,
        maximum: Math.round(maximum),
        sent: Math.round(overload.length / SECONDS),
        share,
        afterwards,
        acceptedP99: percentile(accepted, 0.99),
        acceptedSlowest: Math.max(...accepted),
        refused: refused.length,
        refusedP99: percentile(
          refused.map(({ ms }) => ms),
          0.99,
        ),
      }),
    );
    expect(share).toBeGreaterThan(0.8);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ status, retryAfter }) => `${status} ${retryAfter}`))).toEqual(new Set(['503 true']));
    expect(Math.max(...accepted)).toBeLessThan(REQUEST_TIMEOUT_MS);
    expect(afterwards).toBeGreaterThan(0.8);
    expect(await fragments(database)).toEqual([]);
    expect(await service.end('SIGTERM')).toBe(0);
  });
});
