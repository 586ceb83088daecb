import { externalId, nif, privateCustomer, publishedCustomer } from './factories';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

/** What each operation costs the database, as PostgreSQL counts it. */
describe('statements per operation', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
    await service.database.query('CREATE EXTENSION pg_stat_statements');
  });
  afterAll(() => service.stop());

  /** Runs the work and returns the first words of each statement that the service executed, with its calls. */
  async function statements(work: () => Promise<unknown>): Promise<{ start: string; calls: number }[]> {
    const ownDatabase = '(SELECT oid FROM pg_database WHERE datname = current_database())';
    await service.database.query(`SELECT pg_stat_statements_reset(0, ${ownDatabase}, 0)`);
    await work();
    return service.database.query(
      `SELECT split_part(regexp_replace(query, '\\s+', ' ', 'g'), ',', 1) AS start, calls::integer
         FROM pg_stat_statements
        WHERE dbid = ${ownDatabase} AND toplevel AND query NOT LIKE '%pg_stat_statements%'`,
    );
  }

  it('a create is one', async () => {
    const counted = await statements(() => service.call('POST', CUSTOMERS, { body: publishedCustomer() }));
    expect(counted).toEqual([{ start: expect.stringMatching(/^WITH created AS/), calls: 1 }]);
  });

  it('a create that meets a conflict is one', async () => {
    const [number, external_id] = [nif(), externalId()];
    const body = privateCustomer({ external_id, personal_info: { identity_document: { type: 'NIF', number } } });
    await service.call('POST', CUSTOMERS, { body });
    // A failed statement counts no call; nothing else must appear beside it.
    expect(await statements(() => service.call('POST', CUSTOMERS, { body }))).toEqual([]);
  });

  it('a read is one, a read that finds nothing two', async () => {
    const created = await service.call('POST', CUSTOMERS, { body: publishedCustomer() });
    const path = created.headers['location'] ?? '';
    const read = { start: 'SELECT type', calls: 1 };
    expect(await statements(() => service.call('GET', path))).toEqual([read]);
    expect(await statements(() => service.call('GET', path, { headers: { 'if-none-match': '*' } }))).toEqual([read]);
    expect(await statements(() => service.call('GET', path.replace('telco', 'other')))).toHaveLength(2);
  });

  it.each([
    ['body', {}, 'API_KEY'],
    ['role', publishedCustomer(), 'VIEWER'],
  ])('a request that fails for its %s is none', async (_what, body, roles) => {
    expect(await statements(() => service.call('POST', CUSTOMERS, { body, roles }))).toEqual([]);
  });
});
