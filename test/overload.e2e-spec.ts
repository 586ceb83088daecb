import { setTimeout as delay } from 'node:timers/promises';
import { Load } from '../apps/api/src/http/load';
import { eventually } from './setup/embedded';
import { type Answer, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';
import { holdTime } from './setup/time';

const CUSTOMER = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';
const REFUSED = '503 MCUS.503.002';
/** Requests that are worked on at once: ten for each connection. */
const LIMIT = 20;
/** How long a request waits for its turn, at the most. */
const WAIT_MS = 500;

/** What may begin, and what is refused; how much an overloaded service still does is seen by the fault tests. */
describe('a service that has as much to do as it can', () => {
  let service: TestService;
  let load: Load;
  const get = (headers = {}): Promise<Answer> => service.call('GET', CUSTOMER, { headers });

  beforeAll(async () => {
    service = await startTestService({ DATABASE_POOL_MAX: '2', REQUEST_TIMEOUT_MS: String(6 * WAIT_MS) });
    load = service.app.get(Load);
  });
  afterAll(() => service.stop());
  beforeEach(() => (load.working = LIMIT));
  afterEach(() => {
    jest.restoreAllMocks();
    service.drain.started = false;
    load.working = 0;
    load.onEase();
  });

  it('refuses what has waited too long, all of it, again and again', async () => {
    for (let round = 0; round < 2; round++) {
      const begun = performance.now();
      const answers = await Promise.all(Array.from({ length: 10 }, () => get()));
      expect(answers.map(outcome)).toEqual(Array(10).fill(REFUSED));
      expect(performance.now() - begun).toBeGreaterThan(WAIT_MS - 50);
      expect(performance.now() - begun).toBeLessThan(4 * WAIT_MS);
    }
    expect(load.working).toBe(LIMIT);
  });

  it('counts what it refuses', async () => {
    expect(outcome(await get())).toBe(REFUSED);
    const { text } = await service.call('GET', '/metrics');
    expect(text).toMatch(/^padron_http_errors_total\{kind="overloaded",status="503"\} [1-9]/m);
  });

  it('asks the clients that it refuses to connect elsewhere when it drains', async () => {
    service.drain.started = true;
    const answer = await get();
    expect([outcome(answer), answer.headers['connection']]).toEqual([REFUSED, 'close']);
  });

  it('lets nobody wait who watches it', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await service.call('GET', path, { roles: undefined })).status).toBe(200);
    }
  });

  it('begins with what waits as soon as a request has been answered', async () => {
    // Nobody waits too long.
    holdTime();
    load.working = LIMIT - 1;
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
    const first = get();
    await eventually('a request at work', () => load.working === LIMIT);
    let isAnswered = false;
    const second = service.call('GET', '/v4/orgs/telco', { roles: 'ADMIN' }).finally(() => (isAnswered = true));
    await eventually('a request that waits', () => load.waiting === 1);
    expect(isAnswered).toBe(false);
    // It would be looked at sooner or later anyway.
    const ease = jest.spyOn(load, 'onEase');
    await service.database.query('COMMIT');
    expect([outcome(await first), outcome(await second)]).toEqual(['404 MCUS.404.003', '200']);
    expect(ease).toHaveBeenCalled();
  });

  it('is as before afterwards', async () => {
    holdTime();
    const answers = Promise.all(Array.from({ length: 5 }, () => get()));
    await eventually('requests that wait', () => load.waiting === 5);
    load.working = 0;
    load.onEase();
    expect((await answers).map(outcome)).toEqual(Array(5).fill('404 MCUS.404.003'));
    expect(load.working).toBe(0);
  });

  it('counts as ended every request that it has counted as begun', async () => {
    load.working = 0;
    await Promise.all([
      get(),
      service.call('GET', '/nowhere'),
      service.call('GET', CUSTOMER, { roles: undefined }),
      service.call('POST', '/v4/orgs/telco/customers', { body: '{' }),
    ]);
    expect(load.working).toBe(0);
  });
});

describe('a late event loop', () => {
  it.each([
    [10, '404 MCUS.404.003'],
    [11, REFUSED],
  ])('is load when more than half as many requests are worked on: %s', async (working, expected) => {
    const service = await startTestService({ DATABASE_POOL_MAX: '2', REQUEST_TIMEOUT_MS: '1000' });
    const load = service.app.get(Load);
    load.working = working;
    // Late by more than a twelfth of the deadline, again and again.
    const late = setInterval(() => {
      for (const begun = performance.now(); performance.now() - begun < 400;);
    }, 1);
    await delay(2000);
    clearInterval(late);
    const answer = await service.call('GET', CUSTOMER);
    await service.stop();
    expect(outcome(answer)).toBe(expected);
  });
});
