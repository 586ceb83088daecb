import fc from 'fast-check';
import { email, publishedCustomer, privateCustomer } from './factories';
import { type Cluster, startCluster, tally } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const RUNS = 150;
const ROUNDS = 40;

type Json = Record<string, unknown>;

let made = 0;
/** A word of letters that no other call returns. */
const word = (): string => `W${[...String(made++)].map((digit) => String.fromCharCode(65 + Number(digit))).join('')}`;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each value with its path; a list is one value. */
function leaves(value: unknown, path = ''): string[] {
  if (!isObject(value)) return value === undefined ? [] : [`${path} ${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([name, below]) => leaves(below, `${path}/${name}`));
}

/** What a patch may change of a customer, as it is stored. */
function changeable({ preferred_language, segment, contact_info, personal_info }: Json): Json {
  return { preferred_language, segment, contact_info, section: personal_info };
}

const phones = (): object[] => [
  { country_code: '+34', number: String(600_000_000 + made++), type: 'MOBILE', is_default: true },
];
/** Members, by the path below the patch; each makes a value that is new, unless there are few. */
const MEMBERS: Readonly<Record<string, () => unknown>> = {
  preferred_language: () => ['es', 'ca', 'en'][made++ % 3],
  segment: word,
  'contact_info.phone_numbers': phones,
  'contact_info.emails': () => [{ email: email(), is_default: true }],
  'contact_info.postal_address.address_lines': () => [word(), word()],
  'contact_info.postal_address.locality': word,
  'contact_info.postal_address.administrative_area': word,
  'contact_info.postal_address.postal_code': () => String(28_000 + (made++ % 999)),
  'personal_info.name': word,
  'personal_info.first_surname': word,
  'personal_info.second_surname': word,
  'personal_info.gender': () => ['MALE', 'FEMALE', 'OTHER'][made++ % 3],
  'personal_info.nationality': () => ['ES', 'FR'][made++ % 2],
  'personal_info.birthdate': () => `19${10 + (made++ % 90)}-01-02`,
};
/** What the rules of a customer demand. */
const LASTING = /address_lines|locality|postal_code|\.name|first_surname/;

/** How a patch deals with a member: leaves it out, clears it, or sets it. */
const change = fc.record(
  Object.fromEntries(
    Object.keys(MEMBERS).map((name) => [
      name,
      fc.constantFrom(...['leave', 'leave', 'leave', 'set', 'set', ...(LASTING.test(name) ? [] : ['clear'])]),
    ]),
  ),
);

function patchOf(chosen: Readonly<Record<string, string>>): Json {
  const patch: Json = {};
  for (const [name, how] of Object.entries(chosen)) {
    if (how === 'leave') continue;
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let at = patch;
    for (const part of parts) at = (at[part] ??= {}) as Json;
    at[last] = how === 'clear' ? null : MEMBERS[name]?.();
  }
  return patch;
}

describe('of any sequence of patches', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('each blocks what it took away and nothing else, so that no value is lost', async () => {
    const seen = { blocked: 0, nothing: 0 };
    const property = fc.asyncProperty(
      fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const path = await createCustomer(service, publishedCustomer());
        const read = async (): Promise<string[]> => leaves(changeable((await service.call('GET', path)).json()));
        let current = await read();
        const expected: string[][] = [];
        const ever = new Set(current);
        // Some are sent again, which changes nothing.
        const bodies = changes.map(([chosen, isTwice]) => Array<Json>(isTwice ? 2 : 1).fill(patchOf(chosen)));
        for (const body of bodies.flat()) {
          if (Object.keys(body).length === 0) continue;
          expect(outcome(await service.call('PATCH', path, { body }))).toBe('204');
          const next = await read();
          const lost = current.filter((leaf) => !next.includes(leaf)).sort();
          if (lost.length > 0) expected.push(lost);
          seen[lost.length > 0 ? 'blocked' : 'nothing']++;
          current = next;
          for (const leaf of next) ever.add(leaf);
        }
        const rows = await service.database.query<{ body: { customer: Json } }>(
          'SELECT b.body FROM blocked_data b JOIN audit_entries e USING (org_id, customer_id, id) WHERE customer_id = $1 ORDER BY e.at',
          [path.slice(-36)],
        );
        const blocked = rows.map(({ body }) => leaves(body.customer).sort());
        expect(blocked).toEqual(expected);
        expect([...ever].filter((leaf) => !current.includes(leaf) && !blocked.flat().includes(leaf))).toEqual([]);
      },
    );
    const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
    expect(seen.blocked).toBeGreaterThan(RUNS);
    expect(seen.nothing).toBeGreaterThan(RUNS);
  });
});

/** Two processes: what keeps values from being lost is the row in the database. */
describe('of patches that race', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());

  /** How often each of the values is blocked, or current. */
  async function occurrences(path: string, values: readonly string[]): Promise<number[]> {
    const id = path.slice(-36);
    const rows = await cluster.database.query<{ body: Json }>('SELECT body FROM blocked_data WHERE customer_id = $1', [
      id,
    ]);
    const texts = [...rows.map(({ body }) => JSON.stringify(body)), (await cluster.call('GET', path)).text];
    return values.map((value) => texts.filter((text) => text.includes(`"${value}"`)).length);
  }

  it.each<[string, (value: string, turn: number) => object]>([
    ['the same member', (segment) => ({ segment })],
    ['the same part of the section', (name) => ({ personal_info: { name } })],
    [
      'different members',
      (value, turn) =>
        [
          { segment: value },
          { personal_info: { name: value } },
          { personal_info: { second_surname: value } },
          { contact_info: { postal_address: { locality: value } } },
          { contact_info: { postal_address: { address_lines: [value] } } },
          { contact_info: { emails: [{ email: `${value}@example.com` }] } },
        ][turn % 6] ?? {},
    ],
  ])('%s: each value is current or blocked, once', async (_what, bodyOf) => {
    const path = await createCustomer(cluster, publishedCustomer());
    const values: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = Array.from({ length: 12 }, word);
      const bodies = fresh.map((value, turn) => bodyOf(value.toUpperCase(), turn));
      const answers = await Promise.all(bodies.map((body) => cluster.call('PATCH', path, { body })));
      expect(tally(answers)).toEqual({ '204': bodies.length });
      for (const body of bodies) values.push(...(/"(W[A-J]+(@[^"]*)?)"/.exec(JSON.stringify(body))?.slice(1, 2) ?? []));
    }
    expect(values).toHaveLength(12 * ROUNDS);
    expect(await occurrences(path, values)).toEqual(values.map(() => 1));
  });

  it('with a removal: each value that was stored is blocked, once', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const path = await createCustomer(cluster, privateCustomer({ segment: word() }));
      const values = Array.from({ length: 6 }, word);
      const patches = values.map((segment) => () => cluster.call('PATCH', path, { body: { segment } }));
      const starts = [...patches.slice(0, 3), () => cluster.call('DELETE', path), ...patches.slice(3)];
      const answers = await Promise.all(starts.map((start) => start()));
      const [removed] = answers.splice(3, 1);
      expect(removed?.status).toBe(204);
      for (const answer of answers) seen.add(outcome(answer));
      const expected = answers.map(({ status }) => (status === 204 ? 1 : 0));
      expect(await occurrences(path, values)).toEqual(expected);
    }
    expect([...seen].sort()).toEqual(['204', '404 MCUS.404.003']);
  });
});
