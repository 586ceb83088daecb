import { creditCard, digitalCustomer } from './factories';
import { addCard, cardsOf, deleteCard, type ListedCard, postCard } from './setup/cards';
import { type Cluster, startCluster, tally } from './setup/cluster';
import { createCustomer } from './setup/customers';
import { fragments } from './setup/fragments';
import { type Answer, outcome } from './setup/http';
import { Combinations, race, rounds } from './setup/race';

const ROUNDS = 200;
const TOKEN_TAKEN = '409 MCUS.409.007';

/** Two processes; what races starts together, and each may be first. */
describe('cards that race', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(2);
  });
  afterAll(() => cluster.stop());
  afterEach(async () => expect(await fragments(cluster.database)).toEqual([]));

  const customer = (): Promise<string> => createCustomer(cluster, digitalCustomer());
  const add =
    (path: string, card: object = {}) =>
    (): Promise<Answer> =>
      postCard(cluster, path, creditCard({ ...card }));
  const remove = (path: string, id: string) => (): Promise<Answer> => deleteCard(cluster, path, id);

  /** How many of the cards in the database are marked as the default. */
  const marked = async (path: string): Promise<number> => {
    const rows = await cluster.database.query('SELECT FROM credit_cards WHERE customer_id = $1 AND is_default', [
      path.slice(-36),
    ]);
    return rows.length;
  };

  function expectOneDefault(cards: readonly ListedCard[]): void {
    expect(cards.map(({ is_default }) => is_default)).toEqual(cards.map((_, index) => index === 0));
  }

  it(`adds and removes: ${ROUNDS} times one default while a card is there, in every list meanwhile, too`, async () => {
    const path = await customer();
    for (let round = 0; round < ROUNDS; round++) {
      const before = await cardsOf(cluster, path);
      const list = (): Promise<Answer> => cluster.call('GET', `${path}/available-credit-cards`);
      const seen: Answer[] = [];
      const watched = [list, list, list].map((start) => async () => {
        const answer = await start();
        seen.push(answer);
        return answer;
      });
      const asked = [true, true, false, undefined].map((is_default) => add(path, { is_default }));
      // All that are there, the default among them.
      const outcomes = await race(round, [...asked, ...watched, ...before.map(({ id }) => remove(path, id))]);
      expect(outcomes).toEqual([...Array(4).fill('201'), ...Array(3).fill('200'), ...before.map(() => '204')]);
      for (const answer of seen) expectOneDefault(answer.json<{ credit_cards: ListedCard[] }>().credit_cards);
      const after = await cardsOf(cluster, path);
      expectOneDefault(after);
      expect(after).toHaveLength(4);
      expect(await marked(path)).toBe(1);
      // Now and then begin without a card.
      if (round % 4 === 0) await Promise.all(after.map(({ id }) => remove(path, id)()));
    }
  });

  it(`first cards: ${ROUNDS} times exactly one is the default`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const path = await customer();
      const outcomes = await race(
        round,
        Array.from({ length: 5 }, () => add(path)),
      );
      expect(outcomes).toEqual(Array(5).fill('201'));
      expectOneDefault(await cardsOf(cluster, path));
      expect(await marked(path)).toBe(1);
    }
  });

  it(`a default and the removal of the old one: ${ROUNDS} times the new one is the default`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const path = await customer();
      const old = await addCard(cluster, path);
      const bystander = await addCard(cluster, path);
      const outcomes = await race(round, [add(path, { is_default: true }), remove(path, old)]);
      expect(outcomes).toEqual(['201', '204']);
      const cards = await cardsOf(cluster, path);
      expectOneDefault(cards);
      expect([cards.length, cards[1]?.id]).toEqual([2, bystander]);
    }
  });

  it(`one token for four customers: ${ROUNDS} times one has it, also while it becomes free`, async () => {
    const paths = await Promise.all(Array.from({ length: 4 }, customer));
    const [owner = ''] = paths;
    let free = 0;
    for (const round of rounds(ROUNDS, () => free > 0)) {
      const { token } = creditCard();
      const answers = await Promise.all(paths.map((path) => add(path, { token })()));
      expect(tally(answers)).toEqual({ '201': 1, [TOKEN_TAKEN]: 3 });
      const winner = answers.findIndex(({ status }) => status === 201);
      const { id } = answers[winner]?.json<{ id: string }>() ?? { id: '' };
      const others = paths.filter((_, index) => index !== winner);
      const [removed, ...added] = await race(round, [
        remove(paths[winner] ?? owner, id),
        ...others.map((path) => add(path, { token })),
      ]);
      expect(removed).toBe('204');
      const winners = added.filter((text) => text === '201').length;
      expect(winners + added.filter((text) => text === TOKEN_TAKEN).length).toBe(3);
      expect(winners).toBeLessThanOrEqual(1);
      free += winners;
      const rows = await cluster.database.query('SELECT FROM credit_cards WHERE token = $1', [token]);
      expect(rows).toHaveLength(winners);
      for (const path of paths) for (const card of await cardsOf(cluster, path)) await remove(path, card.id)();
    }
    expect(free).toBeGreaterThan(0);
  });

  it(`the fiftieth card: ${ROUNDS} times one of five is added`, async () => {
    const path = await customer();
    for (let count = 0; count < 49; count++) await addCard(cluster, path);
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => add(path, { is_default: true })()));
      expect(tally(answers)).toEqual({ '201': 1, '409 MCUS.409.008': 4 });
      const cards = await cardsOf(cluster, path);
      expect(cards).toHaveLength(50);
      expectOneDefault(cards);
      expect(outcome(await remove(path, cards[0]?.id ?? '')())).toBe('204');
    }
  });

  it(`cards and a delete: ${ROUNDS} times they go along, or are refused`, async () => {
    const combinations = new Combinations();
    for (const round of rounds(ROUNDS, () => combinations.seen.length > 1)) {
      const path = await customer();
      const { token } = creditCard();
      const [kept, removed] = [await addCard(cluster, path), await addCard(cluster, path)];
      const outcomes = await race(round, [
        add(path, { token }),
        remove(path, removed),
        () => cluster.call('DELETE', path),
      ]);
      const [added, gone] = outcomes;
      combinations.add(outcomes);
      const [blocked] = await cluster.database.query<{ ids: string[] }>(
        `SELECT array(SELECT jsonb_path_query(body, '$.credit_cards[*].id') #>> '{}') AS ids
           FROM blocked_data WHERE customer_id = $1 AND operation = 'deleteCustomer'`,
        [path.slice(-36)],
      );
      expect(blocked?.ids).toContain(kept);
      expect(blocked?.ids.includes(removed)).toBe(gone !== '204');
      expect(blocked?.ids).toHaveLength(1 + Number(added === '201') + Number(gone !== '204'));
      await addCard(cluster, await customer(), { token });
    }
    expect(combinations.seen.length).toBeGreaterThan(1);
    for (const text of combinations.seen) {
      expect(text).toMatch(/^(201|404 MCUS\.404\.003), (204|404 MCUS\.404\.003), 204$/);
    }
  });
});
