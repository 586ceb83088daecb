import { migrate } from '@app/database';
import { type Client } from 'pg';
import { digitalCustomer } from './factories';
import { outcome, send } from './setup/http';
import { endProcesses, startProcess } from './setup/process';
import { Roles } from './setup/roles';

const AUDIT = ['audit_entries', 'audit_seals'];
const DENIED = expect.objectContaining({ code: '42501' }) as Error;

/** What the service may do in its database, with one role and with two. */
describe('in the database', () => {
  const roles = new Roles();
  const { ownedDatabase, roleFor } = roles;
  let admin: Client;

  beforeAll(async () => {
    admin = await roles.open();
  });
  afterAll(async () => {
    endProcesses();
    await roles.close();
  });

  const connect = (url: string): Promise<Client> => roles.connect(url);

  async function expectAppendOnly(client: Client): Promise<void> {
    for (const table of AUDIT) {
      await expect(client.query(`UPDATE ${table} SET org_id = 'x'`)).rejects.toEqual(DENIED);
      await expect(client.query(`DELETE FROM ${table}`)).rejects.toEqual(DENIED);
      await expect(client.query(`TRUNCATE ${table}`)).rejects.toEqual(DENIED);
      await client.query(`SELECT FROM ${table}`);
    }
  }

  /** Creates, patches and deletes a customer, and has it all sealed. */
  async function expectToWork(env: Record<string, string>, client: Client): Promise<void> {
    const service = await startProcess({ ORGS: 'telco', ...env });
    const call = (method: string, path: string, body?: object) =>
      send(service.url, method, path, { roles: 'ADMIN', body, headers: { 'idempotency-key': 'k' } });
    const created = await call('POST', '/v4/orgs/telco/customers', digitalCustomer());
    expect(outcome(created)).toBe('201');
    const path = created.headers['location'] ?? '';
    expect(outcome(await call('PATCH', path, { segment: 'X' }))).toBe('204');
    expect(outcome(await call('DELETE', path))).toBe('204');
    expect(outcome(await call('GET', '/health/ready'))).toBe('200');
    expect(await service.end('SIGTERM')).toBe(0);
    const { rows } = await client.query('SELECT sum(entries)::integer AS entries FROM audit_seals');
    expect(rows).toEqual([{ entries: 3 }]);
  }

  it('one role that owns everything can still not change the audit', async () => {
    const url = await ownedDatabase();
    await migrate(url, { orgs: [] });
    const client = await connect(url);
    await expectToWork({ DATABASE_URL: url }, client);
    await expectAppendOnly(client);
  });

  it('the role of the service gets what it needs, and loses what it had beyond that', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service-Role "x"'.replaceAll('"', ''));
    const role = `"${decodeURIComponent(new URL(serviceUrl).username)}"`;
    const owner = await connect(ownerUrl);
    await owner.query(`ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ${role}`);
    const env = { DATABASE_URL: serviceUrl, MIGRATION_DATABASE_URL: ownerUrl };
    await expectToWork(env, owner);
    const service = await connect(serviceUrl);
    await expectAppendOnly(service);
    for (const sql of [
      'TRUNCATE customers',
      'SELECT * FROM blocked_data',
      'SELECT body FROM blocked_data',
      'SELECT operation FROM blocked_data',
      'DELETE FROM blocked_data WHERE body IS NOT NULL',
      'TRUNCATE blocked_data',
      'UPDATE blocked_data SET destroy_after = now()',
      'COPY blocked_data TO STDOUT',
      'DELETE FROM migrations',
      'UPDATE orgs SET audit_generation = 2',
      'DELETE FROM orgs',
      "UPDATE orgs SET org_id = 'x'",
      "UPDATE holds SET name = 'x'",
    ]) {
      await expect(service.query(sql)).rejects.toEqual(DENIED);
    }
    for (const sql of ['CREATE TABLE mine ()', 'DROP TABLE holds', 'ALTER TABLE holds ADD COLUMN x text']) {
      await expect(service.query(sql)).rejects.toEqual(DENIED);
    }
  });

  it('no start leaves the service a way to change the audit, however it was granted', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service');
    const owner = await connect(ownerUrl);
    await owner.query('ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC');
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    await expectAppendOnly(await connect(serviceUrl));
    const role = `"${new URL(serviceUrl).username}"`;
    const owning = `"${new URL(ownerUrl).username}"`;
    const other = `"${new URL(await roleFor(ownerUrl, 'other')).username}"`;
    const refused = (): Promise<void> =>
      expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(/^the role .* may, .*: .*change the audit/);
    await owner.query(`GRANT UPDATE (reason) ON audit_entries TO ${other}`);
    for (const group of [owning, other, 'pg_write_all_data']) {
      await admin.query(`GRANT ${group} TO ${role}`);
      await refused();
      await admin.query(`REVOKE ${group} FROM ${role}`);
    }
    // Who does not inherit may still become the owner.
    await admin.query(`ALTER ROLE ${role} NOINHERIT; GRANT ${owning} TO ${role}`);
    await refused();
    await admin.query(`REVOKE ${owning} FROM ${role}`);
    await migrate(ownerUrl, { orgs: [], serviceUrl });
  });

  it('a login that stands for the owner starts like the owner', async () => {
    const ownerUrl = await ownedDatabase();
    const loginUrl = await roleFor(ownerUrl, 'login');
    const [owning, login] = [new URL(ownerUrl).username, new URL(loginUrl).username];
    await admin.query(`GRANT "${owning}" TO "${login}"; ALTER ROLE "${login}" SET role = "${owning}"`);
    await migrate(loginUrl, { orgs: [] });
    await expectAppendOnly(await connect(loginUrl));
  });

  it('tables may lie in another schema than public', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service');
    const owner = await connect(ownerUrl);
    await owner.query('CREATE SCHEMA registry');
    for (const url of [ownerUrl, serviceUrl]) {
      await admin.query(`ALTER ROLE "${new URL(url).username}" SET search_path = registry`);
    }
    await migrate(ownerUrl, { orgs: ['telco'], serviceUrl });
    await expectAppendOnly(await connect(serviceUrl));
  });

  it.each(['UPDATE', 'DELETE', 'TRUNCATE'])('no start accepts %s on the audit by another role', async (privilege) => {
    const ownerUrl = await ownedDatabase();
    const [serviceUrl, groupUrl] = [await roleFor(ownerUrl, 'service'), await roleFor(ownerUrl, 'group')];
    const [role, group] = [serviceUrl, groupUrl].map((url) => `"${new URL(url).username}"`);
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    const owner = await connect(ownerUrl);
    await owner.query(`GRANT ${privilege} ON audit_seals TO ${group}`);
    await admin.query(`GRANT ${group} TO ${role}`);
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(
      /^the role .* may, .*: .*change the audit/,
    );
  });

  it('the role of the service starts alone when there is nothing to migrate', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service');
    await migrate(ownerUrl, { orgs: ['telco'], serviceUrl });
    await expectToWork({ DATABASE_URL: serviceUrl }, await connect(ownerUrl));
    await expectAppendOnly(await connect(serviceUrl));
  });

  it('a start takes nothing back that a later version has granted', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service');
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    const owner = await connect(ownerUrl);
    const service = await connect(serviceUrl);
    const role = `"${new URL(serviceUrl).username}"`;
    await owner.query(`GRANT TRUNCATE ON holds TO ${role}`);
    await owner.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')");
    expect(await migrate(ownerUrl, { orgs: [], serviceUrl })).toEqual({ isRestricted: true });
    await service.query('TRUNCATE holds');
    await owner.query("DELETE FROM migrations WHERE name = 'Later9999999999999'");
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    await expect(service.query('TRUNCATE holds')).rejects.toEqual(DENIED);
  });

  it('several instances with two roles may start at once', async () => {
    const ownerUrl = await ownedDatabase();
    const serviceUrl = await roleFor(ownerUrl, 'service');
    await Promise.all(Array.from({ length: 8 }, () => migrate(ownerUrl, { orgs: ['telco'], serviceUrl })));
  });
});
