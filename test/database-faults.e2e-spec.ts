import { Database, type Query, statement } from '@app/database';
import { publishedCustomer } from './factories';
import { eventually } from './setup/embedded';
import { type Answer, errorsOf, outcome } from './setup/http';
import { testLog } from './setup/log';
import { type Proxy, startProxy } from './setup/proxy';
import { startTestService, type TestService } from './setup/service';

const PLACE_ORG = statement('place_org', 'INSERT INTO orgs (org_id) VALUES ($1)');
const CUSTOMERS = '/v4/orgs/telco/customers';
/** So long that what a busy machine takes of it decides nothing. */
const LIMIT_MS = 6000;

/** What clients are told when the store does not do its part, and that the service is as before afterwards. */
describe('while the database', () => {
  let service: TestService;
  const create = (): Promise<Answer> => service.call('POST', CUSTOMERS, { body: publishedCustomer() });
  /** Sessions whose statement, which begins so, waits for a lock. */
  const waiting = async (start = 'WITH created'): Promise<{ pid: number }[]> => {
    // Within a transaction, what was seen first would stay.
    await service.database.query('SELECT pg_stat_clear_snapshot()');
    return service.database.query(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND starts_with(query, $1)`,
      [start],
    );
  };
  const terminate = (sessions: { pid: number }[]): Promise<unknown> =>
    service.database.query('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS pid', [
      sessions.map(({ pid }) => pid),
    ]);

  let proxy: Proxy;
  const log = testLog();

  beforeAll(async () => {
    const env = { REQUEST_TIMEOUT_MS: String(LIMIT_MS), DATABASE_POOL_MAX: '1' };
    const through = async (url: string): Promise<string> => {
      proxy = await startProxy(url);
      return proxy.url;
    };
    service = await startTestService(env, {
      through,
      logger: log.logger,
    });
  });
  afterAll(async () => {
    await service.stop();
    await proxy.close();
  });

  async function whileLocked<T>(work: () => Promise<T>, mode = 'EXCLUSIVE'): Promise<T> {
    await service.database.query('BEGIN');
    await service.database.query(`LOCK TABLE customers IN ${mode} MODE`);
    try {
      return await work();
    } finally {
      await service.database.query('COMMIT');
    }
  }

  it('is told the time-outs: each a part of the deadline, each below the next', () => {
    for (const [setting, milliseconds] of [
      ['lock_timeout', 2000],
      ['statement_timeout', 4000],
      ['idle_in_transaction_session_timeout', 6000],
    ]) {
      expect(proxy.sent()).toContain(`\0${setting}\0${milliseconds}\0`);
    }
  });

  it('keeps a write waiting for a lock: 504 within the deadline', async () => {
    const begun = Date.now();
    const answer = await whileLocked(create);
    expect([outcome(answer), answer.headers['retry-after']]).toEqual(['504 MCUS.504.001', '1']);
    expect(errorsOf(answer)[0]?.message).toMatch(
      /^Repository timeout \(request .+\); the outcome of the write is unknown, and a retry with the same Idempotency-Key is safe$/,
    );
    expect(Date.now() - begun).toBeLessThan(LIMIT_MS);
    expect((await create()).status).toBe(201);
  });

  it('keeps a search by POST waiting: 504, which speaks of no write', async () => {
    const search = (): Promise<Answer> =>
      service.call('POST', `${CUSTOMERS}/search`, { body: { email: 'email@example.com' } });
    const answer = await whileLocked(search, 'ACCESS EXCLUSIVE');
    expect(outcome(answer)).toBe('504 MCUS.504.001');
    expect(errorsOf(answer)[0]?.message).toMatch(/^Repository timeout \(request .+\)$/);
  });

  it.each([
    ['PATCH', '', { segment: 'X' }],
    ['PUT', '/associated_users', { associated_users: [] }],
  ])(
    'keeps a %s waiting: updated_at tells when it was made, not when it was asked for',
    async (method, below, body) => {
      const path = (await create()).headers['location'] ?? '';
      const [committed, changed] = await whileLocked(async () => {
        const blocked = service.call(method, path + below, { body });
        await eventually('a change that waits', async () => (await waiting('WITH before')).length > 0);
        const [row] = await service.database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
        return [row?.now ?? new Date(NaN), blocked];
      });
      expect((await changed).status).toBe(204);
      const { updated_at } = (await service.call('GET', path)).json<{ updated_at: string }>();
      expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(committed.getTime());
    },
  );

  it('has no connection free: 503, before the first request is answered', async () => {
    const [first, second] = await whileLocked(async () => {
      const blocked = create();
      await eventually('a create that waits', async () => (await waiting()).length > 0);
      return [blocked, await create()];
    });
    expect([outcome(second), second.headers['retry-after']]).toEqual(['503 MCUS.503.001', '1']);
    await first;
    expect((await create()).status).toBe(201);
  });

  it('ends the session of a statement: 503, and nothing is written', async () => {
    const before = await service.database.query('SELECT count(*) FROM customers');
    const answer = await whileLocked(async () => {
      const blocked = create();
      await eventually('a create that waits', async () => (await waiting()).length > 0);
      await terminate(await waiting());
      return blocked;
    });
    expect(outcome(answer)).toBe('503 MCUS.503.001');
    expect(await service.database.query('SELECT count(*) FROM customers')).toEqual(before);
    expect((await create()).status).toBe(201);
  });

  it('ends the session of a statement: whoever waits for the connection gets a new one', async () => {
    const [blocked, next] = await whileLocked(async () => {
      const calls = [create()];
      await eventually('a create that waits', async () => (await waiting()).length > 0);
      const sessions = await waiting();
      calls.push(service.call('GET', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`));
      await eventually('a read that waits', () => service.app.get(Database).poolState().waiting === 1);
      await terminate(sessions);
      return Promise.all(calls);
    });
    expect([blocked, next].map((answer) => answer && outcome(answer))).toEqual([
      '503 MCUS.503.001',
      '404 MCUS.404.003',
    ]);
  });

  it.each(['cut', 'reset'] as const)(
    'is %s off in the middle of a statement: 503, and the process lives on',
    async (how) => {
      const answer = await whileLocked(async () => {
        const blocked = create();
        await eventually('a create that waits', async () => (await waiting()).length > 0);
        proxy[how]();
        return blocked;
      });
      expect(outcome(answer)).toBe('503 MCUS.503.001');
      await eventually('a success', async () => (await create()).status === 201);
    },
  );

  it('freezes: 504 within the deadline, and the frozen connection is not used again', async () => {
    await create();
    const [session] = await service.database.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()`,
    );
    const pid = session?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const begun = Date.now();
      expect(outcome(await create())).toBe('504 MCUS.504.001');
      // Whoever waits for the session itself waits until it goes on.
      expect(Date.now() - begun).toBeLessThan(LIMIT_MS + 1000);
      await eventually('a success', async () => (await create()).status === 201);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  describe('fails in the middle of a transaction', () => {
    /** Starts a delete that waits for the documents' table, and lets the work happen meanwhile. */
    async function removeWhile(path: string, work: () => Promise<unknown>): Promise<Answer> {
      await service.database.query('BEGIN');
      await service.database.query('LOCK TABLE identity_documents IN EXCLUSIVE MODE');
      try {
        const removed = service.call('DELETE', path);
        await eventually('a delete that waits', async () => (await waiting('WITH removed')).length > 0);
        await work();
        return await removed;
      } finally {
        await service.database.query('COMMIT');
      }
    }

    it.each<[what: string, expected: string, work: () => Promise<unknown>]>([
      ['a lock that does not come', '504 MCUS.504.001', () => Promise.resolve()],
      ['the end of its session', '503 MCUS.503.001', async () => terminate(await waiting('WITH removed'))],
      ['a cut connection', '503 MCUS.503.001', () => Promise.resolve(proxy.cut())],
    ])('by %s: %s, and all is as before', async (_what, expected, work) => {
      const path = (await create()).headers['location'] ?? '';
      const before = await service.call('GET', path);
      expect(outcome(await removeWhile(path, work))).toBe(expected);
      // The pool has one connection: neither lock nor transaction may be left on it.
      await eventually('an answer', async () => (await service.call('GET', path)).status === 200);
      expect((await service.call('GET', path)).text).toBe(before.text);
      expect(await service.database.query("SELECT * FROM blocked_data WHERE operation = 'deleteCustomer'")).toEqual([]);
      await eventually('a patch', async () => {
        return (await service.call('PATCH', path, { body: { segment: 'X' } })).status === 204;
      });
    });

    it.each<[string, (query: Query) => Promise<unknown>]>([
      ['a fault of our own', () => Promise.reject(new TypeError('canary'))],
      ['an error that was caught', (query) => query(PLACE_ORG, ['telco']).catch(() => undefined)],
    ])('by %s: nothing is written, and the next one succeeds', async (_what, fail) => {
      const database = service.app.get(Database);
      const work = (query: Query): Promise<unknown> => query(PLACE_ORG, ['half']).then(() => fail(query));
      await expect(database.work().transaction(work)).rejects.toThrow();
      expect(await service.database.query("SELECT * FROM orgs WHERE org_id = 'half'")).toEqual([]);
      await eventually('a success', async () => (await create()).status === 201);
    });

    it('by a fault of our own, and is gone meanwhile: the fault is told', async () => {
      const work = (query: Query): Promise<unknown> =>
        query(PLACE_ORG, ['half']).then(async () => {
          await service.database.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()`,
          );
          throw new TypeError('canary');
        });
      await expect(service.app.get(Database).work().transaction(work)).rejects.toThrow('canary');
      await eventually('a success', async () => (await create()).status === 201);
    });

    it('by a rule: the connection goes on', async () => {
      const path = (await create()).headers['location'] ?? '';
      const session = async (): Promise<unknown> =>
        service.database.query(
          `SELECT pid, state FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()`,
        );
      await service.call('PUT', `${path}/holds/legal`);
      const before = await session();
      expect(outcome(await service.call('DELETE', path))).toBe('409 MCUS.409.004');
      await eventually('the same session, idle', async () => {
        return JSON.stringify(await session()) === JSON.stringify(before);
      });
    });
  });

  it('ends idle sessions: nobody notices', async () => {
    await create();
    await service.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'padron' AND datname = current_database()`,
    );
    await eventually('a success', async () => (await create()).status === 201);
  });

  it('fails in a way that nobody foresaw: 500, which tells the request id and nothing else', async () => {
    await service.database.query('ALTER TABLE customers RENAME TO canary');
    const answer = await service.call('POST', CUSTOMERS, {
      body: publishedCustomer(),
      headers: { 'x-request-id': 'request-1' },
    });
    await service.database.query('ALTER TABLE canary RENAME TO customers');
    expect(errorsOf(answer)).toEqual([
      {
        code: 'MCUS.500.001',
        title: 'Internal server error',
        ref: 'http://127.0.0.1:3000/errors#MCUS.500.001',
        message: 'Internal server error (request request-1)',
      },
    ]);
    expect((await create()).status).toBe(201);
  });

  it('has failed in all these ways, the log tells kind, request and SQLSTATE of each and no value', async () => {
    await service.database.query(`ALTER TABLE customers ADD CONSTRAINT canary CHECK (segment <> 'CANARY')`);
    const body = { ...publishedCustomer(), segment: 'CANARY', external_id: 'canary-id' };
    expect((await service.call('POST', CUSTOMERS, { body })).status).toBe(500);
    await service.database.query('ALTER TABLE customers DROP CONSTRAINT canary');
    const faults = log.lines().filter(({ level }) => level === 'error');
    expect(new Set(faults.map(({ error }) => error))).toEqual(
      new Set(['MCUS.500.001', 'MCUS.503.001', 'MCUS.504.001']),
    );
    expect(faults.at(-1)).toMatchObject({ status: 500, cause: { code: '23514', constraint: 'canary' } });
    expect(faults.at(-1)?.stack?.[0]).toMatch(/^\s+at /);
    expect(log.text()).not.toMatch(/CANARY|canary-id|Antonio|615667898|email@example.com/);
  });
});
