import { digitalCustomer, email, externalId, nif, privateCustomer } from './factories';
import { type Cluster, startCluster, tally } from './setup/cluster';

const ROUNDS = 100;
const AT_ONCE = 50;

/** The built service, once and twice, on one database: uniqueness is the database's decision, not the process's. */
describe.each([1, 2])('creates that race against %d process(es)', (count) => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(count);
  });
  afterAll(() => cluster.stop());

  /** How often each outcome came, for all bodies at once. */
  const race = async (bodies: unknown[]): Promise<Record<string, number>> =>
    tally(await Promise.all(bodies.map((body) => cluster.call('POST', '/v4/orgs/telco/customers', { body }))));

  async function customers(): Promise<number> {
    const [row] = await cluster.database.query<{ count: number }>('SELECT count(*)::integer AS count FROM customers');
    return row?.count ?? -1;
  }

  const document = (number: string): object => ({ identity_document: { type: 'NIF', number } });

  it.each<[what: string, code: string, body: () => unknown]>([
    ['document', 'MCUS.409.001', () => privateCustomer({ personal_info: document(nif()) })],
    ['external id', 'MCUS.409.002', () => digitalCustomer({ external_id: externalId() })],
    ['digital email', 'MCUS.409.003', () => digitalCustomer()],
  ])(`for one %s: ${ROUNDS} times one 201 and ${AT_ONCE - 1} × 409`, async (_what, code, makeBody) => {
    const before = await customers();
    for (let round = 0; round < ROUNDS; round++) {
      const body = makeBody();
      // The external id alone must decide: every digital customer gets an email of its own.
      const bodies = Array.from({ length: AT_ONCE }, () =>
        code === 'MCUS.409.002' ? { ...(body as object), ...emailOfItsOwn() } : body,
      );
      expect(await race(bodies)).toEqual({ '201': 1, [`409 ${code}`]: AT_ONCE - 1 });
    }
    expect(await customers()).toBe(before + ROUNDS);
  });

  const emailOfItsOwn = (): object => ({ digital_personal_info: { email: email() } });

  it.each<[what: string, pair: (key: string, externalIdOf: string) => unknown, makeKey: () => string]>([
    ['documents', (number, external_id) => privateCustomer({ external_id, personal_info: document(number) }), nif],
    [
      'digital emails',
      (address, external_id) => digitalCustomer({ external_id, digital_personal_info: { email: address } }),
      email,
    ],
  ])(`for crossed %s and external ids: ${ROUNDS} times two 201, never a 5xx`, async (_what, pair, makeKey) => {
    const before = await customers();
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b, x, y] = [makeKey(), makeKey(), externalId(), externalId()] as const;
      const crossings = [pair(a, x), pair(b, y), pair(a, y), pair(b, x)];
      const tally = await race(Array.from({ length: AT_ONCE }, (_, turn) => crossings[turn % crossings.length]));
      const conflicts = Object.entries(tally).filter(([key]) => key.startsWith('409 MCUS.409.00'));
      const refused = conflicts.reduce((sum, [, times]) => sum + times, 0);
      expect([tally['201'], refused]).toEqual([2, AT_ONCE - 2]);
    }
    expect(await customers()).toBe(before + 2 * ROUNDS);
  });
});
