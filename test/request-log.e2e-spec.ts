import { once } from 'node:events';
import { connect } from 'node:net';
import { requestLog } from '../apps/api/src/http/request-log';
import { privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { eventually } from './setup/embedded';
import { outcome } from './setup/http';
import { type LogLine, testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const CUSTOMER = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const TEMPLATE = '/v4/orgs/:org_id/customers/:customer_id';

describe('the log', () => {
  let service: TestService;
  let log = testLog();

  beforeAll(async () => {
    const logger = { info: (line: object) => log.logger.info(line), error: (line: object) => log.logger.error(line) };
    service = await startTestService({}, { logger: logger as typeof log.logger });
    await createCustomer(service, privateCustomer());
  });
  afterAll(() => service.stop());
  beforeEach(() => (log = testLog()));

  /** The line of the one request that `work` makes; it comes after the answer. */
  async function lineOf(work: () => Promise<unknown>): Promise<LogLine> {
    await work();
    await eventually('a line', () => log.lines().length > 0);
    const [line, ...others] = log.lines();
    expect(others).toEqual([]);
    return line as LogLine;
  }

  it('has one line for each request: by template, with status, time, organization and roles', async () => {
    const call = (): Promise<unknown> =>
      service.call('GET', `${CUSTOMERS}/search?email=canary@example.com`, {
        roles: 'VIEWER, CANARY,ADMIN',
        headers: { 'x-request-id': 'request-1' },
      });
    expect(await lineOf(call)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      method: 'GET',
      route: '/v4/orgs/:org_id/customers/search',
      status: 404,
      ms: expect.any(Number),
      org: 'telco',
      request_id: 'request-1',
      roles: ['ADMIN', 'VIEWER'],
      error: 'MCUS.404.003',
    });
    expect(log.text()).not.toMatch(/canary/i);
  });

  it.each<[what: string, method: string, path: string, roles: string | undefined, expected: object]>([
    ['a success', 'POST', CUSTOMERS, 'API_KEY', { route: '/v4/orgs/:org_id/customers', status: 201 }],
    ['another method', 'POST', CUSTOMER, 'API_KEY', { route: TEMPLATE, status: 405 }],
    ['no caller', 'GET', CUSTOMER, undefined, { route: TEMPLATE, status: 401, error: 'MCUS.401.001' }],
    ['a role that may not', 'DELETE', CUSTOMER, 'VIEWER', { roles: ['VIEWER'], status: 403, error: 'MCUS.403.001' }],
    ['an id that is none', 'GET', `${CUSTOMERS}/canary`, 'VIEWER', { route: TEMPLATE, error: 'MCUS.999.998' }],
    ['a method that nobody knows', 'BREW', '/health/live', undefined, { status: 405 }],
  ])('%s', async (_what, method, path, roles, expected) => {
    const body = method === 'POST' ? privateCustomer({ segment: 'CANARY' }) : undefined;
    expect(await lineOf(() => service.call(method, path, { roles, body }))).toMatchObject(expected);
    expect(log.text()).not.toMatch(/canary/i);
  });

  it.each([
    ['a path that nobody knows', 'GET', '/v4/canary?canary=1', 404],
    ['a URL that is too long', 'GET', `/v4/orgs/${'canary'.repeat(1000)}`, 414],
    ['an organization that nobody knows', 'GET', '/v4/orgs/canary/customers/search?email=a@example.com', 404],
    ['an organization that cannot be', 'GET', '/v4/orgs/canary@example.com', 400],
  ])('%s is not repeated', async (_what, method, path, status) => {
    const line = await lineOf(() => service.call(method, path, { roles: 'ADMIN' }));
    expect([line.status, line.org]).toEqual([status, undefined]);
    expect(log.text()).not.toMatch(/canary/i);
  });

  it('names an organization once a request to it has succeeded', async () => {
    const first = await lineOf(() => service.call('GET', '/v4/orgs/other/customers/search?email=a@b.es'));
    expect(first).not.toHaveProperty('org');
    log = testLog();
    expect(await lineOf(() => service.call('GET', '/v4/orgs/other', { roles: 'ADMIN' }))).toMatchObject({
      org: 'other',
    });
  });

  it('tells no cause of what a client has done', async () => {
    const line = await lineOf(() => service.call('POST', CUSTOMERS, { body: ' '.repeat(70_000) }));
    expect(line).toMatchObject({ status: 413, error: 'MCUS.413.001' });
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining([expect.stringMatching(/cause|stack/)]));
  });

  it('remembers the names of no more than ten thousand organizations', () => {
    const observe = requestLog(log.logger);
    const known = { method: 'GET', route: '/v4/orgs/:org_id', status: 200, ms: 1, requestId: 'x', roles: ['ADMIN'] };
    for (let i = 0; i <= 10_000; i++) observe({ ...known, org: `org-${i}` });
    expect(
      log
        .lines()
        .slice(-2)
        .map(({ org }) => org),
    ).toEqual(['org-9999', undefined]);
  });

  it('has a line for what is no HTTP', async () => {
    const { port } = new URL(service.url);
    const line = await lineOf(async () => {
      const socket = connect(Number(port), '127.0.0.1').resume();
      socket.write('canary\r\n\r\n');
      await once(socket, 'close');
    });
    expect(line).toMatchObject({ status: 400, error: 'MCUS.400.001' });
    expect(line).not.toHaveProperty('route');
    expect(log.text()).not.toContain('canary');
  });

  it('tells of a client that went away before its answer', async () => {
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
    try {
      const line = await lineOf(async () => {
        const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
        socket.write(`GET ${CUSTOMER} HTTP/1.1\r\nHost: x\r\nx-auth-roles: VIEWER\r\n\r\n`);
        await eventually('a read that waits', async () => {
          await service.database.query('SELECT pg_stat_clear_snapshot()');
          const waiting = await service.database.query(
            "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          );
          return waiting.length > 0;
        });
        socket.destroy();
      });
      expect(line).toMatchObject({ status: 499, route: TEMPLATE });
    } finally {
      await service.database.query('COMMIT');
    }
  });

  describe('traceparent', () => {
    const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

    it('is passed on, and its trace named', async () => {
      const traceparent = `00-${ID}-00f067aa0ba902b7-01`;
      const line = await lineOf(async () => {
        const answer = await service.call('GET', CUSTOMER, { headers: { traceparent } });
        expect([outcome(answer), answer.headers['traceparent']]).toEqual(['404 MCUS.404.003', traceparent]);
      });
      expect(line).toMatchObject({ trace_id: ID });
    });

    it.each([
      ['no version 255', `ff-${ID}-00f067aa0ba902b7-01`],
      ['no trace of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
      ['no parent of zeros', `00-${ID}-${'0'.repeat(16)}-01`],
      ['no upper case', `00-${ID.toUpperCase()}-00f067aa0ba902b7-01`],
      ['nothing behind it', `00-${ID}-00f067aa0ba902b7-01-canary`],
      ['nothing else', 'canary'],
    ])('is ignored otherwise: %s', async (_what, traceparent) => {
      const line = await lineOf(async () => {
        const answer = await service.call('GET', CUSTOMER, { headers: { traceparent } });
        expect(answer.headers).not.toHaveProperty('traceparent');
      });
      expect(line).not.toHaveProperty('trace_id');
    });
  });

  it.each([
    ['a', true],
    ['A.b_c-9'.padEnd(128, '0'), true],
    ['a'.repeat(129), false],
    ['a b', false],
    ['canary@example.com', false],
  ])('x-request-id %s is taken: %s', async (id, isTaken) => {
    const line = await lineOf(async () => {
      const answer = await service.call('GET', '/health/live', { headers: { 'x-request-id': id } });
      expect(answer.headers['x-request-id'] === id).toBe(isTaken);
    });
    expect(line.request_id === id).toBe(isTaken);
  });
});
