import { nie, nif, privateCustomer } from './factories';
import { type Cluster, startCluster } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { documentsOf, withNie } from './setup/documents';
import { fragments } from './setup/fragments';
import { type Answer } from './setup/http';
import { Combinations, race, rounds } from './setup/race';

const ROUNDS = 200;
const CUSTOMERS = '/v4/orgs/telco/customers';
const NO_NIE = '409 MCUS.409.005';
const TAKEN = '409 MCUS.409.001';
const UNKNOWN = '404 MCUS.404.003';

/** Two processes; what races starts together, and each may be first. */
describe('documents that race', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());
  afterEach(async () => expect(await fragments(cluster.database)).toEqual([]));

  const foreigner = (): Promise<string> => createCustomer(cluster, withNie(nie()));
  const person = (number: string): object =>
    privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } });

  const convert = (path: string, number: string) => (): Promise<Answer> =>
    cluster.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: number } });
  const put = (path: string, number: string, reason: string) => (): Promise<Answer> =>
    cluster.call('PUT', `${path}/identity-document`, {
      body: { identity_document: { type: 'NIF', number }, reason },
    });
  const create = (number: string) => (): Promise<Answer> => cluster.call('POST', CUSTOMERS, { body: person(number) });

  const numbersOf = async (path: string): Promise<string[]> =>
    (await documentsOf(cluster, path)).map(({ number }) => number);
  const versionOf = async (path: string): Promise<string | undefined> =>
    (await cluster.call('GET', path)).headers['etag'];

  it(`two conversions to the same NIF: ${ROUNDS} times both 204, one row of history, one new version`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [path, number] = [await foreigner(), nif()];
      expect(await race(round, [convert(path, number), convert(path, number.toLowerCase())])).toEqual(['204', '204']);
      const [current, retired, ...others] = await documentsOf(cluster, path);
      expect([current?.number, retired?.type, others, await versionOf(path)]).toEqual([number, 'NIE', [], '"2"']);
    }
  });

  it(`two conversions to different NIFs: ${ROUNDS} times one 204, one 409`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length === 2)) {
      const [path, numbers] = [await foreigner(), [nif(), nif()] as const];
      const combination = combinations.add(await race(round, [convert(path, numbers[0]), convert(path, numbers[1])]));
      const [winner, loser] = combination.startsWith('204') ? numbers : [...numbers].reverse();
      expect((await numbersOf(path))[0]).toBe(winner);
      // What the loser asked for is nobody's.
      await createCustomer(cluster, person(loser ?? ''));
    }
    expect(combinations.seen).toEqual([`204, ${NO_NIE}`, `${NO_NIE}, 204`]);
  });

  it(`a conversion and a create of the same NIF: ${ROUNDS} times one has it, the other 409`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length === 2)) {
      const [path, number] = [await foreigner(), nif()];
      const combination = combinations.add(await race(round, [convert(path, number), create(number)]));
      const isConverted = combination.startsWith('204');
      expect((await numbersOf(path)).includes(number)).toBe(isConverted);
      expect(await versionOf(path)).toBe(isConverted ? '"2"' : '"1"');
    }
    expect(combinations.seen).toEqual([`204, ${TAKEN}`, `${TAKEN}, 201`]);
  });

  it(`conversions of two customers to one NIF: ${ROUNDS} times one 204, one 409`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length === 2)) {
      const number = nif();
      const paths = [await foreigner(), await foreigner()];
      combinations.add(
        await race(
          round,
          paths.map((path) => convert(path, number)),
        ),
      );
    }
    expect(combinations.seen).toEqual([`204, ${TAKEN}`, `${TAKEN}, 204`]);
  });

  it(`a conversion and a delete: ${ROUNDS} times the customer is gone, with all documents, and they are free`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length === 2)) {
      const [path, number] = [await foreigner(), nif()];
      const remove = (): Promise<Answer> => cluster.call('DELETE', path);
      const combination = combinations.add(await race(round, [convert(path, number), remove]));
      const [blocked] = await cluster.database.query<{ documents: number; version: number }>(
        `SELECT jsonb_array_length(body -> 'identity_documents') AS documents,
                (body #>> '{customer,version}')::integer AS version
           FROM blocked_data WHERE customer_id = $1 AND operation = 'deleteCustomer'`,
        [path.slice(-36)],
      );
      const isConverted = combination.startsWith('204');
      expect(blocked).toEqual(isConverted ? { documents: 2, version: 2 } : { documents: 1, version: 1 });
      await createCustomer(cluster, person(number));
    }
    expect(combinations.seen).toEqual(['204, 204', `${UNKNOWN}, 204`]);
  });

  it(`a conversion and patches: ${ROUNDS} times all are there`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [path, number] = [await foreigner(), nif()];
      const patch = (body: object) => (): Promise<Answer> => cluster.call('PATCH', path, { body });
      const outcomes = await race(round, [
        patch({ segment: 'X' }),
        convert(path, number),
        patch({ personal_info: { name: 'Ana', second_surname: 'Blanco' } }),
      ]);
      expect(outcomes).toEqual(['204', '204', '204']);
      expect((await cluster.call('GET', path)).json()).toMatchObject({
        segment: 'X',
        personal_info: { name: 'Ana', second_surname: 'Blanco', nationality: 'ES', identity_document: { number } },
      });
      expect(await versionOf(path)).toBe('"4"');
    }
  });

  it.each(['CORRECTION', 'REPLACEMENT'])(
    `a %s and a create of the old number: ${ROUNDS} times one holds each number`,
    async (reason) => {
      const combinations = new Combinations();
      const after = reason === 'CORRECTION' ? ['204, 201'] : [];
      for (const round of rounds(ROUNDS, () => combinations.seen.length > after.length)) {
        const [old, next] = [nif(), nif()];
        const path = await createCustomer(cluster, person(old));
        const combination = combinations.add(await race(round, [put(path, next, reason), create(old)]));
        expect(combination.startsWith('204')).toBe(true);
        expect(await numbersOf(path)).toEqual(reason === 'CORRECTION' ? [next] : [next, old]);
      }
      expect(combinations.seen).toEqual([...after, `204, ${TAKEN}`]);
    },
  );

  it.each([2, 3])(`documents that %d customers pass round: ${ROUNDS} times all 409, nobody waits`, async (count) => {
    const numbers = Array.from({ length: count }, () => nif());
    const paths = await Promise.all(numbers.map((number) => createCustomer(cluster, person(number))));
    for (let round = 0; round < ROUNDS; round++) {
      const reason = round % 3 === 0 ? 'REPLACEMENT' : 'CORRECTION';
      const starts = paths.map((path, index) => put(path, numbers[(index + 1) % count] ?? '', reason));
      expect(await race(round, starts)).toEqual(Array(count).fill(TAKEN));
    }
  });

  it(`replacements of one customer: ${ROUNDS} times all 204, each in the history, one current`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const numbers = Array.from({ length: 4 }, () => nif());
      const path = await createCustomer(cluster, person(nif()));
      const outcomes = await race(
        round,
        numbers.map((number) => put(path, number, 'REPLACEMENT')),
      );
      expect(outcomes).toEqual(Array(4).fill('204'));
      const documents = await documentsOf(cluster, path);
      expect(documents.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers));
      expect(documents.map(({ valid_to }) => valid_to === undefined)).toEqual([true, false, false, false, false]);
      // Each began when the one before it ended, whoever waited for the lock meanwhile.
      for (const [index, { valid_to }] of documents.slice(1).entries()) {
        expect(valid_to).toBe(documents[index]?.valid_from);
      }
      for (const { valid_from, valid_to = valid_from } of documents) expect(valid_to >= valid_from).toBe(true);
      expect(await versionOf(path)).toBe('"5"');
    }
  });

  it(`with one If-Match, a conversion and a patch: ${ROUNDS} times exactly one wins`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length === 2)) {
      const path = await foreigner();
      const headers = { 'if-match': '"1"' };
      const body = { nif: nif() };
      combinations.add(
        await race(round, [
          () => cluster.call('PATCH', `${path}/convert-nie-to-nif`, { body, headers }),
          () => cluster.call('PATCH', path, { body: { segment: 'X' }, headers }),
        ]),
      );
    }
    expect(combinations.seen).toEqual(['204, 412 MCUS.412.001', '412 MCUS.412.001, 204']);
  });
});
