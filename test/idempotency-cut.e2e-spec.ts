import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { publishedCustomer } from './factories';
import { type Cut, type CuttingProxy, startCuttingProxy } from './setup/cutting-proxy';
import { type Answer, send } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const REQUESTS = 1000;
const AT_ONCE = 10;

/** What a client that retries relies on: it cannot know whether a request that was cut off has been carried out. */
describe('creates that a proxy cuts off, retried with their Idempotency-Key', () => {
  let service: TestService;
  let proxy: CuttingProxy;
  // One connection for each request: the proxy tells requests apart by them.
  const agent = new Agent({ keepAlive: false });

  beforeAll(async () => {
    service = await startTestService();
    proxy = await startCuttingProxy(service.url);
  });
  afterAll(async () => {
    await proxy.close();
    await service.stop();
  });

  /** How often each request is cut off, and where: a third not at all, the others once or twice. */
  const plans: Cut[][] = [
    [],
    ['request'],
    ['answer'],
    ['request', 'answer'],
    ['answer', 'answer'],
    ['answer', 'request'],
  ];

  async function createUntilAnswered(index: number): Promise<Answer> {
    const body = publishedCustomer();
    const key = { 'idempotency-key': randomUUID() };
    for (const cut of [...(plans[index % plans.length] ?? []), undefined]) {
      const headers = { ...key, ...(cut && { 'x-cut': cut }) };
      const answer = await send(proxy.url, 'POST', CUSTOMERS, { roles: 'API_KEY', headers, body, agent }).catch(
        () => undefined,
      );
      expect(answer === undefined).toBe(cut !== undefined);
      if (answer !== undefined) return answer;
    }
    throw new Error('a request that nobody cuts off has no answer');
  }

  it(`make exactly ${REQUESTS} customers`, async () => {
    const answers: Answer[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < REQUESTS) answers.push(await createUntilAnswered(next++));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(proxy.cut.requests).toBeGreaterThanOrEqual(300);
    expect(proxy.cut.answers.length).toBeGreaterThanOrEqual(300);
    expect(new Set(proxy.cut.answers)).toEqual(new Set(['HTTP/1.1 201 Created']));
    const stored = await service.database.query<{ id: string }>('SELECT id FROM customers ORDER BY id');
    const told = answers.map((answer) => answer.json<{ id: string }>().id).sort();
    expect(stored.map(({ id }) => id)).toEqual(told);
    expect(stored).toHaveLength(REQUESTS);
    const [audit] = await service.database.query<{ entries: number }>(
      'SELECT count(*)::integer AS entries FROM audit_entries',
    );
    expect(audit?.entries).toBe(REQUESTS);
  });
});
