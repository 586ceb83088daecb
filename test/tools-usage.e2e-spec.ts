import { Client } from 'pg';
import { createTestDatabase } from './setup/database';
import { digitalCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { startTestService, type TestService } from './setup/service';
import { runTool, type ToolName, type ToolRun } from './setup/tools';

const NOBODY = '123e4567-e89b-12d3-a456-556642440000';
const SERVICE_DENIED = { code: 2, out: '', err: 'padron: permission denied for table blocked_data\n' };
const TOOLS: ToolName[] = ['blocked-disclose', 'customer-restore', 'export'];

describe('every tool', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const run = (tool: ToolName, ...args: string[]): Promise<ToolRun> =>
    runTool(tool, { DATABASE_URL: service.database.url }, ...args);
  const of = (path: string): string[] => ['--org', 'telco', '--customer', path.slice(-36)];
  const counts = async (): Promise<object[]> =>
    service.database.query(
      'SELECT (SELECT count(*) FROM audit_entries), (SELECT count(*) FROM blocked_data), (SELECT count(*) FROM customers)',
    );

  it.each<[string, ToolName, string[]]>([
    ['an unknown option', 'export', ['--secret-x', 'y']],
    ['a value without its option', 'blocked-disclose', ['--org', 'telco', '12345678Z']],
    ['an option without its value', 'customer-restore', ['--org']],
    ['no customer', 'customer-restore', ['--org', 'telco']],
    ['no organization', 'export', ['--customer', NOBODY]],
    [
      'a customer and a document',
      'blocked-disclose',
      ['--org', 'telco', '--customer', NOBODY, '--document', '12345678Z'],
    ],
    ['neither customer nor document', 'blocked-disclose', ['--org', 'telco']],
    ['a document of a wrong form', 'blocked-disclose', ['--org', 'telco', '--document', 'secret-ñ']],
    ['an id of a wrong form', 'export', ['--org', 'telco', '--customer', 'secret-x']],
    ['an organization of a wrong form', 'export', ['--org', 'secret x', '--customer', NOBODY]],
    ['a reason of a wrong form', 'customer-restore', ['--org', 'telco', '--customer', NOBODY, '--reason', 'secret x']],
    ['an argument where there is none', 'purge', ['secret-x']],
  ])('exits with 2 after one line that repeats no value: %s', async (_what, tool, args) => {
    const { code, out, err } = await run(tool, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^padron: [^\n]+\n$/);
    expect(err).not.toMatch(/secret|12345678|123e4567/);
  });

  it.each(TOOLS)('tells an unknown organization: %s', async (tool) => {
    const { code, out, err } = await run(tool, '--org', 'nowhere', '--customer', NOBODY);
    expect([code, out, err]).toEqual([2, '', 'padron: the organization is unknown\n']);
  });

  it.each(TOOLS)('prints and changes nothing as the role of the service: %s', async (tool) => {
    const path = await createCustomer(service, digitalCustomer());
    await service.call('DELETE', path);
    const before = await counts();
    expect(await runTool(tool, { DATABASE_URL: service.database.serviceUrl }, ...of(path))).toEqual(SERVICE_DENIED);
    expect(await counts()).toEqual(before);
    const env = { DATABASE_URL: service.database.serviceUrl, MIGRATION_DATABASE_URL: service.database.url };
    expect((await runTool(tool, env, ...of(path))).code).toBe(0);
  });

  it.each([...TOOLS, 'purge' as const])('tells in one line that it has no database: %s', async (tool) => {
    const env = { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
    const args = tool === 'purge' ? [] : of(NOBODY);
    expect(await runTool(tool, env, ...args)).toEqual({
      code: 2,
      out: '',
      err: 'padron: cannot connect (ECONNREFUSED)\n',
    });
  });
});

describe('the role of the service', () => {
  it('can add to the blocked data and destroy what is due, and neither read nor change it', async () => {
    const database = await createTestDatabase();
    const added = (days: number): string => `
      INSERT INTO blocked_data (org_id, id, customer_id, operation, body, destroy_after)
      VALUES ('telco', gen_random_uuid(), gen_random_uuid(), 'x', '{"a": 1}', now() + ${days} * interval '1 day')`;
    const insert = added(1);
    const asService = new Client({ connectionString: database.serviceUrl });
    await asService.connect();
    try {
      await asService.query(insert);
      await database.query(added(-1));
      // Only warns.
      await asService.query('GRANT SELECT ON blocked_data TO CURRENT_USER');
      for (const sql of [
        'SELECT body FROM blocked_data',
        'SELECT * FROM blocked_data',
        'SELECT b FROM blocked_data b',
        'SELECT FROM blocked_data WHERE body IS NULL',
        'COPY blocked_data TO STDOUT',
        'DELETE FROM blocked_data RETURNING body',
        "DELETE FROM blocked_data WHERE body ->> 'a' = '1'",
        `${insert} RETURNING body`,
        `${insert} ON CONFLICT (org_id, customer_id, id) DO UPDATE SET body = '{}'`,
        added(-1),
        'UPDATE blocked_data SET destroy_after = now()',
        "UPDATE blocked_data SET body = '{}'",
        'TRUNCATE blocked_data',
        'ALTER TABLE blocked_data DISABLE ROW LEVEL SECURITY',
        'CREATE POLICY mine ON blocked_data USING (true)',
      ]) {
        const asked = asService.query(sql).then(
          () => `${sql} was allowed`,
          ({ code }: { code: string }) => code,
        );
        expect([sql, await asked]).toEqual([sql, '42501']);
      }
      expect((await asService.query('DELETE FROM blocked_data WHERE destroy_after > now()')).rowCount).toBe(0);
      expect((await asService.query('DELETE FROM blocked_data')).rowCount).toBe(1);
      expect(await database.query('SELECT destroy_after > now() AS is_kept FROM blocked_data')).toEqual([
        { is_kept: true },
      ]);
    } finally {
      await asService.end();
      await database.close();
    }
  });
});
