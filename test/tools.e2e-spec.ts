import { digitalCustomer, email, nie, nif, privateCustomer, publishedCustomer } from './factories';
import { addCard, deleteCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { doc, putDocument, withNie } from './setup/documents';
import { eventually } from './setup/embedded';
import { type Answer, outcome } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { startTestService, type TestService } from './setup/service';
import { runTool, type ToolName, type ToolRun } from './setup/tools';

const NOBODY = '123e4567-e89b-12d3-a456-556642440000';

interface Blocked {
  readonly id: string;
  readonly customer_id: string;
  readonly operation: string;
  readonly body: Record<string, unknown>;
  readonly blocked_at: string;
  readonly destroy_after: string;
}

/** An entry of the audit, as far as a tool writes it. */
interface Entry {
  readonly customer_id: string | null;
  readonly operation: string;
  readonly subject: string;
  readonly reason: string | null;
}

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ RETENTION_DAYS: '30' });
});
afterAll(async () => {
  endProcesses();
  await service.stop();
});

const run = (tool: ToolName, ...args: string[]): Promise<ToolRun> =>
  runTool(tool, { DATABASE_URL: service.database.url }, ...args);
const create = (body: object): Promise<string> => createCustomer(service, body);
const remove = (path: string): Promise<Answer> => service.call('DELETE', path);
const idOf = (path: string): string => path.slice(-36);

/** The entries of tools, the newest first. */
const entries = (limit: number): Promise<Entry[]> =>
  service.database.query<Entry & Record<string, unknown>>(
    `SELECT customer_id, operation, subject, reason FROM audit_entries
      WHERE operation IN ('discloseBlockedData', 'exportCustomer', 'purgeBlockedData', 'restoreCustomer')
      ORDER BY at DESC LIMIT $1`,
    [limit],
  );

const total = async (table: string): Promise<number> => (await service.database.query(`SELECT FROM ${table}`)).length;

async function disclosed(...args: string[]): Promise<Blocked[]> {
  const { code, out, err } = await run('blocked-disclose', '--org', 'telco', ...args);
  expect([code, err]).toEqual([0, '']);
  const { org_id, blocked_data, ...rest } = JSON.parse(out) as { org_id: string; blocked_data: Blocked[] };
  expect([org_id, rest]).toEqual(['telco', {}]);
  return blocked_data;
}

