import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { cleanUp, newDir } from '../setup/embedded';
import { type OwnPostgres, startOwnPostgres } from '../setup/own-postgres';
import { endProcesses } from '../setup/process';
import { type Proxy, startProxy } from '../setup/proxy';
import { type Damage, type Fault, LIMIT_MS, LIVE_MS, MARGIN_MS, suffer } from '../setup/suffer';

const MAX_CONNECTIONS = 40;
const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'padron'`;

/** The faults of a database, one after the other, on a PostgreSQL of its own (contract §1: 503, 504, Retry-After). */
describe('a service whose database', () => {
  let server: OwnPostgres;
  let proxy: Proxy;
  const damages: Damage[] = [];

  beforeAll(async () => {
    server = await startOwnPostgres(newDir(), { max_connections: String(MAX_CONNECTIONS) });
    proxy = await startProxy(server.url);
  });
  afterAll(async () => {
    console.info(damages.map((damage) => JSON.stringify(damage)).join('\n'));
    endProcesses();
    await proxy.close();
    await server.end('SIGINT');
    expect(await cleanUp()).toEqual([]);
  });

  async function survives(fault: Fault): Promise<void> {
    const damage = await suffer(server, fault);
    damages.push(damage);
    expect(Object.keys(damage.statuses).map(Number)).toEqual([201, ...fault.statuses].sort());
    expect(damage.slowest).toBeLessThan(LIMIT_MS + MARGIN_MS);
    expect(damage.recovery).toBeLessThan(3000);
    expect(damage.liveP95).toBeLessThan(LIVE_MS);
    expect(damage.sessions).toBeLessThanOrEqual(10);
    expect(damage).toMatchObject({ lost: 0, withoutRetryAfter: 0, inTransaction: 0, exit: 0 });
    if (fault.ready !== undefined) expect(damage.readyMeanwhile).toContain(fault.ready);
    if (fault.ready === 200) expect(damage.readyMeanwhile).not.toContain(503);
  }

  /** A session of the test's own that holds something until it is let go. */
  async function hold(...statements: string[]): Promise<() => Promise<void>> {
    const client = new Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    return () => client.end();
  }

  it('is stopped and started again', () =>
    survives({
      name: 'stopped',
      statuses: [503],
      ready: 503,
      begin: () => server.end('SIGINT'),
      end: () => server.start(),
    }));

  it('is killed', () =>
    survives({
      name: 'kill -9',
      statuses: [503],
      ready: 503,
      begin: () => server.end('SIGKILL'),
      end: () => server.start(),
    }));

  it('is frozen for five seconds', () =>
    survives({
      name: 'SIGSTOP 5 s',
      statuses: [503, 504],
      ready: 503,
      begin: () => Promise.resolve(server.freeze()),
      meanwhile: () => delay(5000),
      end: () => Promise.resolve(server.thaw()),
    }));

  it('ends its sessions again and again', () =>
    survives({
      name: 'sessions terminated',
      statuses: [503],
      ready: undefined,
      begin: () => Promise.resolve(),
      // Each needs a session of its own: without a pause the test would take the processor that it measures.
      again: () => server.query(TERMINATE).then(() => delay(50)),
      end: () => Promise.resolve(),
    }));

  it('leaves no connection of the pool free', () => {
    let release = (): Promise<void> => Promise.resolve();
    return survives({
      name: 'pool exhausted',
      statuses: [503, 504],
      ready: 503,
      env: { DATABASE_POOL_MAX: '2' },
      begin: async () => (release = await hold('BEGIN', 'LOCK TABLE customers IN EXCLUSIVE MODE')),
      end: () => release(),
    });
  });

  it('has a table that is locked', () => {
    let release = (): Promise<void> => Promise.resolve();
    return survives({
      name: 'table locked',
      statuses: [504],
      ready: 200,
      clients: 6,
      begin: async () => (release = await hold('BEGIN', 'LOCK TABLE customers IN EXCLUSIVE MODE')),
      end: () => release(),
    });
  });

  it('has no connection left', () => {
    const held: (() => Promise<void>)[] = [];
    /** Takes what is free once the service has lost what it had; it is after the same. */
    const takeAll = async (terminate: Client): Promise<void> => {
      while (held.length < MAX_CONNECTIONS) {
        await terminate.query(TERMINATE);
        await hold().then(
          (release) => held.push(release),
          () => undefined,
        );
      }
    };
    return survives({
      name: 'max_connections reached',
      statuses: [503],
      ready: 503,
      begin: async () => {
        const terminate = new Client({ connectionString: server.url });
        await terminate.connect();
        held.push(() => terminate.end());
        await takeAll(terminate);
      },
      end: async () => void (await Promise.all(held.map((release) => release()))),
    });
  });

  it('answers five seconds later', () =>
    survives({
      name: 'proxy delays 5 s',
      statuses: [503, 504],
      ready: 503,
      url: proxy.url,
      begin: () => Promise.resolve(proxy.delay(5000)),
      end: () => Promise.resolve(proxy.delay(0)),
    }));

  it('is cut off in the middle of its answers', () =>
    survives({
      name: 'proxy cuts in mid-answer',
      statuses: [503],
      ready: 503,
      url: proxy.url,
      begin: () => Promise.resolve(proxy.cutAnswers(true)),
      end: () => Promise.resolve(proxy.cutAnswers(false)),
    }));
});
