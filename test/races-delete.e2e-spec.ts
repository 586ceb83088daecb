import { digitalCustomer, email, externalId, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { fragments as fragmentsOf } from './setup/fragments';
import { type Answer, outcome } from './setup/http';
import { type Cluster, startCluster, tally } from './setup/cluster';

const ROUNDS = 200;
const CUSTOMERS = '/v4/orgs/telco/customers';

/** Two processes; the delete and what it races start together, and either may be first. */
describe('deletes that race', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());

  const post = (body: object): Promise<Answer> => cluster.call('POST', CUSTOMERS, { body });
  const remove = (path: string): Promise<Answer> => cluster.call('DELETE', path);

  const create = (body: object): Promise<string> => createCustomer(cluster, body);

  const fragments = (): Promise<unknown[]> => fragmentsOf(cluster.database);

  it.each<[what: string, code: string, body: () => Record<string, unknown>, other: (body: object) => object]>([
    [
      'document',
      '409 MCUS.409.001',
      () => privateCustomer({ personal_info: { identity_document: { type: 'NIF', number: nif() } } }),
      (body) => body,
    ],
    [
      'external id',
      '409 MCUS.409.002',
      () => digitalCustomer({ external_id: externalId() }),
      (body) => ({ ...body, digital_personal_info: { email: email() } }),
    ],
    ['digital email', '409 MCUS.409.003', () => digitalCustomer(), (body) => body],
  ])(
    `creates of the same %s: ${ROUNDS} times one of them at most is there, whole`,
    async (_what, code, makeBody, other) => {
      let won = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const body = makeBody();
        const path = await create(body);
        const [removed, ...created] = await Promise.all([
          remove(path),
          ...Array.from({ length: 4 }, () => post(other(body))),
        ]);
        expect(removed && outcome(removed)).toBe('204');
        const { '201': winners = 0, [code]: losers = 0 } = tally(created);
        expect(winners + losers).toBe(created.length);
        expect(winners).toBeLessThanOrEqual(1);
        won += winners;
        const winner = created.find(({ status }) => status === 201);
        if (winner === undefined) await create(other(body));
        else expect((await cluster.call('GET', winner.headers['location'] ?? '')).status).toBe(200);
        expect((await cluster.call('GET', path)).status).toBe(404);
      }
      // Both orders must have come, or the race was none.
      expect(won).toBeGreaterThan(0);
      expect(won).toBeLessThan(ROUNDS);
      expect(await fragments()).toEqual([]);
    },
  );

  it(`patches: ${ROUNDS} times each is whole in the blocked data, or 404`, async () => {
    let [before, after] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const path = await create(digitalCustomer());
      const logins = [email(), email()];
      const bodies = [
        { segment: 'X' },
        { contact_info: { postal_address: { address_lines: ['X'], locality: 'X', region_code: 'FR' } } },
        { contact_info: { postal_address: { locality: 'X' } } },
        ...logins.map((address) => ({ digital_personal_info: { email: address } })),
      ];
      const [removed, ...patched] = await Promise.all([
        remove(path),
        ...bodies.map((body) => cluster.call('PATCH', path, { body })),
      ]);
      expect(removed && outcome(removed)).toBe('204');
      const { '204': changed = 0, '404 MCUS.404.003': late = 0, '400 MCUS.999.998': partial = 0 } = tally(patched);
      expect(changed + late + partial).toBe(bodies.length);
      // A part of an address that is not there yet breaks a rule.
      expect(partial).toBeLessThanOrEqual(1);
      before += changed;
      after += late;
      const [blocked] = await cluster.database.query<{ version: number }>(
        `SELECT (body #>> '{customer,version}')::integer AS version FROM blocked_data WHERE customer_id = $1 AND operation = 'deleteCustomer'`,
        [path.slice(-36)],
      );
      expect(blocked?.version).toBe(1 + changed);
      for (const address of logins) await create(digitalCustomer({ digital_personal_info: { email: address } }));
    }
    expect([before > 0, after > 0]).toEqual([true, true]);
    expect(await fragments()).toEqual([]);
  });

  it(`a hold: ${ROUNDS} times one of the two, never both`, async () => {
    const outcomes: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round++) {
      const path = await create(privateCustomer());
      // Taking turns, so that either may come first.
      const race = [
        (): Promise<Answer> => remove(path),
        (): Promise<Answer> => cluster.call('PUT', `${path}/holds/legal`),
      ];
      if (round % 2 === 1) race.reverse();
      const answers = (await Promise.all(race.map((start) => start()))).map(outcome);
      if (round % 2 === 1) answers.reverse();
      const pair = answers.join(', ');
      outcomes[pair] = (outcomes[pair] ?? 0) + 1;
      expect(['204, 404 MCUS.404.003', '409 MCUS.409.004, 204']).toContain(pair);
      expect((await cluster.call('GET', path)).status).toBe(pair.startsWith('204') ? 404 : 200);
    }
    expect(Object.keys(outcomes)).toHaveLength(2);
    expect(await fragments()).toEqual([]);
  });

  it(`the release of a hold: ${ROUNDS} times 409, or gone`, async () => {
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const path = await create(privateCustomer());
      await cluster.call('PUT', `${path}/holds/legal`);
      const race = [() => remove(path), () => cluster.call('DELETE', `${path}/holds/legal`)];
      if (round % 2 === 1) race.reverse();
      const answers = await Promise.all(race.map((start) => start()));
      if (round % 2 === 1) answers.reverse();
      const [removed, released] = answers.map(outcome);
      expect(released).toBe('204');
      expect(['204', '409 MCUS.409.004']).toContain(removed);
      seen.add(removed ?? '');
      expect((await cluster.call('GET', path)).status).toBe(removed === '204' ? 404 : 200);
    }
    expect(seen.size).toBe(2);
    expect(await fragments()).toEqual([]);
  });

  it(`other deletes: ${ROUNDS} times one 204, the others 404`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const path = await create(privateCustomer());
      expect(tally(await Promise.all(Array.from({ length: 4 }, () => remove(path))))).toEqual({
        '204': 1,
        '404 MCUS.404.003': 3,
      });
    }
    expect(await fragments()).toEqual([]);
  });
});