describe('npm run blocked:disclose', () => {
  it('prints what is blocked of a customer, the oldest first, and who asked is in the audit', async () => {
    const [path, other] = [
      await create({ ...publishedCustomer(), external_id: 'd-1' }),
      await create(digitalCustomer()),
    ];
    await service.call('PATCH', path, { body: { segment: 'VIP' } });
    await remove(path);
    await remove(other);
    const records = await disclosed('--customer', idOf(path), '--reason', 'COURT-1');
    expect(records).toEqual([
      {
        id: expect.any(String),
        customer_id: idOf(path),
        operation: 'patchCustomer',
        body: { customer: { segment: 'CONSUMER' } },
        blocked_at: expect.any(String),
        destroy_after: expect.any(String),
      },
      expect.objectContaining({ operation: 'deleteCustomer', customer_id: idOf(path) }),
    ]);
    const entry = { customer_id: idOf(path), operation: 'discloseBlockedData', reason: 'COURT-1' };
    expect(await entries(1)).toEqual([{ ...entry, subject: expect.stringMatching(/./) }]);
    expect(await disclosed('--customer', idOf(path).toUpperCase())).toEqual(records);
  });

  it('finds by a document in any spelling: of a deletion, a correction and a conversion', async () => {
    const number = `0000${String(process.pid % 10_000).padStart(4, '0')}`;
    const short = `${Number(number)}${'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23]}`;
    const letter = short.slice(-1);
    const path = await create(privateCustomer({ personal_info: { identity_document: doc('NIF', short) } }));
    await remove(path);
    for (const text of [
      number + letter,
      short,
      short.toLowerCase(),
      `${number.slice(0, 4)}-${number.slice(4)}.${letter}`,
    ]) {
      expect([text, (await disclosed('--document', text)).map(({ customer_id }) => customer_id)]).toEqual([
        text,
        [idOf(path)],
      ]);
    }
    const wrong = nif();
    const corrected = await create(privateCustomer({ personal_info: { identity_document: doc('NIF', wrong) } }));
    expect(outcome(await putDocument(service, corrected, doc('NIF', nif()), 'CORRECTION'))).toBe('204');
    expect((await disclosed('--document', wrong)).map(({ customer_id }) => customer_id)).toEqual([idOf(corrected)]);
    const retired = nie();
    const converted = await create(withNie(retired));
    const body = { nif: nif() };
    expect(outcome(await service.call('PATCH', `${converted}/convert-nie-to-nif`, { body }))).toBe('204');
    for (const text of [retired.toLowerCase(), body.nif]) {
      expect((await disclosed('--document', text)).map(({ customer_id }) => customer_id)).toEqual([idOf(converted)]);
    }
    await remove(converted);
    expect((await disclosed('--document', retired)).map(({ operation }) => operation)).toEqual([
      'convertNieToNif',
      'deleteCustomer',
    ]);
  });

  it('tells of everybody who had a document, with an entry for each', async () => {
    const [number, ids]: [string, string[]] = [nif(), []];
    for (let n = 0; n < 2; n++) {
      const path = await create(privateCustomer({ personal_info: { identity_document: doc('NIF', number) } }));
      await remove(path);
      ids.push(idOf(path));
    }
    const found = (await disclosed('--document', number)).map(({ customer_id }) => customer_id);
    expect(found.sort()).toEqual([...ids].sort());
    expect((await entries(2)).map(({ customer_id }) => customer_id).sort()).toEqual([...ids].sort());
  });

  it('tells that there is nothing, in the audit, too', async () => {
    const before = await total('audit_entries');
    expect(await disclosed('--document', nif(), '--reason', 'COURT-2')).toEqual([]);
    expect(await disclosed('--customer', NOBODY)).toEqual([]);
    expect(await total('audit_entries')).toBe(before + 2);
    expect(await entries(2)).toMatchObject([
      { customer_id: NOBODY, operation: 'discloseBlockedData', reason: null },
      { customer_id: null, operation: 'discloseBlockedData', reason: 'COURT-2' },
    ]);
  });

  it('tells of one organization only', async () => {
    const number = nif();
    const path = await create(privateCustomer({ personal_info: { identity_document: doc('NIF', number) } }));
    await remove(path);
    for (const who of [
      ['--document', number],
      ['--customer', idOf(path)],
    ]) {
      const { out } = await run('blocked-disclose', '--org', 'other', ...who);
      expect(JSON.parse(out)).toEqual({ org_id: 'other', blocked_data: [] });
    }
  });
});

describe('npm run export', () => {
  it('prints all that is held of a customer who is there, and of one who was deleted', async () => {
    const path = await create({ ...withNie(nie()), segment: 'OLD' });
    await service.call('PATCH', path, { body: { segment: 'NEW', contact_info: { emails: [{ email: email() }] } } });
    await service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: nif() } });
    await deleteCard(service, path, await addCard(service, path));
    const card = await addCard(service, path);
    await service.call('PUT', `${path}/holds/billing`);
    const exported = async (): Promise<Record<string, Record<string, unknown>[]>> => {
      const { code, out, err } = await run(
        'export',
        ...['--org', 'telco', '--customer', idOf(path), '--reason', 'GDPR-15'],
      );
      expect([code, err]).toEqual([0, '']);
      return JSON.parse(out) as Record<string, Record<string, unknown>[]>;
    };
    const alive = await exported();
    expect(alive).toMatchObject({
      org_id: 'telco',
      customer_id: idOf(path),
      customer: { id: idOf(path), type: 'PRIVATE_CUSTOMER', segment: 'NEW', version: 3 },
      identity_documents: [{ type: 'NIE' }, { type: 'NIF', retired_at: null }],
      credit_cards: [{ id: card }],
      holds: [{ name: 'billing' }],
      blocked_data: [
        { operation: 'patchCustomer' },
        { operation: 'convertNieToNif' },
        { operation: 'deleteCreditCard' },
      ],
    });
    expect(alive['audit_entries']?.length).toBe(7);
    await service.call('DELETE', `${path}/holds/billing`);
    expect(outcome(await remove(path))).toBe('204');
    const dead = await exported();
    expect(dead).toMatchObject({ customer: null, identity_documents: [], credit_cards: [], holds: [] });
    expect(dead['blocked_data']?.map(({ operation }) => operation).at(-1)).toBe('deleteCustomer');
    expect(dead['audit_entries']?.map(({ operation }) => operation)).toContain('exportCustomer');
    expect(await entries(1)).toMatchObject([
      { customer_id: idOf(path), operation: 'exportCustomer', reason: 'GDPR-15' },
    ]);
  });

  it('exits with 1 where nothing is held, and audits nothing', async () => {
    const before = await total('audit_entries');
    for (const [org, id] of [
      ['telco', NOBODY.replace('1', '2')],
      ['other', idOf(await create(digitalCustomer()))],
    ] as const) {
      const nothing = { code: 1, out: 'nothing is held of a customer with this id\n', err: '' };
      expect(await run('export', '--org', org, '--customer', id)).toEqual(nothing);
    }
    expect(await total('audit_entries')).toBe(before + 1);
  });
});

