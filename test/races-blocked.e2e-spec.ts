import { digitalCustomer, email, privateCustomer } from './factories';
import { blockedOf } from './setup/blocked';
import { type Cluster, startCluster } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { outcome } from './setup/http';

const ROUNDS = 30;
const WRITERS = 8;

/** Writers of one customer, in two processes: each value that was ever stored is current, or blocked exactly once. */
describe('concurrent changes of a customer', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());

  /** Runs the writes together, each of which must succeed. @returns what a read shows, and what is blocked, as JSON */
  async function after(
    path: string,
    writes: readonly [method: string, below: string, body: object][],
  ): Promise<string[]> {
    const answers = await Promise.all(
      writes.map(([method, below, body]) => cluster.call(method, path + below, { body })),
    );
    expect(answers.map(outcome)).toEqual(writes.map(() => '204'));
    const read = await cluster.call('GET', path);
    const blocked = await blockedOf(cluster.database, path);
    return [read.text, ...blocked.map(({ body }) => JSON.stringify(body))];
  }

  const expectEachOnce = (texts: readonly string[], values: readonly string[]): void => {
    for (const value of values)
      expect([value, texts.filter((text) => text.includes(value)).length]).toEqual([value, 1]);
  };

  it('of the same member', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const values = Array.from({ length: WRITERS + 1 }, (_, writer) => `"SEGMENT_${writer}"`);
      const [first = '', ...others] = values.map((value) => ({ segment: JSON.parse(value) as string }));
      const path = await createCustomer(cluster, privateCustomer({ ...(first as object) }));
      expectEachOnce(
        await after(
          path,
          others.map((body) => ['PATCH', '', body]),
        ),
        values,
      );
    }
  });

  it('of several members, with representatives, with and without the lock', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [before, next, last] = [email(), email(), email()];
      const name = (of: string): string => `Nombre ${of}${round}`;
      const path = await createCustomer(
        cluster,
        digitalCustomer({ segment: 'OLD_SEGMENT', digital_personal_info: { email: before, name: name('A') } }),
      );
      const document = { identity_document: { type: 'PASSPORT', number: 'PAA123456' } };
      const texts = await after(path, [
        ['PATCH', '', { digital_personal_info: { email: next } }],
        ['PATCH', '', { digital_personal_info: { email: last } }],
        ['PATCH', '', { digital_personal_info: { name: name('B') } }],
        ['PATCH', '', { digital_personal_info: { name: name('C') }, segment: 'NEW_SEGMENT' }],
        ['PUT', '/associated_users', { associated_users: [{ ...document, name: name('D') }] }],
        ['PUT', '/associated_users', { associated_users: [{ ...document, name: name('E') }] }],
      ]);
      const names = ['A', 'B', 'C', 'D', 'E'].map((of) => `"${name(of)}"`);
      expectEachOnce(texts, [...[before, next, last].map((of) => `"${of}"`), ...names, 'OLD_SEGMENT', 'NEW_SEGMENT']);
    }
  });
});
