import { migrate } from '@app/database';
import { Client } from 'pg';
import { Sealer } from '../apps/api/src/audit/sealer';
import { digitalCustomer } from './factories';
import { faultsHere, runVerify, settled, verifyHere } from './setup/audit-verify';
import { tally } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { eventually } from './setup/embedded';
import { type Answer } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { startTestService, type TestService } from './setup/service';

interface Seal {
  org_id: string;
  number: number;
  entries: number;
  hash: string;
}

describe('the sealer', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });
  afterEach(() => service.stop());

  const sealNow = (): Promise<void> => service.app.get(Sealer).seal();
  const seal = async (): Promise<void> => {
    await settled(service.database);
    await sealNow();
  };
  const seals = (): Promise<Seal[]> =>
    service.database.query<Seal>(
      "SELECT org_id, number, entries, encode(hash, 'hex') AS hash FROM audit_seals ORDER BY org_id, number",
    );
  const write = (org = 'telco'): Promise<Answer> =>
    service.call('POST', `/v4/orgs/${org}/customers`, { body: digitalCustomer() });
  const faults = (): Promise<string[]> => faultsHere(service.database.url);

  it('makes blocks of what was written since, for each organization', async () => {
    await seal();
    expect(await seals()).toEqual([]);
    for (const org of ['telco', 'telco', 'other']) await write(org);
    await seal();
    await seal();
    await write();
    await seal();
    const blocks = await seals();
    expect(blocks).toMatchObject([
      { org_id: 'other', number: 1, entries: 1 },
      { org_id: 'telco', number: 1, entries: 2 },
      { org_id: 'telco', number: 2, entries: 1 },
    ]);
    expect(new Set(blocks.map(({ hash }) => hash)).size).toBe(3);
    expect(await runVerify({ DATABASE_URL: service.database.url })).toEqual({
      code: 0,
      lines: [
        `other: 1 blocks of 1 entries, last other:1:${blocks[0]?.hash}, 0 not yet sealed`,
        `telco: 2 blocks of 3 entries, last telco:2:${blocks[2]?.hash}, 0 not yet sealed`,
        'the audit is as it was sealed',
      ],
    });
  });

  it('leaves out what a running transaction might still come before', async () => {
    const open = new Client({ connectionString: service.database.url });
    await open.connect();
    await open.query('BEGIN');
    await open.query(
      `INSERT INTO audit_entries (org_id, generation, xid, id, at, operation, roles, request_id, members)
       VALUES ('telco', 1, pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), 'late', '{}', 'r', '{}')`,
    );
    await write();
    await sealNow();
    expect(await seals()).toEqual([]);
    expect((await verifyHere(service.database.url))[1]).toMatchObject({ blocks: 0, unsealed: { entries: 1 } });
    await open.query('COMMIT');
    await open.end();
    await seal();
    expect(await seals()).toMatchObject([{ number: 1, entries: 2 }]);
    expect(await faults()).toEqual([]);
  });

  it('seals a backlog in blocks of 10,000', async () => {
    // One transaction of the past: a transaction may have more entries than a block.
    await service.database.query(
      `INSERT INTO audit_entries (org_id, generation, xid, id, at, operation, roles, request_id, members)
       SELECT 'telco', 1, 3, gen_random_uuid(), now(), 'createCustomer', '{}', 'r', '{}' FROM generate_series(1, 25000)`,
    );
    await seal();
    expect(await seals()).toMatchObject([{ entries: 10_000 }, { entries: 10_000 }, { entries: 5000 }]);
    expect(await faults()).toEqual([]);
  });

  it('goes on where a dump was restored, and transactions count lower', async () => {
    const { database } = service;
    await write();
    await seal();
    // What the old server has left: transactions that this one has not come to yet.
    await database.query("UPDATE audit_entries SET xid = xid + 1000000000, at = at - interval '1 day'");
    await database.query('TRUNCATE audit_seals');
    await migrate(database.url, { orgs: [], serviceUrl: database.serviceUrl });
    await Promise.all([write(), write('other'), sealNow()]);
    await eventually('all are sealed', async () => {
      await sealNow();
      return (await verifyHere(database.url)).every(({ unsealed }) => unsealed.entries === 0);
    });
    expect(await faults()).toEqual([]);
    const [, telco] = await verifyHere(database.url);
    expect(telco).toMatchObject({ org: 'telco', entries: 2 });
    // Once is enough: on this server transactions go on counting up.
    await migrate(database.url, { orgs: [], serviceUrl: database.serviceUrl });
    const generations = await database.query('SELECT org_id, audit_generation FROM orgs ORDER BY org_id');
    expect(generations).toEqual([
      { org_id: 'other', audit_generation: 1 },
      { org_id: 'telco', audit_generation: 2 },
    ]);
  });

  it('makes one chain, however many seal at once while others write', async () => {
    const answers: Answer[] = [];
    let isOver = false;
    const sealing = Array.from({ length: 4 }, async () => {
      while (!isOver) await sealNow();
    });
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (let n = 0; n < 80; n++) answers.push(await write(n % 3 === 0 ? 'other' : 'telco'));
      }),
    );
    isOver = true;
    await Promise.all(sealing);
    await seal();
    expect(tally(answers)).toEqual({ '201': 400 });
    const blocks = await seals();
    expect(blocks.reduce((sum, { entries }) => sum + entries, 0)).toBe(400);
    expect(blocks.length).toBeGreaterThan(10);
    expect(await faults()).toEqual([]);
  });

  it('hashes alike whatever the settings of a session are', async () => {
    await write();
    await seal();
    const odd = `-c TimeZone=Asia/Kolkata -c DateStyle=German -c bytea_output=escape -c IntervalStyle=iso_8601 -c extra_float_digits=0`;
    const url = new URL(service.database.url);
    url.searchParams.set('options', odd);
    expect(await faultsHere(url.href)).toEqual([]);
  });
});

