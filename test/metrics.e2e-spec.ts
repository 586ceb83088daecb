import { randomUUID } from 'node:crypto';
import { freePort } from '../libs/database/src/embedded/postmaster';
import { nif, publishedCustomer } from './factories';
import { Metrics } from '../apps/api/src/metrics/metrics';
import { createTestDatabase } from './setup/database';
import { eventually } from './setup/embedded';
import { outcome, send } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

/** The samples of a scrape: name with labels → value. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('GET /metrics', () => {
  let service: TestService;
  const scrape = async (): Promise<Map<string, number>> =>
    samplesOf((await service.call('GET', '/metrics', { roles: undefined })).text);
  const count = (route: string, method: string, status: number): string =>
    `padron_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;
  const errors = (kind: string, status: number): string =>
    `padron_http_errors_total{kind="${kind}",status="${status}"}`;

  beforeAll(async () => {
    service = await startTestService({ DATABASE_POOL_MAX: '2' });
  });
  afterAll(() => service.stop());

  it('is the text format of Prometheus, for everybody', async () => {
    const answer = await service.call('GET', '/metrics', { roles: undefined });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    for (const line of answer.text.split('\n')) expect(line).toMatch(/^$|^# (HELP|TYPE) |^[a-z_0-9]+(\{.*\})? \S+$/);
  });

  it('counts and times requests by method, template and status, and errors by kind', async () => {
    const body = publishedCustomer(nif());
    const before = await scrape();
    const path = (await service.call('POST', CUSTOMERS, { body })).headers['location'] ?? '';
    expect(outcome(await service.call('POST', CUSTOMERS, { body }))).toBe('409 MCUS.409.001');
    expect(outcome(await service.call('POST', CUSTOMERS, { body: {} }))).toBe('400 MCUS.999.998');
    expect(outcome(await service.call('POST', CUSTOMERS, { body: '{' }))).toBe('400 MCUS.400.001');
    expect(outcome(await service.call('GET', path, { roles: undefined }))).toBe('401 MCUS.401.001');
    expect(outcome(await service.call('DELETE', path, { roles: 'VIEWER' }))).toBe('403 MCUS.403.001');
    expect((await service.call('BREW', path)).status).toBe(405);
    expect((await service.call('LOCK', path)).status).toBe(405);
    expect((await service.call('GET', '/nowhere')).status).toBe(404);
    const template = '/v4/orgs/:org_id/customers/:customer_id';
    const expected: [string, number][] = [
      [count('/v4/orgs/:org_id/customers', 'POST', 201), 1],
      [count('/v4/orgs/:org_id/customers', 'POST', 409), 1],
      [count('/v4/orgs/:org_id/customers', 'POST', 400), 2],
      [count(template, 'GET', 401), 1],
      [count(template, 'DELETE', 403), 1],
      [count('other', 'other', 405), 2],
      [count('other', 'GET', 404), 1],
      [errors('documentTaken', 409), 1],
      [errors('badRequest', 400), 1],
      [errors('malformedRequest', 400), 1],
      [errors('unauthenticated', 401), 1],
      [errors('roleNotAllowed', 403), 1],
      [errors('unknownPath', 404), 1],
    ];
    await eventually('the last request', async () => ((await scrape()).get(count('other', 'GET', 404)) ?? 0) > 0);
    const after = await scrape();
    expect(expected.map(([name]) => [name, (after.get(name) ?? 0) - (before.get(name) ?? 0)])).toEqual(expected);
    expect(after.get(errors('externalIdTaken', 409))).toBe(0);
  });

  it('tells seconds, a HEAD from a GET, and zero for an error that has not come yet', async () => {
    const known = { route: '/timed', status: 200, requestId: 'x' };
    for (const method of ['GET', 'HEAD']) service.app.get(Metrics).observe({ ...known, method, ms: 1500 });
    const samples = await scrape();
    const name = 'padron_http_request_duration_seconds';
    for (const method of ['GET', 'HEAD']) {
      const labels = `method="${method}",route="/timed",status="200"`;
      expect(samples.get(`${name}_sum{${labels}}`)).toBe(1.5);
      expect(['0.5', '3'].map((le) => samples.get(`${name}_bucket{le="${le}",${labels}}`))).toEqual([0, 1]);
    }
    expect(samples.get(errors('repositoryTimeout', 504))).toBe(0);
  });

  it('tells what is in flight, and how the pool is used', async () => {
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
    const path = `${CUSTOMERS}/${randomUUID()}`;
    // Not reads, which would share a connection.
    const removals = [1, 2, 3].map(() => service.call('DELETE', path));
    const state = async (): Promise<(number | undefined)[]> => {
      const samples = await scrape();
      const pool = ['open', 'idle', 'waiting'].map((name) => samples.get(`padron_database_connections_${name}`));
      return [samples.get('padron_http_requests_in_flight'), ...pool];
    };
    await eventually('all at work', async () => JSON.stringify(await state()) === '[3,2,0,1]');
    await service.database.query('COMMIT');
    expect((await Promise.all(removals)).map(outcome)).toEqual(Array(3).fill('404 MCUS.404.003'));
    expect(await state()).toEqual([0, 2, 2, 0]);
  });

  it('has the delay of the event loop', async () => {
    // Each scrape begins a new measurement, which may have no sample yet.
    for (const name of ['mean', 'p99', 'max']) {
      const lag = async (): Promise<number> => (await scrape()).get(`nodejs_eventloop_lag_${name}_seconds`) ?? 0;
      await eventually(name, async () => (await lag()) > 0);
    }
  });

  it('has fewer than 1,000 series after 10,000 random ids and paths', async () => {
    for (let round = 0; round < 100; round++) {
      const calls = Array.from({ length: 100 }, (_, index) => {
        const id = randomUUID();
        const paths = [
          `${CUSTOMERS}/${id}`,
          `/v4/orgs/${id}/customers/${id}`,
          `/${id}`,
          `${CUSTOMERS}/search?email=${id}`,
        ];
        return service.call('GET', paths[index % 4] ?? '', { roles: id });
      });
      await Promise.all(calls);
    }
    expect((await scrape()).size).toBeLessThan(1000);
  });
});

describe('METRICS_PORT', () => {
  afterAll(endProcesses);

  it('has /metrics alone, and the service has it no more', async () => {
    const [database, port] = [await createTestDatabase(), await freePort()];
    const service = await startProcess({ DATABASE_URL: database.url, METRICS_PORT: String(port) });
    const metrics = `http://127.0.0.1:${port}`;
    expect(outcome(await send(service.url, 'GET', '/metrics'))).toBe('404 MCUS.404.001');
    const answer = await send(metrics, 'GET', '/metrics');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    await eventually('the first request', async () =>
      samplesOf((await send(metrics, 'GET', '/metrics')).text).has(
        'padron_http_request_duration_seconds_count{method="GET",route="other",status="404"}',
      ),
    );
    const others = [
      await send(metrics, 'POST', '/metrics'),
      await send(metrics, 'GET', '/health/live', { unchecked: 'another server' }),
      await send(metrics, 'HEAD', '/metrics'),
    ];
    expect(others.map(({ status, headers }) => [status, headers['allow']])).toEqual([
      [405, 'GET, HEAD'],
      [404, undefined],
      [200, undefined],
    ]);
    expect(await service.end('SIGTERM')).toBe(0);
    await database.close();
  });
});
