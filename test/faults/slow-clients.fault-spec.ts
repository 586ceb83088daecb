import { digitalCustomer } from '../factories';
import { createTestDatabase, type TestDatabase } from '../setup/database';
import { eventually } from '../setup/embedded';
import { attack, HOSTILE_CLIENTS, type HostileClient } from '../setup/hostile-clients';
import { send } from '../setup/http';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';

jest.setTimeout(120_000);

const CUSTOMERS = '/v4/orgs/telco/customers';
const ATTACKERS = 200;
/** Within this time each connection must be closed, in milliseconds. */
const CLOSED_MS = 15_000;
/** For how long normal requests are measured without an attack, in milliseconds. */
const BASELINE_MS = 4000;
/** What is slower than this, in milliseconds, is felt; what is faster may be twice as slow for reasons of the machine. */
const FELT_MS = 10;
const MAX_ROUNDS = 3;

/** One attack: how many connections were cut off in time, and the 99th percentiles of normal requests before and during it. */
interface Round {
  readonly cutOff: number;
  readonly before: number;
  readonly during: number;
}

describe(`${ATTACKERS} connections at once`, () => {
  let database: TestDatabase;
  let service: ServiceProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startProcess({ DATABASE_URL: database.url });
    // Compiled code and filled caches, so that the baseline is no excuse.
    await latencies(BASELINE_MS);
  });
  afterAll(async () => {
    expect(await service.end('SIGTERM')).toBe(0);
    endProcesses();
    await database.close();
  });

  /** Creates and reads customers one after the other, and gives the milliseconds that each request took. */
  async function latencies(duration: number): Promise<number[]> {
    const times: number[] = [];
    const timed = async (...[method, path, options]: [string, string, object?]): Promise<string> => {
      const begun = performance.now();
      const answer = await send(service.url, method, path, { roles: 'API_KEY', ...options });
      times.push(performance.now() - begun);
      expect([200, 201]).toContain(answer.status);
      return answer.headers['location'] ?? '';
    };
    for (const end = performance.now() + duration; performance.now() < end;) {
      const location = await timed('POST', CUSTOMERS, { body: digitalCustomer() });
      for (let i = 0; i < 3; i++) await timed('GET', location);
    }
    return times.sort((a, b) => a - b);
  }

  const p99 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.99)] ?? NaN;

  async function attackOnce(client: HostileClient): Promise<Round> {
    const before = await latencies(BASELINE_MS);
    const begun = performance.now();
    const attackers = await attack(service.url, client, ATTACKERS);
    try {
      const during = await latencies(CLOSED_MS - (performance.now() - begun));
      // Who is not cut off by now is served what there is.
      attackers.listen();
      await eventually('what has become of each', () => attackers.cutOff() + attackers.served() === ATTACKERS);
      expect(Math.min(before.length, during.length)).toBeGreaterThan(500);
      return { cutOff: attackers.cutOff(), before: p99(before), during: p99(during) };
    } finally {
      attackers.abort();
    }
  }

  const isHarmless = ({ cutOff, before, during }: Round): boolean =>
    cutOff === ATTACKERS && during < Math.max(2 * before, FELT_MS);

  it.each(HOSTILE_CLIENTS.map((client): [string, HostileClient] => [client.name, client]))(
    'that %s are closed within 15 s, and nobody else feels them',
    async (_name, client) => {
      const rounds: Round[] = [];
      // Others on the machine may slow down one round; an attack that is felt slows down each.
      do rounds.push(await attackOnce(client));
      while (!rounds.some(isHarmless) && rounds.length < MAX_ROUNDS);
      process.stdout.write(`${client.name}: ${JSON.stringify(rounds)}\n`);
      expect(rounds.filter(isHarmless)).toHaveLength(1);
    },
  );
});