describe('npm run purge', () => {
  const due = (path: string): Promise<unknown> =>
    service.database.query(`UPDATE blocked_data SET destroy_after = now() WHERE customer_id = $1`, [idOf(path)]);
  const left = (path: string): Promise<object[]> =>
    service.database.query('SELECT FROM blocked_data WHERE customer_id = $1', [idOf(path)]);

  it.each(['url', 'serviceUrl'] as const)(
    'destroys what is due and nothing else, with an entry for each: %s',
    async (url) => {
      const [path, other] = [await create({ ...digitalCustomer(), segment: 'OLD' }), await create(digitalCustomer())];
      await service.call('PATCH', path, { body: { segment: 'NEW' } });
      await remove(path);
      await remove(other);
      await due(path);
      const env = { DATABASE_URL: service.database[url] };
      const out = 'telco: 2 destroyed\nall that was due is destroyed\n';
      expect(await runTool('purge', env)).toEqual({ code: 0, out, err: '' });
      expect([(await left(path)).length, (await left(other)).length]).toEqual([0, 1]);
      const entry = { customer_id: idOf(path), operation: 'purgeBlockedData', reason: null };
      expect(await entries(2)).toMatchObject([entry, entry]);
      expect(await runTool('purge', env)).toEqual({ code: 0, out: 'nothing is due\n', err: '' });
    },
  );

  it('destroys any number of records of any organization', async () => {
    await service.database.query(
      `INSERT INTO blocked_data (org_id, id, customer_id, operation, body, destroy_after)
       SELECT org_id, gen_random_uuid(), gen_random_uuid(), 'deleteCustomer', '{}', now() - n * interval '1 second'
         FROM orgs, generate_series(1, 2500) n WHERE org_id = 'telco' OR (org_id = 'other' AND n <= 1000)`,
    );
    const before = await total('audit_entries');
    const { out } = await run('purge');
    expect(out.split('\n').sort()).toEqual([
      '',
      'all that was due is destroyed',
      'other: 1000 destroyed',
      'telco: 2500 destroyed',
    ]);
    expect(await total('audit_entries')).toBe(before + 3500);
  });

  it('services destroy it when they start, each record once, and keep what is not due', async () => {
    const paths = await Promise.all(Array.from({ length: 20 }, () => create(digitalCustomer())));
    for (const path of paths) await remove(path);
    const [kept = '', ...gone] = paths;
    for (const path of gone) await due(path);
    const before = await total('audit_entries');
    const starting = [0, 1].map(() => startProcess({ DATABASE_URL: service.database.serviceUrl, LOG_LEVEL: 'info' }));
    const services = await Promise.all(starting);
    const isDone = async (): Promise<boolean> => {
      for (const path of gone) if ((await left(path)).length > 0) return false;
      return true;
    };
    await eventually('all destroyed', isDone);
    for (const started of services) expect(await started.end('SIGTERM')).toBe(0);
    expect((await left(kept)).length).toBe(1);
    expect(await total('audit_entries')).toBe(before + gone.length);
    const told = services.flatMap((ended) => ended.output().match(/"task":"purge".*"records":\d+/g) ?? []);
    expect(told.map((line) => Number(/\d+$/.exec(line))).reduce((a, b) => a + b)).toBe(gone.length);
  });
});
