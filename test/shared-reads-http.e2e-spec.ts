import { randomUUID } from 'node:crypto';
import { corporateCustomer, digitalCustomer, email, externalId, nif, privateCustomer } from './factories';
import { seedOfRun } from './setup/card-numbers';
import { addCard, listedIds } from './setup/cards';
import { createCustomer } from './setup/customers';
import { type Answer, outcome } from './setup/http';
import { Patience } from './setup/patience';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const REQUESTS = 4000;
const NOBODY = '404 MCUS.404.003';

/** A customer, and what a client who owns it knows of it: nobody else changes it. */
interface Known {
  readonly path: string;
  readonly id: string;
  readonly external_id: string;
  readonly email: string | undefined;
  readonly document: string | undefined;
  segment: string | undefined;
  cards: string[];
}

/** Numbers from 0 to below 1, the same for a seed (mulberry32). */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    yield ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Reads of many clients share messages, among writes that do not. */
describe.each([
  ['10', 40],
  ['1', 16],
])('with a pool of %s', (max, count) => {
  let service: Pick<TestService, 'call' | 'stop'>;
  const patience = new Patience();
  beforeAll(async () => {
    // Nothing that waits for a slow machine is given up.
    const started = await startTestService({ DATABASE_POOL_MAX: max, REQUEST_TIMEOUT_MS: '60000' });
    service = {
      call: (...request) => patience.call(() => started.call(...request)),
      stop: () => started.stop(),
    };
  });
  afterAll(async () => {
    await service.stop();
    patience.check();
  });

  const get = (path: string): Promise<Answer> => service.call('GET', path);
  const search = async (body: Record<string, string>, org = 'telco'): Promise<unknown> => {
    const answer = await service.call('POST', `/v4/orgs/${org}/customers/search`, { body });
    return answer.status === 200 ? answer.json()['id'] : outcome(answer);
  };

  async function create(kind: number): Promise<Known> {
    const [external_id, address, document] = [externalId(), email(), nif()];
    const contact_info = { emails: [{ email: address }] };
    const identity_document = { type: 'NIF', number: document };
    const bodies = [
      privateCustomer({ external_id, contact_info, personal_info: { identity_document } }),
      corporateCustomer({ external_id, contact_info, company_info: { identity_document } }),
      digitalCustomer({ external_id, digital_personal_info: { email: address } }),
    ];
    const path = await createCustomer(service, bodies[kind % 3] as object);
    const hasDocument = kind % 3 < 2;
    const id = path.slice(-36);
    return {
      path, id, external_id, email: address, document: hasDocument ? document : undefined, segment: undefined, cards: [],
    }; // prettier-ignore
  }

  /** One client: does this and that with customers of its own, and compares each answer with what it knows. */
  async function client(seed: number, requests: number, seen: Record<string, number>): Promise<void> {
    const random = randoms(seed);
    const below = (end: number): number => Math.floor(random.next().value * end);
    const mine = [await create(below(3))];
    const deeds: Record<string, (known: Known) => Promise<unknown>> = {
      create: async () => void mine.push(await create(below(3))),
      read: async ({ path, id, external_id, segment }) => {
        const answer = await get(path);
        expect(answer.json()).toMatchObject({ id, external_id, ...(segment !== undefined && { segment }) });
      },
      unknown: async () => expect(outcome(await get(`${CUSTOMERS}/${randomUUID()}`))).toBe(NOBODY),
      patch: async (known) => {
        const segment = `S${below(1_000_000)}`;
        expect((await service.call('PATCH', known.path, { body: { segment } })).status).toBe(204);
        known.segment = segment;
      },
      searchExternalId: async ({ id, external_id }) => expect(await search({ external_id })).toBe(id),
      searchDocument: async ({ id, document }) =>
        document !== undefined && expect(await search({ identity_document: document })).toBe(id),
      searchEmail: async (known) => expect(await search({ email: known.email ?? '' })).toBe(known.id),
      searchEmailAndType: async ({ id, document, email: address = '' }) =>
        document !== undefined && expect(await search({ email: address, identity_document_type: 'NIF' })).toBe(id),
      searchNobody: async () => expect(await search({ external_id: randomUUID() })).toBe(NOBODY),
      searchOther: async ({ external_id }) => expect(await search({ external_id }, 'other')).toBe(NOBODY),
      listCards: async ({ path, cards }) => {
        const listed = (await listedIds(service, path)).map((id) => id.replace('*', ''));
        expect(listed.sort()).toEqual([...cards].sort());
      },
      addCard: async (known) => known.cards.length < 5 && known.cards.push(await addCard(service, known.path)),
    };
    // Reads are asked for more often than writes.
    const weights = { create: 1, patch: 2, addCard: 1, read: 6, listCards: 3 };
    const names = Object.keys(deeds).flatMap((name) =>
      Array.from({ length: weights[name as keyof typeof weights] ?? 2 }, () => name),
    );
    for (let request = 0; request < requests; request++) {
      const name = names[below(names.length)] ?? '';
      await deeds[name]?.(mine[below(mine.length)] as Known);
      seen[name] = (seen[name] ?? 0) + 1;
    }
  }

  it('every answer belongs to its request, however many are under way', async () => {
    const seed = seedOfRun();
    const seen: Record<string, number> = {};
    const clients = Array.from({ length: count }, (_, at) => client(seed + at, REQUESTS / count, seen));
    await Promise.all(clients).catch((error: Error) => {
      throw new Error(`FC_SEED=${seed}: ${error.message}`, { cause: error });
    });
    expect(Object.values(seen).reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });
});
