import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Load } from '../apps/api/src/http/load';
import { digitalCustomer } from './factories';
import { eventually } from './setup/embedded';
import { outcome } from './setup/http';
import { testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';
import { head, statuses } from './setup/sockets';

const CUSTOMERS = '/v4/orgs/telco/customers';
const POOL = 2;
/** Ten requests for each connection of the pool are at work, and two more for each may have begun. */
const AT_WORK = 10 * POOL;
const MOST = 12 * POOL;
const CLIENTS = 100;

/** Requests that come all at once, on a database that does not answer for a while. */
describe('admission', () => {
  let service: TestService;
  let log = testLog();
  let working: () => number;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    const logger = { info: (line: object) => log.logger.info(line), error: (line: object) => log.logger.error(line) };
    const env = { DATABASE_POOL_MAX: String(POOL), REQUEST_TIMEOUT_MS: '6000' };
    service = await startTestService(env, { logger: logger as typeof log.logger });
    const load = service.app.get(Load);
    working = () => load.working;
  });
  beforeEach(() => (log = testLog()));
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await eventually('an idle service', () => working() === 0);
  });
  afterAll(() => service.stop());

  async function whileLocked(work: () => Promise<void>): Promise<void> {
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE customers, orgs IN ACCESS EXCLUSIVE MODE');
    try {
      await work();
    } finally {
      await service.database.query('COMMIT');
    }
  }

  /** Connects, sends, and collects what comes. */
  function open(text: string): { socket: Socket; received: () => string } {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let received = '';
    sockets.push(socket.on('data', (chunk) => (received += chunk.toString())).on('error', () => undefined));
    socket.write(text);
    return { socket, received: () => received };
  }

  const read = (path: string): string => head(`GET ${path}`, 'x-auth-roles: ADMIN');
  const answered = (clients: { received: () => string }[]): string[] =>
    clients.flatMap(({ received }) => statuses(received()));

  it.each([
    ['as it should', '/v4/orgs/telco'],
    ['with a host', 'http://x/v4/orgs/telco'],
    ['with an escape', '/%764/orgs/telco'],
  ])(
    'lets so many begin as the pool can serve, and refuses who has waited too long: a path written %s',
    async (_, path) => {
      await whileLocked(async () => {
        const clients = Array.from({ length: CLIENTS }, () => open(read(path)));
        await eventually('refusals', () => answered(clients).length >= CLIENTS - MOST);
        expect(working()).toBeGreaterThan(0);
        expect(working()).toBeLessThanOrEqual(MOST);
        expect(new Set(answered(clients))).toEqual(new Set(['503']));
        expect(clients.map(({ received }) => received()).join()).toContain('MCUS.503.002');
        const begun = performance.now();
        expect((await service.call('GET', '/health/live')).status).toBe(200);
        expect((await service.call('GET', '/metrics')).status).toBe(200);
        expect(performance.now() - begun).toBeLessThan(1000);
      });
    },
  );

  it('refuses with everything that an error has, and logs it with the time that it waited', async () => {
    const load = service.app.get(Load);
    load.working = AT_WORK;
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = { 'x-request-id': 'refused-1', accept: 'application/problem+json', traceparent };
    const [answer, searched] = await Promise.all([
      service.call('POST', CUSTOMERS, { body: digitalCustomer(), headers }),
      service.call('POST', `${CUSTOMERS}/search`, { body: { email: 'a@b.es' } }),
    ]).finally(() => (load.working = 0));
    expect(outcome(answer)).toBe('503 MCUS.503.002');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '1',
      'cache-control': 'no-store',
      'x-request-id': 'refused-1',
      traceparent,
    });
    expect(outcome(searched)).toBe('503 MCUS.503.002');
    expect(searched.text).not.toContain('outcome');
    await eventually('its line', () => log.lines().some(({ request_id }) => request_id === 'refused-1'));
    const line = log.lines().find(({ request_id }) => request_id === 'refused-1');
    expect(line).toMatchObject({ level: 'error', method: 'POST', status: 503, error: 'MCUS.503.002' });
    expect(line?.ms).toBeGreaterThanOrEqual(500);
  });

  it('counts bodies that come together long after their heads, too', async () => {
    const body = (): string => JSON.stringify(digitalCustomer()).padEnd(200);
    const begin = head(
      `POST ${CUSTOMERS}`,
      'x-auth-roles: API_KEY',
      'Content-Type: application/json',
      'Content-Length: 200',
    );
    const clients = Array.from({ length: CLIENTS }, () => open(begin));
    await Promise.all(clients.map(({ socket }) => once(socket, 'connect')));
    await service.call('GET', '/v4/orgs/telco', { roles: 'ADMIN' });
    await whileLocked(async () => {
      for (const { socket } of clients) socket.write(body());
      await eventually('refusals', () => answered(clients).length >= CLIENTS - MOST);
      expect(working()).toBeLessThanOrEqual(MOST);
    });
    await eventually('all answers', () => answered(clients).length === CLIENTS);
    expect(new Set(answered(clients))).toEqual(new Set(['201', '503']));
  });

  it('does not begin for clients who have gone', async () => {
    const before = await service.database.query('SELECT count(*) FROM customers');
    await whileLocked(async () => {
      Array.from({ length: AT_WORK }, () => open(read('/v4/orgs/telco')));
      await eventually('load', () => working() >= AT_WORK);
      const body = JSON.stringify(digitalCustomer());
      const create = `${head(`POST ${CUSTOMERS}`, 'x-auth-roles: API_KEY', 'Content-Type: application/json', `Content-Length: ${body.length}`)}${body}`;
      const gone = Array.from({ length: 10 }, () => open(create));
      await Promise.all(gone.map(({ socket }) => once(socket, 'connect')));
      expect((await service.call('GET', '/health/live')).status).toBe(200);
      for (const { socket } of gone) socket.destroy();
      await eventually('their lines', () => log.lines().filter(({ status }) => status === 499).length === 10);
    });
    expect(await service.database.query('SELECT count(*) FROM customers')).toEqual(before);
  });

  it('asks the store for readiness once for all that ask together', async () => {
    await whileLocked(async () => {
      Array.from({ length: CLIENTS }, () => open(head('GET /health/ready')));
      await eventually('answers', () => service.call('GET', '/health/ready').then(({ status }) => status === 200));
      expect(working()).toBe(0);
    });
    const flood = Array.from({ length: CLIENTS }, () => open(head('GET /health/ready').repeat(20)));
    expect((await service.call('GET', '/v4/orgs/telco', { roles: 'ADMIN' })).status).toBe(200);
    await eventually('readiness', () => answered(flood).length === 20 * CLIENTS);
    expect(new Set(answered(flood))).toEqual(new Set(['200']));
  });
});