it('does not let one organization that cannot be sealed keep the others from it', async () => {
  const service = await startTestService({ REQUEST_TIMEOUT_MS: '1500' });
  for (const org of ['telco', 'other']) {
    const { status } = await service.call('POST', `/v4/orgs/${org}/customers`, { body: digitalCustomer() });
    expect(status).toBe(201);
  }
  await settled(service.database);
  await service.database.query('BEGIN');
  await service.database.query("INSERT INTO audit_seals VALUES ('telco', 1, 1, 1, 1, gen_random_uuid(), now(), '')");
  await expect(service.app.get(Sealer).seal()).rejects.toMatchObject({ kind: 'repositoryTimeout' });
  await service.database.query('ROLLBACK');
  const sealed = await service.database.query('SELECT org_id FROM audit_seals');
  expect(sealed).toEqual([{ org_id: 'other' }]);
  expect(service.app.get(Sealer).takeHeads()).toMatchObject([{ org: 'other', number: 1 }]);
  expect(service.app.get(Sealer).takeHeads()).toEqual([]);
  await service.stop();
});

it('makes smaller blocks where large ones take too long', async () => {
  const service = await startTestService({ REQUEST_TIMEOUT_MS: '1500' });
  await service.database.query(
    `CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END';
     CREATE TRIGGER slow BEFORE INSERT ON audit_seals FOR EACH ROW WHEN (NEW.entries > 10) EXECUTE FUNCTION wait();
     INSERT INTO audit_entries (org_id, generation, xid, id, at, operation, roles, request_id, members)
     SELECT 'telco', 1, 3, gen_random_uuid(), now(), 'createCustomer', '{}', 'r', '{}' FROM generate_series(1, 25)`,
  );
  await service.app.get(Sealer).seal();
  const sealed = await service.database.query('SELECT entries FROM audit_seals ORDER BY number');
  expect(sealed).toEqual([{ entries: 10 }, { entries: 10 }, { entries: 5 }]);
  await service.stop();
});

describe('a process', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(async () => {
    endProcesses();
    await service.stop();
  });

  const unsealed = async (): Promise<number> => {
    const [row] = await service.database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM audit_entries)::integer - coalesce(sum(entries), 0)::integer AS count FROM audit_seals`,
    );
    return row?.count ?? -1;
  };

  it('seals what was written, and the rest when it stops', async () => {
    // A transaction of another test may stay open meanwhile, and keep the last entries from being sealed.
    for (let attempt = 0; attempt < 5; attempt++) {
      const running = await startProcess({ DATABASE_URL: service.database.url });
      await createCustomer(service, digitalCustomer());
      await eventually('it is sealed', async () => (await unsealed()) === 0);
      const ended = running.end('SIGTERM');
      await createCustomer(service, digitalCustomer());
      expect(await ended).toBe(0);
      if ((await unsealed()) === 0) return;
    }
    throw new Error('the last entry was never sealed');
  });

  it('logs the last block when it stops, and removes keys that have expired', async () => {
    const { database } = service;
    await database.query("INSERT INTO idempotency_keys VALUES ('telco', '', '', '{}', now() - interval '2 h')");
    const running = await startProcess({ DATABASE_URL: database.url, LOG_LEVEL: 'info' });
    await createCustomer(service, digitalCustomer());
    const keys = async (): Promise<number> => (await database.query('SELECT FROM idempotency_keys')).length;
    await eventually('the key is gone', async () => (await keys()) === 0);
    expect(await running.end('SIGTERM')).toBe(0);
    const [last] = await database.query<{ number: number; hash: string }>(
      "SELECT number, encode(hash, 'hex') AS hash FROM audit_seals WHERE org_id = 'telco' ORDER BY number DESC LIMIT 1",
    );
    expect(running.output()).toContain(`"task":"seal","org":"telco","number":${last?.number},"hash":"${last?.hash}"`);
  });
});
