import { Agent } from 'node:http';
import { type Backend, type Balancer, startBalancer } from '../setup/balancer';
import { createTestDatabase, type TestDatabase } from '../setup/database';
import { eventually } from '../setup/embedded';
import { fragments } from '../setup/fragments';
import { type Answer, outcome, send } from '../setup/http';
import { Ledger } from '../setup/ledger';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';
import { type Kind, TYPES, Writer } from '../setup/writer';

jest.setTimeout(180_000);

const CLIENTS = 50;
const ROUNDS = 5;
/** After so many requests a client opens a new connection, as the pools of real clients do. */
const REQUESTS_OF_CONNECTION = 40;
/** What an instance must have answered before the other one is restarted. */
const ANSWERS = 100;
const SEARCH = '/v4/orgs/telco/customers/search';
const PATCHES: Kind[] = ['segment', 'name', 'email', 'address'];

/**
 * Part of the requests that may get a 503 because no database connection came free within 0.5 s: what the contract has
 * for overload, which clients without a pause bring about on a machine that does other work, too.
 */
const BUSY = 0.01;

/** Whether an instance that is not going down has said that it is too busy. */
const isBusy = ({ status, headers }: Answer): boolean =>
  status === 503 && headers['retry-after'] === '1' && headers['connection'] !== 'close';

/** An instance of the service, and its place behind the balancer. */
interface Instance {
  readonly service: ServiceProcess;
  readonly backend: Backend;
}

describe(`${ROUNDS} rolling restarts of two instances under ${CLIENTS} clients`, () => {
  let database: TestDatabase;
  let balancer: Balancer;

  beforeAll(async () => {
    database = await createTestDatabase();
    balancer = await startBalancer();
  });
  afterAll(async () => {
    endProcesses();
    await balancer.close();
    await database.close();
  });

  const ledger = new Ledger();
  /** What was dropped, or answered otherwise than it should. */
  const wrong: string[] = [];
  let busy = 0;
  let requests = 0;
  let slowest = 0;

  /** A client with one connection that is never idle, so that it cannot be closed while a request is on its way. */
  async function client(index: number, isOver: () => boolean): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let sent = 0;
    const call = async (method: string, path: string, { body }: { body?: unknown } = {}): Promise<Answer> => {
      const isLast = ++sent % REQUESTS_OF_CONNECTION === 0;
      const begun = Date.now();
      const headers = isLast ? { connection: 'close' } : undefined;
      const answer = await send(balancer.url, method, path, { roles: 'API_KEY', body, headers, agent }).catch(
        (error: Error) => {
          wrong.push(`${method}: ${error.message}`);
          throw error;
        },
      );
      if (isBusy(answer)) busy++;
      else if (answer.status >= 500) wrong.push(`${method}: ${outcome(answer)}`);
      slowest = Math.max(slowest, Date.now() - begun);
      return answer;
    };
    /** Sends a request whose answer must be right. */
    const check = async (expected: Record<string, unknown>, ...request: Parameters<typeof call>): Promise<void> => {
      const answer = await call(...request).catch(() => undefined);
      if (answer === undefined || answer.status >= 500) return;
      const body = answer.json();
      const isRight = Object.entries(expected).every(([member, value]) => body[member] === value);
      if (!isRight) wrong.push(`${request[0]}: ${outcome(answer)}, not as it was written`);
    };
    const writer = new Writer(ledger, call, '');
    for (let turn = index; !isOver(); turn++) {
      await writer.create(TYPES[turn % TYPES.length] ?? 'person');
      for (const kind of PATCHES) {
        await writer.change(kind);
        if (writer.customer === undefined) break;
        const { path, externalId, state } = writer.customer;
        const [id, segment, type] = [path.slice(-36), state.segment ?? undefined, state.type];
        await check({ id, type, segment }, 'GET', path);
        const criteria = state.document === null ? { email: state.email } : { identity_document: state.document };
        await check({ id, type, external_id: externalId }, 'POST', SEARCH, { body: criteria });
      }
    }
    requests += sent;
    agent.destroy();
  }

  async function start(): Promise<Instance> {
    const service = await startProcess({ DATABASE_URL: database.url, DOCS: 'off' });
    return { service, backend: await balancer.add(service.url) };
  }

  /** Stops an instance under load and starts another in its place. */
  async function restart({ service, backend }: Instance): Promise<Instance> {
    const begun = Date.now();
    expect(await service.end('SIGTERM')).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    balancer.remove(backend);
    const next = await start();
    await eventually('answers of the new instance', () => next.backend.answers >= ANSWERS);
    return next;
  }

  it('drops nothing: every answer is right, every write that was acknowledged is there', async () => {
    let instances = [await start(), await start()];
    let isOver = false;
    const clients = Array.from({ length: CLIENTS }, (_, index) => client(index, () => isOver));
    for (let round = 0; round < ROUNDS; round++) {
      const before = instances.map(({ backend }) => backend.answers);
      const [first, second] = instances as [Instance, Instance];
      const next = [await restart(first)];
      const between = second.backend.answers;
      next.push(await restart(second));
      // The old ones until they went, the new ones since they came.
      expect(between - (before[1] ?? 0)).toBeGreaterThanOrEqual(ANSWERS);
      for (const { backend } of next) expect(backend.answers).toBeGreaterThanOrEqual(ANSWERS);
      instances = next;
    }
    isOver = true;
    await Promise.all(clients);
    expect([wrong, ledger.wrong]).toEqual([[], []]);
    expect(busy).toBeLessThan(requests * BUSY);
    expect(await ledger.differences(database)).toEqual([]);
    expect(await fragments(database)).toEqual([]);
    expect(await Promise.all(instances.map(({ service }) => service.end('SIGTERM')))).toEqual([0, 0]);
    console.info(
      `${requests} requests, ${ledger.answered} of them writes; ${busy} too busy; the slowest took ${slowest} ms`,
    );
  });
});
