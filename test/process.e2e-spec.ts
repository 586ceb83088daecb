import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATION_LOCK, schemaOptions } from '@app/database';
import { DataSource } from 'typeorm';
import { freePort } from '../libs/database/src/embedded/postmaster';
import { publishedCustomer } from './factories';
import { createEmptyDatabase, createTestDatabase } from './setup/database';
import { eventually, killAll, processesOn } from './setup/embedded';
import { type Answer, send } from './setup/http';
import { endProcesses, launch, runToExit, type ServiceProcess, startProcess } from './setup/process';

const CUSTOMERS = '/v4/orgs/telco/customers';
const asApiKey = { roles: 'API_KEY' };

const directories: string[] = [];
function newDataDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'padron-process-'));
  directories.push(directory);
  return join(directory, 'data');
}

afterAll(() => {
  endProcesses();
  for (const directory of directories) {
    killAll(processesOn(directory));
    rmSync(directory, { recursive: true, force: true });
  }
});

describe('the service with its embedded database', () => {
  const create = (service: ServiceProcess): Promise<Answer> =>
    send(service.url, 'POST', CUSTOMERS, { ...asApiKey, body: publishedCustomer() });
  const read = (service: ServiceProcess, created: Answer): Promise<Answer> =>
    send(service.url, 'GET', created.headers['location'] ?? '', asApiKey);

  it('keeps customers over a restart and over kill -9, and leaves nothing behind', async () => {
    const DATA_DIR = newDataDir();
    const first = await startProcess({ DATA_DIR });
    const created = await create(first);
    expect(created.status).toBe(201);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(processesOn(DATA_DIR)).toEqual([]);

    const second = await startProcess({ DATA_DIR });
    expect((await read(second, created)).status).toBe(200);
    const createdLater = await create(second);
    expect(await second.end('SIGKILL')).toBe('SIGKILL');

    const third = await startProcess({ DATA_DIR });
    expect((await read(third, created)).status).toBe(200);
    expect((await read(third, createdLater)).status).toBe(200);
    expect(await third.end('SIGINT')).toBe(0);
    expect(processesOn(DATA_DIR)).toEqual([]);
  });

  it('lives on when PostgreSQL is killed under load, starts it again, and has lost nothing it acknowledged', async () => {
    const DATA_DIR = newDataDir();
    const service = await startProcess({ DATA_DIR });
    const acknowledged: Answer[] = [];
    let isOver = false;
    const client = async (): Promise<void> => {
      while (!isOver) {
        const answer = await create(service);
        if (answer.status === 201) acknowledged.push(answer);
        else expect([503, 504]).toContain(answer.status);
      }
    };
    const clients = Array.from({ length: 20 }, client);
    await eventually('load', () => acknowledged.length > 200);
    const pid = Number(readFileSync(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const before = acknowledged.length;
    await eventually('creates afterwards', () => acknowledged.length > before + 200);
    isOver = true;
    await Promise.all(clients);
    for (const answer of acknowledged) expect((await read(service, answer)).status).toBe(200);
    expect(await service.end('SIGTERM')).toBe(0);
    expect(processesOn(DATA_DIR)).toEqual([]);
  });

  it('is the only one on its data: a second instance exits with 1, the first goes on', async () => {
    const DATA_DIR = newDataDir();
    const first = await startProcess({ DATA_DIR });
    const second = await runToExit({ DATA_DIR, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/^padron: another instance is already running on .+\n$/);
    expect((await create(first)).status).toBe(201);
    await first.end('SIGTERM');
  });

  it('stops when it is told to while it starts, and leaves nothing behind', async () => {
    const DATA_DIR = newDataDir();
    const starting = launch({ DATA_DIR, PORT: '0' });
    await eventually('a data directory', () => readdirSync(DATA_DIR).length > 0);
    starting.child.kill('SIGTERM');
    expect(await starting.exit).toBe(0);
    expect(starting.output()).not.toContain('listening');
    // What initdb had started ends a moment after it.
    await eventually('nothing is left', () => processesOn(DATA_DIR).length === 0);
  });
});

describe('the service on DATABASE_URL', () => {
  it('migrates an empty database, several instances at once', async () => {
    const env = { DATABASE_URL: await createEmptyDatabase(), ORGS: 'telco,second' };
    const services = await Promise.all(Array.from({ length: 4 }, () => startProcess(env)));
    const body = publishedCustomer();
    const answers = await Promise.all(services.map(({ url }) => send(url, 'POST', CUSTOMERS, { ...asApiKey, body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const orgs = await send(services[0]?.url ?? '', 'GET', '/v4/orgs', { roles: 'ADMIN' });
    expect(orgs.json<{ orgs: { id: string }[] }>().orgs.map(({ id }) => id)).toEqual(['second', 'telco']);
    const dataSource = await new DataSource(schemaOptions(env.DATABASE_URL)).initialize();
    const [{ count }] = await dataSource.query<[{ count: number }]>('SELECT count(*)::integer FROM migrations');
    await dataSource.destroy();
    expect(count).toBe(dataSource.migrations.length);
    expect(await Promise.all(services.map((service) => service.end('SIGTERM')))).toEqual([0, 0, 0, 0]);
  });

  it('stops at once while it waits for another instance to migrate', async () => {
    const database = await createTestDatabase();
    const waiting = `FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await database.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    const starting = launch({ DATABASE_URL: database.url, PORT: '0' });
    await eventually('an instance that waits', async () => (await database.query(`SELECT ${waiting}`)).length > 0);
    starting.child.kill('SIGTERM');
    expect(await starting.exit).toBe(0);
    await database.close();
  });

  it('drains under keep-alive load: nothing dropped, work in hand finished, exit 0 within 10 s', async () => {
    const database = await createTestDatabase();
    const service = await startProcess({ DATABASE_URL: database.url });
    const created = await send(service.url, 'POST', CUSTOMERS, { ...asApiKey, body: publishedCustomer() });
    let answered = 0;
    let isReady = true;
    // As a load balancer does, the clients go on until the instance is not ready any more.
    const client = async (): Promise<void> => {
      for (; isReady; answered++) {
        const answer = await send(service.url, 'GET', created.headers['location'] ?? '', asApiKey);
        expect(answer.status).toBe(200);
      }
    };
    const clients = Array.from({ length: 10 }, client);
    await eventually('load', () => answered > 500);

    await database.query('BEGIN');
    await database.query('LOCK TABLE customers IN EXCLUSIVE MODE');
    const inHand = send(service.url, 'POST', CUSTOMERS, { ...asApiKey, body: publishedCustomer() });
    await eventually('a create that waits', async () => {
      const waiting = await database.query(
        'SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
      );
      return waiting.length > 0;
    });
    const begun = Date.now();
    const stopping = service.end('SIGTERM');
    await eventually('an answer that says so', async () => {
      const answer = await send(service.url, 'GET', '/health/ready');
      return answer.status === 503 && answer.headers['connection'] === 'close';
    });
    isReady = false;
    await database.query('COMMIT');
    expect((await inHand).status).toBe(201);
    await Promise.all(clients);
    expect(await stopping).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    await database.close();
  });
});

describe('a stop', () => {
  it('is not held up by a client that never finishes its request', async () => {
    const database = await createTestDatabase();
    const service = await startProcess({ DATABASE_URL: database.url });
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.write(
      `POST ${CUSTOMERS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    );
    await send(service.url, 'GET', '/health/live');
    const begun = Date.now();
    expect(await service.end('SIGTERM')).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    await closed;
    await database.close();
  });
});

describe('a start that cannot work says so in one line, exits with 1', () => {
  const oneLine = async (env: Record<string, string>): Promise<string> => {
    const { code, output } = await runToExit({ PORT: '0', ...env });
    expect(code).toBe(1);
    const lines = output.trimEnd().split('\n');
    expect(lines.filter((line) => /^\s+at /.test(line))).toEqual([]);
    return lines.at(-1) ?? '';
  };

  it('the port is taken', async () => {
    const database = await createTestDatabase();
    const server = createServer().listen(0, '127.0.0.1');
    await eventually('a listener', () => server.listening);
    const { port } = server.address() as { port: number };
    expect(await oneLine({ PORT: String(port), DATABASE_URL: database.url })).toBe(
      'padron: PORT is taken: another process listens there',
    );
    server.close();
    await database.close();
  });

  it('the data directory cannot be made', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'padron-process-')), 'file');
    directories.push(join(file, '..'));
    writeFileSync(file, '');
    expect(await oneLine({ DATA_DIR: join(file, 'data') })).toMatch(/^padron: the data directory .+ cannot be used/);
  });

  it('the data directory is where nobody can make one', async () => {
    const directory = process.platform === 'linux' ? '/proc/padron/data' : '/dev/null/padron/data';
    expect(await oneLine({ DATA_DIR: directory })).toMatch(/^padron: the data directory .+ cannot be used/);
  });

  it('the database cannot be reached, without its password', async () => {
    const port = await freePort();
    const line = await oneLine({ DATABASE_URL: `postgres://user:canary@127.0.0.1:${port}/padron` });
    expect(line).toBe('padron: DATABASE_URL: cannot connect (ECONNREFUSED)');
  });

  it('the database refuses the password', async () => {
    const url = new URL(process.env['TEST_POSTGRES_URL'] ?? '');
    url.password = 'canary';
    expect(await oneLine({ DATABASE_URL: url.href })).toBe(
      'padron: DATABASE_URL: cannot connect (password authentication failed for user "padron")',
    );
  });

  it.each([
    [{ PORT: 'http' }, 'padron: PORT must be a whole number from 0 to 65535'],
    [{ NODE_ENV: 'production' }, 'padron: AUTH_MODE must be set (one of trust-header, jwt)'],
    [{ NODE_ENV: 'production', AUTH_MODE: 'jwt' }, 'padron: JWT_JWKS_URL must be set'],
    [{ JWT_ISSUER: 'canary' }, 'padron: JWT_ISSUER must be unset with AUTH_MODE=trust-header'],
    [{ AUTH_MODE: 'jwt', GATEWAY_SECRET: 'canary' }, 'padron: GATEWAY_SECRET must be unset with AUTH_MODE=jwt'],
    [{ DATABASE_URL: 'mysql://x' }, 'padron: DATABASE_URL must be a URL beginning with postgres:// or postgresql://'],
  ])('%j', async (env, expected) => {
    expect(await oneLine(env)).toBe(expected);
  });
});
