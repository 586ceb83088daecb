import { digitalCustomer, email, publishedCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, outcome } from './setup/http';
import { type Cluster, startCluster, tally } from './setup/cluster';

const ROUNDS = 500;

/** Two processes: what keeps changes apart is the row in the database. */
describe('patches that race', () => {
  let cluster: Cluster;
  let path: string;

  beforeAll(async () => {
    cluster = await startCluster(2);
    const created = await cluster.call('POST', '/v4/orgs/telco/customers', { body: publishedCustomer() });
    path = created.headers['location'] ?? '';
  });
  afterAll(() => cluster.stop());

  const patch = (body: object, headers = {}): Promise<Answer> => cluster.call('PATCH', path, { body, headers });
  const read = (): Promise<Answer> => cluster.call('GET', path);
  const versionOf = (answer: Answer): number => Number(answer.headers['etag']?.slice(1, -1));
  const word = (round: number): string => String.fromCharCode(...[...String(round)].map((digit) => 65 + Number(digit)));

  it(`of different fields: ${ROUNDS} times none is lost`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const name = word(round);
      const phone_numbers = [
        { country_code: '+34', number: String(600000000 + round), type: 'MOBILE', is_default: true },
      ];
      const emails = [{ email: email(), is_default: true }];
      const postal_address = {
        address_lines: [`Calle ${round}`],
        locality: `Madrid ${name}`,
        administrative_area: name,
        postal_code: String(28000 + (round % 100)),
        region_code: round % 2 === 0 ? 'ES' : 'FR',
      };
      const personal_info = {
        name: `N${name}`,
        first_surname: `F${name}`,
        second_surname: `S${name}`,
        birthdate: `20${String(10 + (round % 10))}-01-01`,
        nationality: round % 2 === 0 ? 'FR' : 'ES',
        gender: round % 2 === 0 ? 'FEMALE' : 'MALE',
      };
      const before = versionOf(await read());
      const parts = [
        { preferred_language: round % 2 === 0 ? 'en' : 'es' },
        { segment: `S${round}` },
        { contact_info: { phone_numbers } },
        { contact_info: { emails } },
        ...Object.entries(postal_address).map(([key, value]) => ({
          contact_info: { postal_address: { [key]: value } },
        })),
        ...Object.entries(personal_info).map(([key, value]) => ({ personal_info: { [key]: value } })),
      ];
      const answers = await Promise.all(parts.map((part) => patch(part)));
      expect(tally(answers)).toEqual({ '204': parts.length });
      const after = await read();
      expect(after.json()).toMatchObject({
        ...parts[0],
        ...parts[1],
        contact_info: { phone_numbers, emails, postal_address },
        personal_info,
      });
      expect(versionOf(after)).toBe(before + parts.length);
      expect(new Set(answers.map(versionOf)).size).toBe(parts.length);
    }
  });

  it(`of the same fields: ${ROUNDS} times the last is there, whole`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const bodies = Array.from({ length: 8 }, (_, writer) => ({
        segment: `W${writer}_${round}`,
        contact_info: {
          emails: [{ email: email(), is_default: true }],
          postal_address: { locality: `W ${writer} ${round}`, address_lines: [`W ${writer}`] },
        },
        personal_info: { name: `W ${writer} ${round}`, second_surname: writer % 2 === 0 ? null : `W ${writer}` },
      }));
      const answers = await Promise.all(bodies.map((body) => patch(body)));
      expect(tally(answers)).toEqual({ '204': bodies.length });
      const after = await read();
      const last = bodies[answers.findIndex((answer) => versionOf(answer) === versionOf(after))];
      const { second_surname, ...names } = last?.personal_info ?? {};
      expect(after.json()).toMatchObject({ ...last, personal_info: names });
      const shown = after.json<{ personal_info: { second_surname?: string } }>().personal_info.second_surname;
      expect(shown ?? null).toBe(second_surname);
      const [address] = last?.contact_info.emails ?? [];
      const found = await cluster.call('GET', `/v4/orgs/telco/customers/search?email=${address?.email}`);
      expect(found.json()['id']).toBe(path.slice(-36));
    }
  });

  it.each<[string, (headers: object, turn: number) => Promise<Answer>]>([
    ['patches', (headers, turn) => patch({ segment: `A${turn}` }, headers)],
    ['patches of a part of the address', (headers, turn) => patch(locality(turn), headers)],
    [
      'a patch and a new representative',
      (headers, turn) =>
        turn === 0
          ? patch({ segment: 'B' }, headers)
          : cluster.call('PUT', `${path}/associated_users`, {
              body: { associated_users: [] },
              headers: { ...headers },
            }),
    ],
  ])(`with one If-Match, two %s: ${ROUNDS} times exactly one wins`, async (_what, write) => {
    for (let round = 0; round < ROUNDS; round++) {
      const before = await read();
      const headers = { 'if-match': before.headers['etag'] };
      const answers = await Promise.all([write(headers, 0), write(headers, 1)]);
      expect(answers.map(outcome).sort()).toEqual(['204', '412 MCUS.412.001']);
      expect(answers.map(versionOf)).toEqual(Array(2).fill(versionOf(before) + 1));
    }
  });

  it('of a part of the address, one hundred at once: none is lost', async () => {
    const before = versionOf(await read());
    const answers = await Promise.all(Array.from({ length: 100 }, (_, turn) => patch(locality(turn))));
    expect(tally(answers)).toEqual({ '204': 100 });
    expect(new Set(answers.map(versionOf)).size).toBe(100);
    expect(versionOf(await read())).toBe(before + 100);
  });

  it('of a part of the address, four hundred at once: none is lost, and who finds no connection in time is told so', async () => {
    const before = versionOf(await read());
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, turn) => cluster.callOnce('PATCH', path, { body: locality(turn) })),
    );
    const { '204': changed = 0, '503 MCUS.503.001': late = 0, '503 MCUS.503.002': refused = 0 } = tally(answers);
    expect(changed + late + refused).toBe(400);
    const versions = answers.filter(({ status }) => status === 204).map(versionOf);
    expect(new Set(versions).size).toBe(changed);
    expect(versionOf(await read())).toBe(before + changed);
  });

  it(`that each keep the rules and together would not: ${ROUNDS} times one wins, and the address is whole`, async () => {
    const french = { address_lines: ['1 rue X'], locality: 'Paris', region_code: 'FR', postal_code: '28001' };
    for (let round = 0; round < ROUNDS; round++) {
      await patch({ contact_info: { postal_address: { ...french, administrative_area: null } } });
      const changes = [{ region_code: 'ES' }, { postal_code: null }];
      if (round % 2 === 1) changes.reverse();
      const answers = await Promise.all(changes.map((change) => patch({ contact_info: { postal_address: change } })));
      expect(answers.map(outcome).sort()).toEqual(['204', '400 MCUS.999.998']);
      const won = changes[answers.findIndex(({ status }) => status === 204)] ?? {};
      const { postal_code, ...rest } = french;
      const { contact_info } = (await read()).json<{ contact_info: { postal_address: object } }>();
      expect(contact_info.postal_address).toEqual('region_code' in won ? { ...french, ...won } : rest);
    }
  });

  it(`of one new digital email: ${ROUNDS} times one has it, the others 409`, async () => {
    const paths = await Promise.all(Array.from({ length: 4 }, () => createCustomer(cluster, digitalCustomer())));
    for (let round = 0; round < ROUNDS; round++) {
      const body = { digital_personal_info: { email: email() } };
      const answers = await Promise.all(paths.map((target) => cluster.call('PATCH', target, { body })));
      expect(tally(answers)).toEqual({ '204': 1, '409 MCUS.409.003': 3 });
    }
  });

  it.each([2, 3])(
    `of digital emails that %d customers pass round: ${ROUNDS} times all 409, nobody waits`,
    async (count) => {
      const emails = Array.from({ length: count }, () => email());
      const paths = await Promise.all(
        emails.map((address) =>
          createCustomer(cluster, digitalCustomer({ digital_personal_info: { email: address } })),
        ),
      );
      for (let round = 0; round < ROUNDS; round++) {
        const answers = await Promise.all(
          paths.map((target, index) => {
            const body = { digital_personal_info: { email: emails[(index + 1) % count] } };
            return cluster.call('PATCH', target, { body });
          }),
        );
        expect(tally(answers)).toEqual({ '409 MCUS.409.003': count });
      }
    },
  );

  const locality = (turn: number): object => ({ contact_info: { postal_address: { locality: `L ${turn}` } } });
});
