import { migrate } from '@app/database';
import { type Client } from 'pg';
import { endProcesses, startProcess } from './setup/process';
import { nameIn, Roles } from './setup/roles';

/** The superuser of the test server. */
const ADMIN = nameIn(process.env['TEST_POSTGRES_URL'] ?? '');
const DENIED = expect.objectContaining({ code: '42501' }) as Error;

/** The role that DATABASE_URL names, where MIGRATION_DATABASE_URL names another (contract §6). */
describe('the role of the service', () => {
  const roles = new Roles();
  let admin: Client;

  beforeAll(async () => {
    admin = await roles.open();
  });
  afterAll(async () => {
    endProcesses();
    await roles.close();
  });

  it.each(['secret', `p@ss:/%? "'\\$1`, 'contraseña ﬁ½'])(
    'is made where it is missing, with the password %p',
    async (password) => {
      const ownerUrl = await roles.ownedDatabase('CREATEROLE');
      await admin.query(`REVOKE CONNECT ON DATABASE ${new URL(ownerUrl).pathname.slice(1)} FROM PUBLIC`);
      const serviceUrl = roles.urlFor(ownerUrl, 'service-Role x', password);
      expect(await migrate(ownerUrl, { orgs: ['telco'], serviceUrl })).toEqual({ isRestricted: true });
      const service = await roles.connect(serviceUrl);
      expect((await service.query('SELECT org_id FROM orgs')).rows).toEqual([{ org_id: 'telco' }]);
      await expect(service.query('SELECT body FROM blocked_data')).rejects.toEqual(DENIED);
      await expect(service.query('CREATE TABLE mine ()')).rejects.toEqual(DENIED);
      const { rows } = await admin.query<{ rolpassword: string }>(
        'SELECT rolpassword FROM pg_authid WHERE rolname = $1',
        [decodeURIComponent(new URL(serviceUrl).username)],
      );
      expect(rows[0]?.rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
    },
  );

  it('is made once, however many databases of a server are migrated at the same moment', async () => {
    const ownerUrls: string[] = [];
    for (let i = 0; i < 4; i++) ownerUrls.push(await roles.ownedDatabase('CREATEROLE'));
    const [first = ''] = ownerUrls;
    const named = new URL(roles.urlFor(first, 'service'));
    const all = ownerUrls.map((ownerUrl) => {
      named.pathname = new URL(ownerUrl).pathname;
      return { ownerUrl, serviceUrl: named.href };
    });
    await Promise.all(all.map(({ ownerUrl, serviceUrl }) => migrate(ownerUrl, { orgs: ['telco'], serviceUrl })));
    for (const { serviceUrl } of all) {
      const service = await roles.connect(serviceUrl);
      expect((await service.query('SELECT FROM customers')).rowCount).toBe(0);
    }
  });

  it('is asked for in one line where it cannot be made', async () => {
    const ownerUrl = await roles.ownedDatabase();
    const serviceUrl = roles.urlFor(ownerUrl, 'service');
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(
      /^the connection of the service: the role "service_\w+" is missing, and cannot be made \(permission denied to create role\)$/,
    );
  });

  it('keeps its password: a wrong one ends the start', async () => {
    const ownerUrl = await roles.ownedDatabase('CREATEROLE');
    const serviceUrl = await roles.roleFor(ownerUrl, 'service');
    const wrong = serviceUrl.replace(':secret@', ':wrong@');
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl: wrong })).rejects.toThrow(
      /^the connection of the service: cannot connect \(password authentication failed/,
    );
    await migrate(ownerUrl, { orgs: [], serviceUrl });
  });

  it.each([
    ['a grant of the column to a group', (group: string) => `GRANT SELECT (body) ON blocked_data TO ${group}`],
    ['a grant of the table to a group', (group: string) => `GRANT SELECT ON blocked_data TO ${group}`],
    ['a group that may change dates', (group: string) => `GRANT UPDATE (destroy_after) ON blocked_data TO ${group}`],
  ])('is refused when it could read or change blocked data, by %s', async (_what, grant) => {
    const ownerUrl = await roles.ownedDatabase();
    const serviceUrl = await roles.roleFor(ownerUrl, 'service');
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    const group = nameIn(await roles.roleFor(ownerUrl, 'group'));
    await (await roles.connect(ownerUrl)).query(grant(group));
    await admin.query(`GRANT ${group} TO ${nameIn(serviceUrl)}`);
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(
      /^the role .* may, .*: .*read or change blocked data/,
    );
  });

  it.each<[string, (service: string, database: string) => string, RegExp]>([
    ['owns the database', (service, database) => `ALTER DATABASE ${database} OWNER TO ${service}`, /drop tables/],
    [
      'may make schemas',
      (service, database) => `GRANT CREATE ON DATABASE ${database} TO ${service}`,
      /put functions in the way/,
    ],
    [
      'may make functions',
      (service) => `GRANT CREATE ON SCHEMA public TO pg_monitor; GRANT pg_monitor TO ${service}`,
      /put functions in the way/,
    ],
    [
      'has functions there',
      (service) =>
        `CREATE FUNCTION public.coalesce_x() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION public.coalesce_x() OWNER TO ${service}`,
      /put functions in the way/,
    ],
    [
      'may become one who reads everything',
      (service) => `ALTER ROLE ${service} NOINHERIT; GRANT pg_read_all_data TO ${service}`,
      /read or change blocked data/,
    ],
    [
      'may become a superuser',
      (service) => `ALTER ROLE ${service} NOINHERIT; GRANT ${ADMIN} TO ${service}`,
      /read or change blocked data/,
    ],
    ['may read files', (service) => `GRANT pg_read_server_files TO ${service}`, /reach files/],
  ])('is refused when it %s', async (_what, grant, expected) => {
    const ownerUrl = await roles.ownedDatabase();
    const serviceUrl = await roles.roleFor(ownerUrl, 'service');
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    const service = nameIn(serviceUrl);
    const there = await roles.connect(new URL(new URL(ownerUrl).pathname, process.env['TEST_POSTGRES_URL']).href);
    await there.query(grant(service, new URL(ownerUrl).pathname.slice(1)));
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(expected);
  });

  it('is refused when row security does not bind it', async () => {
    const ownerUrl = await roles.ownedDatabase();
    const serviceUrl = await roles.roleFor(ownerUrl, 'service', 'BYPASSRLS');
    await expect(migrate(ownerUrl, { orgs: [], serviceUrl })).rejects.toThrow(/: .*read or change blocked data/);
  });

  it('loses what was granted to everybody', async () => {
    const ownerUrl = await roles.ownedDatabase();
    const serviceUrl = await roles.roleFor(ownerUrl, 'service');
    const owner = await roles.connect(ownerUrl);
    await owner.query('ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC');
    await migrate(ownerUrl, { orgs: [], serviceUrl });
    await expect((await roles.connect(serviceUrl)).query('SELECT body FROM blocked_data')).rejects.toEqual(DENIED);
  });

  describe('at the start of the service', () => {
    const WARNING = /^padron: warning: .*MIGRATION_DATABASE_URL.*$/gm;

    async function warnings(env: Record<string, string>): Promise<number> {
      const service = await startProcess({ ORGS: 'telco', ...env });
      expect(await service.end('SIGTERM')).toBe(0);
      return service.output().match(WARNING)?.length ?? 0;
    }

    it('is warned of in one line when it owns the tables, and not when it owns nothing', async () => {
      const ownerUrl = await roles.ownedDatabase('CREATEROLE');
      expect(await warnings({ DATABASE_URL: ownerUrl })).toBe(1);
      const serviceUrl = roles.urlFor(ownerUrl, 'service');
      expect(await warnings({ DATABASE_URL: serviceUrl, MIGRATION_DATABASE_URL: ownerUrl })).toBe(0);
      expect(await warnings({ DATABASE_URL: serviceUrl })).toBe(0);
      expect(await warnings({ DATABASE_URL: ownerUrl, MIGRATION_DATABASE_URL: `${ownerUrl}?application_name=x` })).toBe(
        1,
      );
    });
  });
});
