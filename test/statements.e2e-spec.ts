import { creditCard, externalId, nie, nif, privateCustomer, publishedCustomer } from './factories';
import { addCard } from './setup/cards';
import { withNie } from './setup/documents';
import { eventually } from './setup/embedded';
import { type Proxy, startProxy } from './setup/proxy';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

const wholeAddress = (): object => (publishedCustomer() as { contact_info: object }).contact_info;

const locked = (...statements: string[]): string[] => ['BEGIN', 'COMMIT', ...statements];

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

  /** Transactions that PostgreSQL undid; its statistics come in a moment later. */
  async function rolledBack(): Promise<number> {
    const [row] = await service.database.query<{ count: string }>(
      'SELECT xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()',
    );
    return Number(row?.count);
  }

  it('a create is one', async () => {
    const counted = await statements(() => service.call('POST', CUSTOMERS, { body: publishedCustomer() }));
    expect(counted).toEqual([{ start: expect.stringMatching(/^WITH created AS/), calls: 1 }]);
  });

  it('a create that meets a conflict is one', async () => {
    const [number, external_id] = [nif(), externalId()];
    const body = privateCustomer({ external_id, personal_info: { identity_document: { type: 'NIF', number } } });
    expect((await service.call('POST', CUSTOMERS, { body })).status).toBe(201);
    const rollbacks = await rolledBack();
    // A failed statement counts no call; nothing else must appear beside it.
    const counted = await statements(async () => {
      expect((await service.call('POST', CUSTOMERS, { body })).status).toBe(409);
    });
    expect(counted).toEqual([]);
    await eventually('one rollback', async () => (await rolledBack()) === rollbacks + 1);
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
    ['document', { identity_document: '12345678A', identity_document_type: 'NIF', email: 'a@example.com' }],
    ['external id', { external_id: 'x', email: 'a@example.com' }],
    ['email', { email: 'email@example.com' }],
    ['email and type', { email: 'email@example.com', identity_document_type: 'NIF' }],
  ])('a search by %s is one, whatever it finds', async (_what, body) => {
    await service.call('POST', CUSTOMERS, { body: publishedCustomer() });
    for (const org of ['telco', 'other', 'nobody']) {
      const path = `/v4/orgs/${org}/customers/search`;
      const counted = await statements(() => service.call('POST', path, { body }));
      expect(counted).toEqual([{ start: expect.stringMatching(/^SELECT (coalesce\()?\w+\.id/), calls: 1 }]);
    }
  });

  describe('that change a customer', () => {
    let path: string;

    beforeEach(async () => {
      path = (await service.call('POST', CUSTOMERS, { body: publishedCustomer() })).headers['location'] ?? '';
    });

    /** The first word of each statement, as often as it was called. */
    async function words(method: string, target: string, body?: object): Promise<string[]> {
      const counted = await statements(() => service.call(method, target, { body }));
      return counted.flatMap(({ start, calls }) => Array<string>(calls).fill(start.split(' ')[0] ?? '')).sort();
    }

    it.each([
      ['a patch', { segment: 'X', contact_info: { emails: [{ email: 'a@example.com' }] } }, ['WITH']],
      ['a patch of a whole address', { contact_info: wholeAddress() }, ['WITH']],
      ['a patch of a part of it', { contact_info: { postal_address: { locality: 'X' } } }, locked('WITH', 'WITH')],
      ['a patch against the state', { personal_info: { first_surname: null } }, ['BEGIN', 'ROLLBACK', 'WITH']],
    ])('%s', async (_what, body, expected) => {
      expect(await words('PATCH', path, body)).toEqual(expected);
    });

    it('a patch of an unknown customer tells so under the lock', async () => {
      const unknown = path.replace('telco', 'other');
      expect(await words('PATCH', unknown, { segment: 'X' })).toEqual(['BEGIN', 'ROLLBACK', 'WITH', 'WITH']);
    });

    it('representatives and holds are one each', async () => {
      expect(await words('PUT', `${path}/associated_users`, { associated_users: [] })).toEqual(['WITH']);
      expect(await words('PUT', `${path}/holds/legal`)).toEqual(['WITH']);
      expect(await words('GET', `${path}/holds`)).toEqual(['SELECT']);
      expect(await words('DELETE', `${path}/holds/legal`)).toEqual(['WITH']);
    });

    it('documents: a list is one; a change is three in a transaction, with the lock; one that changes nothing, too: it is audited', async () => {
      const path = (await service.call('POST', CUSTOMERS, { body: withNie(nie()) })).headers['location'] ?? '';
      const body = { nif: nif() };
      expect(await words('GET', `${path}/identity-documents`)).toEqual(['SELECT']);
      expect(await words('PATCH', `${path}/convert-nie-to-nif`, body)).toEqual(locked('SELECT', 'WITH', 'WITH'));
      expect(await words('PATCH', `${path}/convert-nie-to-nif`, body)).toEqual(locked('SELECT', 'WITH', 'WITH'));
      const replacement = { identity_document: { type: 'NIF', number: nif() }, reason: 'REPLACEMENT' };
      expect(await words('PUT', `${path}/identity-document`, replacement)).toEqual(locked('SELECT', 'WITH', 'WITH'));
    });

    it('cards: a list and a removal are one each, an addition is two in a transaction', async () => {
      expect(await words('POST', `${path}/credit-cards`, creditCard())).toEqual(locked('WITH', 'WITH'));
      const id = await addCard(service, path);
      expect(await words('GET', `${path}/available-credit-cards`)).toEqual(['SELECT']);
      expect(await words('DELETE', `${path}/credit-cards/${id}`)).toEqual(['WITH']);
    });

    it('a delete is two in a transaction: the lock, the removal', async () => {
      expect(await words('DELETE', path)).toEqual(locked('WITH', 'WITH'));
      expect(await words('DELETE', path)).toEqual(['BEGIN', 'ROLLBACK', 'WITH']);
    });
  });

  it.each([
    ['body', {}, 'API_KEY'],
    ['role', publishedCustomer(), 'VIEWER'],
  ])('a request that fails for its %s is none', async (_what, body, roles) => {
    expect(await statements(() => service.call('POST', CUSTOMERS, { body, roles }))).toEqual([]);
  });
});

describe('prepared statements', () => {
  /** How often each of a create and two reads sent its text to PostgreSQL. */
  async function textsSent(env: Record<string, string>): Promise<number[]> {
    let proxy: Proxy | undefined;
    const service = await startTestService(
      { DATABASE_POOL_MAX: '1', ...env },
      {
        through: async (url) => {
          proxy = await startProxy(url);
          return proxy.url;
        },
      },
    );
    const created = await service.call('POST', CUSTOMERS, { body: publishedCustomer() });
    for (let i = 0; i < 2; i++) {
      expect((await service.call('GET', created.headers['location'] ?? '')).status).toBe(200);
    }
    await service.stop();
    const sent = proxy?.sent() ?? '';
    await proxy?.close();
    return ['INSERT INTO customers', 'SELECT type, version'].map((text) => sent.split(text).length - 1);
  }

  it('are parsed once for each connection, and not at all when they are switched off', async () => {
    expect(await textsSent({})).toEqual([1, 1]);
    expect(await textsSent({ DATABASE_PREPARED: 'off' })).toEqual([1, 2]);
  });
});
