import { readFileSync } from 'node:fs';
import { type Client, createClient, ERROR_CODES, type OperationId } from 'padron-sdk';
import { eventually } from './setup/embedded';
import { type Fault, type FailingGateway, startFailingGateway } from './setup/failing-gateway';
import { person } from './setup/sdk-person';
import { startTestService, type TestService } from './setup/service';

const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, { operationId: OperationId }>>;
};
const OPERATIONS = Object.values(paths).flatMap((methods) =>
  Object.entries(methods).map(([method, { operationId }]) => [method.toUpperCase(), operationId] as const),
);

const telco = { org_id: 'telco' };
const somebody = { ...telco, customer_id: '123e4567-e89b-12d3-a456-556642440000' };
const refused = (status: number, retryAfter = '0', code?: string): Fault => ({
  isForwarded: false,
  answer: {
    status,
    headers: { 'retry-after': retryAfter },
    ...(code !== undefined && { body: JSON.stringify({ errors: [{ error: { code } }] }) }),
  },
});

/** Which requests the SDK sends again, when, and with what. */
describe('a failed request of the SDK', () => {
  let service: TestService;
  let gateway: FailingGateway;
  let padron: Client;

  beforeAll(async () => {
    service = await startTestService({ REQUEST_TIMEOUT_MS: '1500' });
    gateway = await startFailingGateway(service.url);
    padron = createClient({ baseUrl: gateway.url, roles: 'ADMIN' });
  });
  beforeEach(() => gateway.reset());
  afterAll(async () => {
    await gateway.close();
    await service.stop();
  });

  const keys = () => gateway.arrivals.map(({ headers }) => headers['idempotency-key']);
  const gaps = () => gateway.arrivals.slice(1).map(({ at }, index) => at - (gateway.arrivals[index]?.at ?? at));
  const creates = async (number: string): Promise<unknown> => {
    const [row] = await service.database.query(
      `SELECT count(*)::integer AS customers, (SELECT count(*)::integer FROM audit_entries e JOIN identity_documents d USING (org_id, customer_id)
       WHERE d.number = $1 AND e.operation = 'createCustomer') AS entries FROM identity_documents WHERE number = $1`,
      [number],
    );
    return row;
  };

  it.each(OPERATIONS)('is sent again after 503 and 504 only where that is safe: %s %s', async (method, operation) => {
    const call = padron[operation] as (call: object) => Promise<unknown>;
    const path = { ...somebody, name: 'legal', card_id: somebody.customer_id };
    const isRepeated = method !== 'PATCH' && method !== 'DELETE';
    const rounds = isRepeated ? [[503, 504, 503]] : [[503], [504]];
    for (const statuses of rounds) {
      gateway.reset();
      gateway.faults = statuses.map((status) => refused(status));
      const failed = call({ path, ...(method !== 'GET' && { body: {} }) });
      await expect(failed).rejects.toMatchObject({ status: statuses.at(-1) });
      expect(gateway.arrivals.length).toBe(statuses.length);
    }
  });

  it('without an answer is sent again, too', async () => {
    gateway.faults = [{ isForwarded: false, answer: 'cut' }];
    expect((await padron.listOrganizations()).status).toBe(200);
    gateway.faults = [{ isForwarded: false, answer: 'cut' }];
    await expect(padron.deleteCustomer({ path: somebody })).rejects.toMatchObject({ status: 0 });
    expect(gateway.arrivals.map(({ method }) => method)).toEqual(['GET', 'GET', 'DELETE']);
  });

  it('with If-Match is not sent again: the first one may have made its version stale', async () => {
    gateway.faults = [refused(503)];
    const call = padron.putAssociatedUsers({ path: somebody, body: { associated_users: [] }, ifMatch: '"1"' });
    await expect(call).rejects.toMatchObject({ status: 503 });
    expect(gateway.arrivals.length).toBe(1);
  });

  it.each([400, 408, 409, 429, 500, 502])('with %i is not sent again', async (status) => {
    gateway.faults = [refused(status)];
    await expect(padron.createCustomer({ path: telco, body: person() })).rejects.toMatchObject({ status });
    expect(gateway.arrivals.length).toBe(1);
  });

  it('whose key is in use is sent again, unless it has none', async () => {
    gateway.faults = [refused(409, '0', ERROR_CODES.keyInUse)];
    expect((await padron.createCustomer({ path: telco, body: person() })).status).toBe(201);
    gateway.faults = [refused(409, '0', ERROR_CODES.keyInUse)];
    await expect(padron.listOrganizations()).rejects.toMatchObject({ status: 409 });
    expect(gateway.arrivals.length).toBe(3);
  });

  it.each<[string, Fault]>([
    ['whose answer was lost', { isForwarded: true, answer: 'cut' }],
    ['that a gateway gave up', { isForwarded: true, answer: { status: 504 } }],
  ])('%s, has made one customer', async (_what, fault) => {
    const body = person();
    gateway.faults = [fault];
    const answer = await padron.createCustomer({ path: telco, body });
    expect([answer.status, answer.isReplay]).toEqual([201, true]);
    expect(await creates(body.personal_info.identity_document.number)).toEqual({ customers: 1, entries: 1 });
    const [first, second] = keys();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).toBe(first);
  });

  it('which waited for a lock too long, makes one customer once the lock is gone', async () => {
    const statuses: number[] = [];
    const patient = createClient({
      baseUrl: gateway.url,
      roles: 'API_KEY',
      fetch: async (request) => {
        const response = await fetch(request);
        statuses.push(response.status);
        if (response.status === 504) await service.database.query('COMMIT');
        return response;
      },
    });
    await service.database.query('BEGIN');
    await service.database.query('LOCK TABLE customers IN EXCLUSIVE MODE');
    const body = person();
    await patient.createCustomer({ path: telco, body });
    expect(statuses).toEqual([504, 201]);
    expect(await creates(body.personal_info.identity_document.number)).toEqual({ customers: 1, entries: 1 });
    expect(gaps()[0]).toBeGreaterThan(1000);
  });

  it('has a key of its own for each call, or the one that it was given', async () => {
    await padron.createCustomer({ path: telco, body: person() });
    await padron.createCustomer({ path: telco, body: person() });
    await padron.createCustomer({ path: telco, body: person(), idempotencyKey: 'given' });
    expect(new Set(keys()).size).toBe(3);
    expect(keys()[2]).toBe('given');
  });

  it('waits as long as Retry-After says', async () => {
    gateway.faults = [refused(503, '1')];
    await padron.listOrganizations();
    expect(gaps()[0]).toBeGreaterThanOrEqual(999);
  });

  it('waits longer each time, when nothing says how long', async () => {
    const fault: Fault = { isForwarded: false, answer: { status: 503 } };
    gateway.faults = [fault, fault, fault];
    await createClient({ baseUrl: gateway.url, roles: 'ADMIN', retries: 3 }).listOrganizations();
    const [first = 0, second = 0, third = 0] = gaps();
    expect(first).toBeGreaterThanOrEqual(199);
    expect(second).toBeGreaterThanOrEqual(399);
    expect(third).toBeGreaterThanOrEqual(799);
  });

  it('is given up where Retry-After says longer than 30 s, or with no retries', async () => {
    gateway.faults = [refused(503, '31')];
    await expect(padron.listOrganizations()).rejects.toMatchObject({ status: 503, retryAfter: 31 });
    gateway.faults = [refused(503)];
    const impatient = createClient({ baseUrl: gateway.url, roles: 'ADMIN', retries: 0 });
    await expect(impatient.listOrganizations()).rejects.toMatchObject({ status: 503 });
    expect(gateway.arrivals.length).toBe(2);
  });

  describe('is aborted', () => {
    const reason = new Error('enough');

    it('before it is sent', async () => {
      await expect(padron.listOrganizations({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(gateway.arrivals).toEqual([]);
    });

    it('while it waits for its token', async () => {
      const controller = new AbortController();
      const bearer = (): Promise<string> => {
        controller.abort(reason);
        return new Promise(() => undefined);
      };
      const waiting = createClient({ baseUrl: gateway.url, bearer });
      await expect(waiting.listOrganizations({ signal: controller.signal })).rejects.toBe(reason);
      expect(gateway.arrivals).toEqual([]);
    });

    it('while it waits for its answer', async () => {
      const controller = new AbortController();
      gateway.faults = [{ isForwarded: false, answer: 'silence' }];
      const call = padron.createCustomer({ path: telco, body: person(), signal: controller.signal });
      const rejected = expect(call).rejects.toBe(reason);
      await eventually('the request', () => gateway.arrivals.length === 1);
      controller.abort(reason);
      await rejected;
    });

    it('while it waits to be sent again', async () => {
      const controller = new AbortController();
      let answered = 0;
      const waiting = createClient({
        baseUrl: gateway.url,
        roles: 'ADMIN',
        fetch: async (request) => {
          const response = await fetch(request);
          const text = await response.text();
          answered++;
          return new Response(text, response);
        },
      });
      gateway.faults = [refused(503, '29')];
      const rejected = expect(waiting.listOrganizations({ signal: controller.signal })).rejects.toBe(reason);
      await eventually('the answer', () => answered === 1);
      controller.abort(reason);
      await rejected;
      expect(gateway.arrivals.length).toBe(1);
    });
  });
});
