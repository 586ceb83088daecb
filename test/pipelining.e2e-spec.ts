import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { digitalCustomer, externalId } from './factories';
import { eventually } from './setup/embedded';
import { startTestService, type TestService } from './setup/service';
import { exchange, head, lastHead, statuses } from './setup/sockets';

const CUSTOMERS = '/v4/orgs/telco/customers';
const asApiKey = 'x-auth-roles: API_KEY';

describe('pipelined requests', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const post = (path: string, body: unknown): string => {
    const text = JSON.stringify(body);
    return head(`POST ${path}`, asApiKey, 'Content-Type: application/json', `Content-Length: ${text.length}`) + text;
  };

  const count = async (): Promise<number> => {
    const [row] = await service.database.query<{ count: number }>('SELECT count(*)::integer FROM customers');
    return row?.count ?? NaN;
  };

  it('begin one after the other: each sees what those before it have done', async () => {
    for (let round = 0; round < 20; round++) {
      const external_id = externalId();
      const search = post(`${CUSTOMERS}/search`, { external_id });
      const text = await exchange(
        service.url,
        search + post(CUSTOMERS, digitalCustomer({ external_id })) + search + lastHead('GET /health/live'),
      );
      expect(statuses(text)).toEqual(['404', '201', '200', '200']);
    }
  });

  it('are answered in their order, 65 of one packet', async () => {
    const ids = Array.from({ length: 65 }, () => randomUUID());
    const reads = ids.map((id) => head('GET /health/live', `x-request-id: ${id}`));
    reads[64] = lastHead('GET /health/live', `x-request-id: ${ids[64]}`);
    const text = await exchange(service.url, reads.join(''));
    expect(text.match(/(?<=x-request-id: )\S+/g)).toEqual(ids);
  });

  it('of which more than 64 wait end their connection, begin no more, and harm no other', async () => {
    const bystander = service.call('GET', '/health/live');
    const many = Array.from({ length: 66 }, () => post(CUSTOMERS, digitalCustomer()));
    const before = await count();
    expect(await exchange(service.url, many.join(''))).toBe('');
    expect((await bystander).status).toBe(200);
    // The first one had begun; this is answered after it.
    await service.call('POST', CUSTOMERS, { body: digitalCustomer() });
    expect((await count()) - before).toBeLessThanOrEqual(2);
  });

  it('wait no more once they have begun: 40 at a time, again and again on one connection', async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    for (let round = 1; round <= 5; round++) {
      socket.write(head('GET /health/live').repeat(40));
      await eventually('all answers', () => statuses(text).length === 40 * round);
    }
    socket.destroy();
  });

  it('are taken without end, a few at a time', async () => {
    let text = '';
    const packet = head('GET /health/live').repeat(30);
    for (let i = 0; i < 5; i++) text += await exchange(service.url, packet.repeat(2) + lastHead('GET /health/live'));
    expect(statuses(text)).toEqual(Array(5 * 61).fill('200'));
  });
});
