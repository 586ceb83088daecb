import { seededCustomer } from '../apps/api/src/seed/seeded-customer';
import { type TestDatabase } from './setup/database';
import { startTestService, type TestService } from './setup/service';
import { runTool, type ToolRun } from './setup/tools';

const COUNT = 500;
/** Ids, and when it was. */
const OWN = ['org_id', 'id', 'customer_id', 'created_at', 'updated_at', 'valid_from', 'xid', 'at', 'request_id'];

/**
 * All rows of an organization in all tables, without what is each row's own; with the customer's external id. Seals are hashes of ids and instants
 * and made in their own time, if at all.
 */
async function rowsOf(database: TestDatabase, org: string): Promise<Record<string, string[]>> {
  const tables = await database.query<{ name: string; has_customer: boolean }>(
    `SELECT relname AS name,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'customer_id') AS has_customer
       FROM pg_class c
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('migrations', 'audit_seals')`,
  );
  expect(tables.length).toBeGreaterThan(7);
  const found: Record<string, string[]> = {};
  for (const { name, has_customer } of tables) {
    const whose = has_customer
      ? '(SELECT external_id FROM customers c WHERE c.org_id = t.org_id AND c.id = t.customer_id)'
      : 'NULL';
    const rows = await database.query<{ row: string }>(
      `SELECT jsonb_build_array(${whose}, to_jsonb(t) - $2::text[])::text AS row FROM ${name} t WHERE org_id = $1`,
      [org, OWN],
    );
    found[name] = rows.map(({ row }) => row).sort();
  }
  return found;
}

describe('npm run seed', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTestService();
  });
  afterEach(() => service.stop());

  const seed = (...args: string[]): Promise<ToolRun> =>
    runTool('seed', { DATABASE_URL: service.database.url }, ...args);
  const count = async (org = 'telco'): Promise<number> => {
    const [row] = await service.database.query<{ count: number }>(
      'SELECT count(*)::integer FROM customers WHERE org_id = $1',
      [org],
    );
    return row?.count ?? NaN;
  };

  it('writes what creating the same customers by the API writes, the audit too', async () => {
    const { code, out } = await seed('--org', 'telco', '--customers', String(COUNT));
    expect([code, out]).toEqual([0, expect.stringMatching(/^seeded 500 customers in \d+\.\d s: \d+\/s\n$/)]);
    await service.call('PUT', '/v4/orgs/other', { roles: 'ADMIN' });
    for (let row = 0; row < COUNT; row++) {
      const answer = await service.call('POST', '/v4/orgs/other/customers', { body: seededCustomer(row) });
      expect(answer.status).toBe(201);
    }
    const [seeded, created] = [await rowsOf(service.database, 'telco'), await rowsOf(service.database, 'other')];
    // The second organization has an entry more: its registration.
    created['audit_entries'] = created['audit_entries']?.filter((row) => !row.includes('putOrganization')) ?? [];
    expect(seeded).toEqual(created);
    expect(seeded['customers']).toHaveLength(COUNT);
    expect(seeded['audit_entries']).toHaveLength(COUNT);
  });

  it('loads what the API reads and finds', async () => {
    await seed('--org', 'telco', '--customers', '20');
    for (let row = 0; row < 20; row++) {
      const { type, external_id } = seededCustomer(row);
      const found = await service.call('POST', '/v4/orgs/telco/customers/search', { body: { external_id } });
      expect(found.json()).toEqual({ id: expect.any(String), type, external_id });
      const { id } = found.json<{ id: string }>();
      const read = await service.call('GET', `/v4/orgs/telco/customers/${id}`);
      expect(read.json()).toMatchObject(seededCustomer(row));
    }
  });

  it('loads the same into an empty organization, and others the second time', async () => {
    await service.call('PUT', '/v4/orgs/other', { roles: 'ADMIN' });
    await seed('--org', 'telco', '--customers', '30');
    await seed('--org', 'telco', '--customers', '40');
    await seed('--org', 'other', '--customers', '70');
    const [twice, once] = [await rowsOf(service.database, 'telco'), await rowsOf(service.database, 'other')];
    expect(twice['customers']).toEqual(once['customers']);
    expect(twice['identity_documents']).toEqual(once['identity_documents']);
    expect(twice['customers']).toHaveLength(70);
  });

  it('leaves out customers whose document or email somebody has, and loads others for them', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => seededCustomer(row));
    const person = rows.find(({ type }) => type === 'PRIVATE_CUSTOMER');
    const digital = rows.find(({ type }) => type === 'DIGITAL_CUSTOMER');
    for (const body of [
      { ...person, external_id: undefined },
      { ...digital, external_id: 'theirs' },
    ]) {
      expect((await service.call('POST', '/v4/orgs/telco/customers', { body })).status).toBe(201);
    }
    await seed('--org', 'telco', '--customers', '100');
    expect(await count()).toBe(102);
  });

  it('loads as many as it is told, twice at once', async () => {
    const runs = await Promise.all([1, 2].map(() => seed('--org', 'telco', '--customers', '3000')));
    // A line of progress at most now and then, where the machine is slow.
    const quiet = expect.stringMatching(/^(padron: [^\n]+ left\n)*$/);
    expect(runs.map(({ code, err }) => [code, err])).toEqual(Array(2).fill([0, quiet]));
    expect(await count()).toBe(6000);
  });

  it('stores whole batches beside each other, up to the number', async () => {
    await seed('--org', 'telco', '--customers', '20001');
    expect(await count()).toBe(20_001);
    const [audited] = await service.database.query('SELECT count(*)::integer FROM audit_entries');
    expect(audited).toEqual({ count: 20_001 });
  });

  it.each([
    ['no number', ['--org', 'telco']],
    ['none', ['--org', 'telco', '--customers', '0']],
    ['fewer than none', ['--org', 'telco', '--customers=-5']],
    ['fewer than none, apart', ['--org', 'telco', '--customers', '-5']],
    ['no whole number', ['--org', 'telco', '--customers', '1.5']],
    ['too long a number', ['--org', 'telco', '--customers', '100000000']],
    ['no organization', ['--customers', '5']],
    ['nothing', []],
    ['a number twice', ['--org', 'telco', '--customers', '5', '--customers', '6']],
    ['something else', ['--org', 'telco', '--customers', '5', '--fast']],
  ])('says in one line how it is used: %s', async (_what, args) => {
    const usage = 'padron: use --org ORG --customers NUMBER, from 1 to 30000000\n';
    expect(await seed(...args)).toEqual({ code: 2, out: '', err: usage });
  });

  it('stores nothing when there are not so many', async () => {
    const { code, err } = await seed('--org', 'telco', '--customers', '30000001');
    expect([code, err]).toEqual([2, expect.stringMatching(/^padron: there are 30000000 rows/)]);
    expect(await count()).toBe(0);
  });

  it('tells in one line that it has no database', async () => {
    const env = { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
    const err = 'padron: cannot connect (ECONNREFUSED)\n';
    expect(await runTool('seed', env, '--org', 'telco', '--customers', '5')).toEqual({ code: 2, out: '', err });
  });

  it('tells an unknown organization', async () => {
    const err = 'padron: the organization is unknown\n';
    expect(await seed('--org', 'nowhere', '--customers', '5')).toEqual({ code: 2, out: '', err });
  });
});
