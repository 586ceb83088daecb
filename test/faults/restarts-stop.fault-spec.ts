import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digitalCustomer } from '../factories';
import { createTestDatabase, type TestDatabase } from '../setup/database';
import { eventually, killAll, processesOn } from '../setup/embedded';
import { type Answer, send } from '../setup/http';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';

const CUSTOMERS = '/v4/orgs/telco/customers';
/** What the contract allows (§6), in milliseconds. */
const LONGEST_MS = 10_000;
/** A stop that has nobody to wait for: 1.5 s for load balancers, and what a busy machine needs. */
const PROMPT_MS = 5000;

const HEAD = 'Host: x\r\nx-auth-roles: API_KEY\r\n';
const READ = `GET ${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000 HTTP/1.1\r\n${HEAD}\r\n`;

describe('SIGTERM', () => {
  const directory = mkdtempSync(join(tmpdir(), 'padron-stop-'));
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    endProcesses();
    killAll(processesOn(directory));
    rmSync(directory, { recursive: true, force: true });
    await database.close();
  });

  const start = (env: Record<string, string> = {}): Promise<ServiceProcess> =>
    startProcess({ DATABASE_URL: database.url, ...env });

  const create = (service: ServiceProcess): Promise<Answer> =>
    send(service.url, 'POST', CUSTOMERS, { roles: 'API_KEY', body: digitalCustomer() });

  /** Sends the signal. @returns how long the process took to exit with 0, in milliseconds */
  async function stop(service: ServiceProcess): Promise<number> {
    const begun = Date.now();
    expect(await service.end('SIGTERM')).toBe(0);
    return Date.now() - begun;
  }

  /** Opens connections that each send the bytes. @returns them, and the number of those that broke */
  function open(service: ServiceProcess, count: number, bytes: string): { sockets: Socket[]; broken: () => number } {
    let broken = 0;
    const sockets = Array.from({ length: count }, () => {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      socket.on('error', () => broken++);
      if (bytes !== '') socket.write(bytes);
      return socket;
    });
    return { sockets, broken: () => broken };
  }

  async function isDraining(service: ServiceProcess): Promise<boolean> {
    const { status, headers } = await send(service.url, 'GET', '/health/ready');
    return status === 503 && headers['connection'] === 'close';
  }

  /** Lets a create wait for a lock, and gives its answer and the release of the lock. */
  async function waitingCreate(
    service: ServiceProcess,
  ): Promise<{ answer: Promise<Answer>; release: () => Promise<unknown> }> {
    await database.query('BEGIN');
    await database.query('LOCK TABLE customers IN EXCLUSIVE MODE');
    const answer = create(service);
    answer.catch(() => undefined);
    await eventually('a create that waits', async () => {
      return (await database.query('SELECT FROM pg_locks WHERE NOT granted')).length > 0;
    });
    return { answer, release: () => database.query('COMMIT') };
  }

  it('lets a request finish that came before it; the answer asks the client to connect elsewhere', async () => {
    const service = await start({ REQUEST_TIMEOUT_MS: '30000' });
    const { answer, release } = await waitingCreate(service);
    const stopping = stop(service);
    await eventually('a drain', () => isDraining(service));
    await release();
    const { status, headers } = await answer;
    expect([status, headers['connection']]).toEqual([201, 'close']);
    expect(await stopping).toBeLessThan(PROMPT_MS);
  });

  it('lets a request finish for which no new connection is taken any more', async () => {
    const service = await start({ REQUEST_TIMEOUT_MS: '30000' });
    const { answer, release } = await waitingCreate(service);
    const stopping = stop(service);
    await eventually('a closed door', () =>
      send(service.url, 'GET', '/health/live').then(
        () => false,
        () => true,
      ),
    );
    await release();
    expect((await answer).status).toBe(201);
    expect(await stopping).toBeLessThan(PROMPT_MS);
  });

  it('does not wait for a request whose deadline is far away', async () => {
    const service = await start({ REQUEST_TIMEOUT_MS: '60000' });
    const { release } = await waitingCreate(service);
    expect(await stop(service)).toBeLessThan(LONGEST_MS);
    await release();
  });

  it('does not wait for a database that is frozen', async () => {
    const service = await start();
    await Promise.all(Array.from({ length: 10 }, () => create(service)));
    const sessions = await database.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()",
    );
    expect(sessions.length).toBeGreaterThan(0);
    for (const { pid } of sessions) process.kill(pid, 'SIGSTOP');
    try {
      expect(await stop(service)).toBeLessThan(LONGEST_MS);
    } finally {
      for (const { pid } of sessions) process.kill(pid, 'SIGCONT');
    }
  });

  it('closes idle connections in order, and waits for none', async () => {
    const service = await start();
    const { sockets, broken } = open(service, 50, READ);
    let [answers, ends] = [0, 0];
    for (const socket of sockets) {
      socket.once('data', () => answers++);
      socket.once('end', () => ends++);
    }
    await eventually('an answer on each', () => answers === sockets.length);
    expect(await stop(service)).toBeLessThan(PROMPT_MS);
    await eventually('the end of each', () => ends + broken() === sockets.length);
    expect(broken()).toBe(0);
  });

  it('is not held up by slow clients, and serves the others meanwhile', async () => {
    const DATA_DIR = join(directory, 'data');
    const service = await startProcess({ DATA_DIR });
    const body = 'Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{';
    const slow = [
      ['nothing', ''],
      ['half a head', READ.slice(0, -2)],
      ['half a body', `POST ${CUSTOMERS} HTTP/1.1\r\n${HEAD}${body}`],
      ['a request after another', READ + READ.slice(0, 20)],
      ['answers that nobody reads', `GET /openapi.json HTTP/1.1\r\n${HEAD}\r\n`.repeat(100)],
    ].flatMap(([, bytes = '']) => open(service, 10, bytes).sockets);
    for (const socket of slow) socket.pause();
    expect((await create(service)).status).toBe(201);
    const stopping = stop(service);
    await eventually('a drain', () => isDraining(service));
    expect((await create(service)).status).toBe(201);
    expect(await stopping).toBeLessThan(LONGEST_MS);
    expect(processesOn(DATA_DIR)).toEqual([]);
    for (const socket of slow) socket.destroy();
  });
});
