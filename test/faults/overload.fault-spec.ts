import { createTestDatabase, type TestDatabase } from '../setup/database';
import { percentile } from '../setup/fault-load';
import { fragments } from '../setup/fragments';
import { after, closedLoop, createRequest, openLoop, type Sample } from '../setup/generator';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';

const REQUEST_TIMEOUT_MS = 3000;
const SECONDS = process.env['FAULTS_LONG'] === undefined ? 5 : 30;
/** Enough for those who wait, and for those who are refused meanwhile. */
const CLIENTS = 2500;

const MAX_ROUNDS = 3;

/** One overload. */
interface Round {
  readonly limit: string;
  /** Creates a second without overload. */
  readonly maximum: number;
  /** Requests a second that were sent, creates that succeeded meanwhile, and creates afterwards: in parts of the maximum. */
  readonly sent: number;
  readonly share: number;
  readonly afterwards: number;
  /** In milliseconds. */
  readonly acceptedP99: number;
  readonly acceptedSlowest: number;
  readonly refused: number;
  /** Statuses of the others, and whether they had Retry-After. */
  readonly refusals: readonly string[];
}

const isSteady = ({ share, afterwards, acceptedSlowest }: Round): boolean =>
  share > 0.8 && afterwards > 0.8 && acceptedSlowest < REQUEST_TIMEOUT_MS;

/** Creates a second. */
function goodput(samples: readonly Sample[], seconds: number): number {
  return samples.filter(({ status }) => status === 201).length / seconds;
}

/** For some seconds, three times as many creates as the service can do, or as many of them as the load's share of the processor allows. */
describe('a service that gets more than it can do', () => {
  let database: TestDatabase;
  let service: ServiceProcess;

  beforeEach(async () => {
    database = await createTestDatabase();
    service = await startProcess({ DATABASE_URL: database.url, REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS) });
  });
  afterEach(() => database.close());
  afterAll(endProcesses);

  /** Three times what it can do, and what it can do before and afterwards. */
  async function overload(limit: string): Promise<Round> {
    const common = { url: service.url, next: createRequest };
    const maximum = goodput(await closedLoop({ ...common, connections: 64, isOver: after(SECONDS) }), SECONDS);
    const samples = await openLoop({ ...common, connections: CLIENTS, isOver: after(SECONDS), rate: 3 * maximum });
    // Long before the five seconds in which it has to be as before.
    const afterwards = goodput(await closedLoop({ ...common, connections: 64, isOver: after(2) }), 2) / maximum;
    const accepted = samples.filter(({ status }) => status === 201).map(({ ms }) => ms);
    const refused = samples.filter(({ status }) => status !== 201);
    const round = {
      limit,
      maximum,
      sent: samples.length / SECONDS / maximum,
      share: goodput(samples, SECONDS) / maximum,
      afterwards,
      acceptedP99: percentile(accepted, 0.99),
      acceptedSlowest: Math.max(...accepted),
      refused: refused.length,
      refusals: [...new Set(refused.map(({ status, retryAfter }) => `${status} ${retryAfter}`))],
    };
    console.info(JSON.stringify(round));
    return round;
  }

  it.each<[limit: string, sent: number, prepare: () => Promise<unknown>]>([
    // Each create keeps a connection busy for 20 ms: ten of them do 500 a second.
    [
      'because of its database',
      2.5,
      () => database.query('ALTER TABLE customers ADD CONSTRAINT slow CHECK (pg_sleep(0.02) IS NOT NULL)'),
    ],
    // Those who send share the processor, so they cannot send three times as much; the refusals show that it is too much.
    ['because of its processor', 0.8, () => Promise.resolve()],
  ])('%s goes on doing that, refuses the rest, and is as before afterwards', async (limit, sent, prepare) => {
    await prepare();
    await closedLoop({ url: service.url, next: createRequest, connections: 64, isOver: after(3) });
    const rounds: Round[] = [];
    // Others on the machine may slow down one round; a service that breaks down under load does so in each.
    const isEnough = (round: Round): boolean => round.sent > sent && isSteady(round);
    do rounds.push(await overload(limit));
    while (!rounds.some(isEnough) && rounds.length < MAX_ROUNDS);
    expect(rounds.filter(isEnough)).toHaveLength(1);
    for (const { refusals } of rounds) expect(refusals).toEqual(['503 true']);
    expect(await fragments(database)).toEqual([]);
    expect(await service.end('SIGTERM')).toBe(0);
  });
});
