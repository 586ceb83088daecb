import { DomainError } from '@app/common';
import { Database, type Query, statement } from '@app/database';
import { publishedCustomer } from './factories';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';
import { putTimeForward } from './setup/time';

/** So long that what a busy machine takes of it decides nothing. */
const LIMIT_MS = 6000;
const SLEEP = statement('sleep', 'SELECT pg_sleep($1)');
const RAISE = statement('raise', 'SELECT raise($1)');

/** What one request may do in the store: as much as its deadline allows, on a pool of one connection. */
describe('the deadline of a request', () => {
  let service: TestService;
  let database: Database;

  beforeAll(async () => {
    service = await startTestService({ REQUEST_TIMEOUT_MS: String(LIMIT_MS), DATABASE_POOL_MAX: '1' });
    database = service.app.get(Database);
    await service.database.query(
      `CREATE FUNCTION raise(code text) RETURNS void LANGUAGE plpgsql
           AS $$ BEGIN RAISE EXCEPTION 'canary' USING ERRCODE = code; END $$`,
    );
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => service.stop());

  /** The milliseconds that the work has taken. */
  async function timeOf(work: Promise<unknown>): Promise<number> {
    const begun = Date.now();
    await work;
    return Date.now() - begun;
  }
  const session = (): Promise<unknown> =>
    service.database.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()`,
    );

  it('is one for all its statements', async () => {
    const work = database.work();
    await work.query(SLEEP, [0]);
    putTimeForward(LIMIT_MS - 1100);
    const time = await timeOf(expect(work.query(SLEEP, [10])).rejects.toMatchObject({ kind: 'repositoryTimeout' }));
    // With a deadline of its own, the second would have two thirds of the limit.
    expect(time).toBeLessThan(LIMIT_MS / 2);
  });

  it('leaves time to wait for a connection, or nothing more is begun', async () => {
    const work = database.work();
    await work.query(SLEEP, [0]);
    putTimeForward(LIMIT_MS - 900);
    await expect(work.query(SLEEP, [0])).rejects.toMatchObject({ kind: 'repositoryTimeout' });
  });

  it.each(['40001', '40P01'])('bounds how often work is tried that lost a conflict (%s)', async (code) => {
    let tries = 0;
    const steps = (until: number) => async (query: Query) => {
      if (++tries < until) await query(RAISE, [code]);
      return tries;
    };
    expect(await database.work().transaction(steps(3))).toBe(3);
    const lost = expect(database.work().transaction(steps(Infinity))).rejects.toBeInstanceOf(DomainError);
    const time = await timeOf(lost);
    expect(time).toBeGreaterThan(LIMIT_MS / 2);
    expect(time).toBeLessThan(LIMIT_MS + 1000);
    expect(tries).toBeGreaterThan(10);
  });

  it('does not end the session of a statement that PostgreSQL refuses', async () => {
    const body = publishedCustomer();
    expect((await service.call('POST', '/v4/orgs/telco/customers', { body })).status).toBe(201);
    const before = await session();
    expect(outcome(await service.call('POST', '/v4/orgs/telco/customers', { body }))).toBe('409 MCUS.409.001');
    await expect(database.work().transaction((query) => query(RAISE, ['22000']))).rejects.toThrow('canary');
    expect(await session()).toEqual(before);
  });
});
