import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attachEmbeddedPostgres } from '@app/database';
import { Client } from 'pg';
import {
  canaryCard,
  canaryCustomer,
  canaryDocument,
  canaryPatch,
  canaryReplacement,
  canaryRepresentatives,
  criteriaOf,
} from './setup/canary-bodies';
import { CUSTOMERS, live, writeAll } from './setup/canary-lives';
import {
  bodiesWithCardData,
  canaryHeaders,
  canaryPaths,
  rawRequests,
  unreadableBodies,
  wrongBodies,
} from './setup/canary-refusals';
import { Canaries } from './setup/canaries';
import { cleanUp, eventually, newDir, query } from './setup/embedded';
import { exchange } from './setup/sockets';
import { type Answer, outcome } from './setup/http';
import { endProcesses, type ServiceProcess, startProcess } from './setup/process';
import { each, statuses, Witness } from './setup/witness';

/** What clients send is in no log, metric or error (GDPR art. 5(1)(c)): the tests send canaries, the last looks for them. */
describe('what clients send', () => {
  const canaries = new Canaries();
  const witness = new Witness(canaries);
  const DATA_DIR = newDir();
  const processes: ServiceProcess[] = [];
  let database = '';
  let slow: Promise<string[]>;

  async function start(): Promise<ServiceProcess> {
    const service = await startProcess({
      DATA_DIR,
      LOG_LEVEL: 'trace',
      CORS_ORIGINS: 'https://console.example',
      NODE_OPTIONS: `--require ${resolve('test/setup/throw-on-signal.js')}`,
      THROW: 'exception',
      CANARY: canaries.text('uncaught error'),
    });
    processes.push(service);
    witness.url = service.url;
    database = await attachEmbeddedPostgres(DATA_DIR);
    return service;
  }

  const create = async (index: number): Promise<string> => {
    const answer = await witness.call('POST', CUSTOMERS, { body: canaryCustomer(canaries, index) });
    expect(outcome(answer)).toBe('201');
    return answer.headers['location'] ?? '';
  };

  beforeAll(async () => {
    const { url } = await start();
    // A request that stops half-way is given up after 10 s: it waits while the other tests run.
    const head = `POST ${CUSTOMERS} HTTP/1.1\r\nHost: x\r\nx-auth-roles: ADMIN\r\nCookie: ${canaries.word('slow')}`;
    const body = '\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"';
    slow = Promise.all([exchange(url, head), exchange(url, `${head}${body}${canaries.word('slow')}`)]);
  });
  afterAll(async () => {
    endProcesses();
    await cleanUp();
  });

  it('through every operation, for 100 customers', async () => {
    const lives = await each(Array(100).keys(), (index) => live(witness, canaries, index));
    const counts: Record<string, number> = {};
    for (const text of lives.flat()) counts[text] = (counts[text] ?? 0) + 1;
    expect(counts).toMatchObject({ 'create 201': 100, 'search by body 200': 200, 'patch 204': 100, 'delete 204': 50 });
    const conflicts = Object.keys(counts).filter((text) => / 409/.test(text));
    expect(conflicts.sort()).toEqual([
      'add a card again 409 MCUS.409.007',
      'convert 409 MCUS.409.005',
      'create again 409 MCUS.409.002',
      'create with a taken external id 409 MCUS.409.002',
      'create with a taken key 409 MCUS.409.001',
      'create with a taken key 409 MCUS.409.003',
      'delete on hold 409 MCUS.409.004',
      'replace the document 409 MCUS.409.006',
    ]);
    // An organization has no person's data: its id is named in the log once it is there.
    await witness.call('PUT', '/v4/orgs/other');
    await witness.call('PATCH', '/v4/orgs/other', { body: { retention_days: 30 } });
    for (const path of ['/v4/orgs', '/v4/orgs/other', '/health/live', '/health/ready', '/errors']) {
      await witness.call('GET', path);
    }
    expect(witness.missing()).toEqual([]);
  });

  it('in bodies that are wrong, or none', async () => {
    const paths = [await create(0), await create(1), await create(2)];
    const [path = ''] = paths;
    const targets: [method: string, path: string, body: object][] = [
      ...[0, 1, 2].map((index): [string, string, object] => ['POST', CUSTOMERS, canaryCustomer(canaries, index)]),
      ...paths.map((to, index): [string, string, object] => ['PATCH', to, canaryPatch(canaries, index)]),
      ['PUT', `${path}/associated_users`, canaryRepresentatives(canaries, 0)],
      ['PUT', `${path}/identity-document`, canaryReplacement(canaries, 0)],
      ['PATCH', `${path}/convert-nie-to-nif`, { nif: canaryDocument(canaries, 'NIF').number }],
      ['POST', `${path}/credit-cards`, canaryCard(canaries)],
      ['POST', `${CUSTOMERS}/search`, { ...criteriaOf(canaryCustomer(canaries, 0)), external_id: 'x' }],
    ];
    const calls = targets.flatMap(([method, to, body]) => [
      ...[...wrongBodies(canaries, body)].map((wrong) => ({ method, to, body: wrong, headers: {} })),
      ...unreadableBodies(canaries).map((wrong) => ({ method, to, headers: {}, ...wrong })),
    ]);
    for (const body of bodiesWithCardData(canaries)) {
      calls.push({ method: 'POST', to: `${path}/credit-cards`, body, headers: {} });
    }
    const answers = await each(calls, ({ method, to, body, headers }) => {
      const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      return witness.call(method, to, { body: payload, headers: { 'content-type': 'application/json', ...headers } });
    });
    expect(statuses(answers)).toEqual([201, 204, 400, 404, 409, 413, 415]);
  });

  it('in paths, queries and methods, by all callers', async () => {
    const calls = canaryPaths(canaries).flatMap((path) =>
      ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'LOCK', 'ZQJBREW'].flatMap((method) =>
        ['ADMIN', 'VIEWER', ''].map((roles) => ({
          method,
          path,
          headers: { ...(roles && { 'x-auth-roles': roles }) },
        })),
      ),
    );
    const body = (): object => canaryCustomer(canaries, 0);
    const answers = await each(calls, ({ method, path, headers }) =>
      witness.call(method, path, {
        headers: { 'x-auth-roles': [], ...headers },
        ...(/^P/.test(method) && { body: body() }),
      }),
    );
    expect(statuses(answers)).toEqual([200, 400, 401, 403, 404, 405, 414]);
  });

  it('in headers', async () => {
    const path = await create(0);
    const calls: [method: string, path: string, body?: object][] = [
      ['GET', path],
      ['DELETE', `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`],
      ['PATCH', path, canaryPatch(canaries, 0)],
      ['OPTIONS', `/v4/orgs/${canaries.word('path of a preflight')}/customers`],
      ['GET', '/nowhere'],
      ['GET', '/v4/orgs'],
    ];
    const preflight = { origin: 'https://console.example', 'access-control-request-method': 'GET' };
    const answers = await each([...canaryHeaders(canaries), preflight], (headers) =>
      Promise.all(calls.map(([method, to, body]) => witness.call(method, to, { headers, body }))),
    );
    expect(statuses(answers.flat())).toEqual([200, 204, 400, 401, 403, 404, 405, 412, 415, 431]);
  });

  it('with an Idempotency-Key: not even the database has the key, nor has the audit a value', async () => {
    for (const index of [0, 1, 2]) {
      const headers = { 'idempotency-key': canaries.word('Idempotency-Key') };
      const body = canaryCustomer(canaries, index);
      for (const replayed of [undefined, 'true']) {
        const answer = await witness.call('POST', CUSTOMERS, { body, headers });
        expect([outcome(answer), answer.headers['idempotency-replayed']]).toEqual(['201', replayed]);
      }
    }
    const keys = await query(database, 'SELECT k::text FROM idempotency_keys k');
    const entries = await query(database, 'SELECT operation, roles, members, reason FROM audit_entries');
    expect([keys.length, entries.length > 100]).toEqual([3, true]);
    witness.keep('the stored keys', JSON.stringify(keys));
    witness.keep('the audit', JSON.stringify(entries));
  });

  it('on a socket, whatever it is', async () => {
    for (const bytes of rawRequests(canaries)) {
      const text = await exchange(witness.url, bytes);
      expect(text).toMatch(/^HTTP\/1.1 4\d\d /);
      witness.keep('a raw answer', text);
    }
    for (const text of await slow) {
      expect(text).toMatch(/^HTTP\/1.1 408 /);
      witness.keep('an answer 408', text);
    }
  });

  it('in races of two clients', async () => {
    const paths = [await create(0), await create(0)];
    const email = (): string => `${canaries.word('raced email')}@example.com`;
    const digital = [await create(2), await create(2)];
    const seen: string[] = [];
    for (let round = 0; round < 20; round++) {
      const [body, card, raced] = [canaryCustomer(canaries, round), canaryCard(canaries), email()];
      const patch = { digital_personal_info: { email: raced } };
      const writes = [0, 1].flatMap((client) => [
        witness.call('POST', CUSTOMERS, { body }),
        witness.call('POST', `${paths[client]}/credit-cards`, { body: card }),
        witness.call('PATCH', digital[client] ?? '', { body: patch }),
      ]);
      seen.push(...(await Promise.all(writes)).map(outcome));
    }
    const conflicts = ['409 MCUS.409.002', '409 MCUS.409.003', '409 MCUS.409.007'];
    expect([...new Set(seen)].sort()).toEqual(['201', '204', ...conflicts]);
  });

  /** Runs `work` while a session does what `begin` says. */
  async function during(begin: string, end: string, work: () => Promise<Answer[]>): Promise<number[]> {
    const client = new Client({ connectionString: database }).on('error', () => undefined);
    await client.connect();
    try {
      await client.query(begin);
      return statuses(await work());
    } finally {
      await client.query(end);
      await client.end();
    }
  }

  it('into a database that is locked, changed, or ends its sessions', async () => {
    const path = await create(0);
    const writes = (): Promise<Answer[]> => writeAll(witness, canaries, path);
    const lock = 'BEGIN; LOCK TABLE customers IN ACCESS EXCLUSIVE MODE';
    expect(await during(lock, 'COMMIT', writes)).toContain(504);
    const ended = (how: (pid: number) => Promise<unknown>) => async (): Promise<Answer[]> => {
      const answers = writes();
      const waiting = (): Promise<Record<string, unknown>[]> =>
        query(
          database,
          "SELECT pid FROM pg_stat_activity WHERE application_name = 'padron' AND wait_event_type = 'Lock'",
        );
      await eventually('writes that wait', async () => (await waiting()).length > 2);
      for (const { pid } of await waiting()) await how(Number(pid));
      return answers;
    };
    const terminate = ended((pid) => query(database, `SELECT pg_terminate_backend(${pid})`));
    expect(await during(lock, 'COMMIT', terminate)).toContain(503);
    const cancel = ended((pid) => query(database, `SELECT pg_cancel_backend(${pid})`));
    expect(await during(lock, 'COMMIT', cancel)).toContain(504);
    const change = (what: string): string => `ALTER TABLE customers ${what}`;
    const drop = change('DROP CONSTRAINT canary');
    // A CHECK tells the row in its detail; a cast tells the value in its message.
    const check = change('ADD CONSTRAINT canary CHECK (segment IS NULL) NOT VALID');
    expect(await during(check, drop, writes)).toContain(500);
    const cast = change('ADD CONSTRAINT canary CHECK (segment::integer > 0) NOT VALID');
    expect(await during(cast, drop, writes)).toContain(500);
    const rename = (from: string, to: string): string => `ALTER TABLE ${from} RENAME TO ${to}`;
    expect(await during(rename('customers', 'gone'), rename('gone', 'customers'), writes)).toContain(500);
  });

  it('into a database that is killed, by a session and as a whole', async () => {
    const path = await create(0);
    let isOver = false;
    const seen: Answer[] = [];
    const load = (async () => {
      while (!isOver) seen.push(...(await writeAll(witness, canaries, path)));
    })();
    const isServing = async (): Promise<void> => {
      const before = seen.length;
      await eventually('success', () => seen.slice(before).some(({ status }) => status === 201));
    };
    const killed = async (pid: number): Promise<void> => {
      const before = seen.length;
      process.kill(pid, 'SIGKILL');
      await eventually('failures', () => statuses(seen.slice(before)).includes(503));
      await isServing();
    };
    try {
      await isServing();
      const [backend] = await query(database, "SELECT pid FROM pg_stat_activity WHERE application_name = 'padron'");
      await killed(Number(backend?.['pid']));
      await killed(Number(readFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]));
    } finally {
      isOver = true;
      await load;
    }
  });

  it('to a service that crashes, and to the next one on the same data', async () => {
    witness.keep('the metrics', (await witness.call('GET', '/metrics')).text);
    expect(await processes[0]?.end('SIGUSR2')).toBe(1);
    const next = await start();
    await live(witness, canaries, 0);
    witness.keep('the metrics', (await witness.call('GET', '/metrics')).text);
    expect(await next.end('SIGTERM')).toBe(0);
  });

  it('is in no log, no metric and no error', () => {
    const logs = processes.map((service) => service.output());
    for (const log of logs) witness.keep('the log of the service', log);
    expect(witness.keepFiles(DATA_DIR)).toEqual(expect.arrayContaining(['postgres.log', 'postgres/postgresql.conf']));
    // Nothing is found where nothing was sent.
    expect([canaries.size > 20_000, logs.join('').split('\n').length > 5000]).toEqual([true, true]);
    expect(witness.leaks()).toEqual([]);
  });
});
