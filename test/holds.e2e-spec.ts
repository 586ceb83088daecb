import { digitalCustomer } from './factories';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;

describe('/v4/orgs/{org_id}/customers/{customer_id}/holds', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const create = async (): Promise<string> =>
    (await service.call('POST', CUSTOMERS, { body: digitalCustomer() })).headers['location'] ?? '';
  const place = (path: string, name: string): Promise<Answer> => service.call('PUT', `${path}/holds/${name}`);
  const release = (path: string, name: string): Promise<Answer> => service.call('DELETE', `${path}/holds/${name}`);
  const list = (path: string): Promise<Answer> => service.call('GET', `${path}/holds`);

  it('PUT places a hold, once, and GET lists them, oldest first', async () => {
    const path = await create();
    expect((await list(path)).json()).toEqual({ holds: [] });
    const placed = [await place(path, 'legal'), await place(path, 'billing'), await place(path, 'legal')];
    expect(placed.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([204, '']));
    await service.database.query("UPDATE holds SET created_at = '2026-01-02T03:04:05.678Z' WHERE name = 'legal'");
    const created_at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect((await list(path)).json()).toEqual({
      holds: [
        { name: 'legal', created_at: '2026-01-02T03:04:05.678Z' },
        { name: 'billing', created_at },
      ],
    });
    expect((await place(path, 'legal')).status).toBe(204);
    expect((await list(path)).json()).toMatchObject({ holds: [{ created_at: '2026-01-02T03:04:05.678Z' }, {}] });
  });

  it('DELETE releases it; releasing what does not stand is 404, so that a typo is noticed', async () => {
    const path = await create();
    await place(path, 'fraud');
    expect(outcome(await release(path, 'frod'))).toBe('404 MCUS.404.004');
    const answer = await release(path, 'fraud');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(outcome(await release(path, 'fraud'))).toBe('404 MCUS.404.004');
    expect((await list(path)).json()).toEqual({ holds: [] });
  });

  it('DELETE of what does not stand waits for nobody who holds the customer', async () => {
    const path = await create();
    await service.database.query('BEGIN');
    try {
      await service.database.query('SELECT FROM customers WHERE id = $1 FOR UPDATE', [path.slice(-36)]);
      expect(outcome(await release(path, 'legal'))).toBe('404 MCUS.404.004');
    } finally {
      await service.database.query('COMMIT');
    }
  });

  it('changes nothing that a read shows', async () => {
    const path = await create();
    const before = await service.call('GET', path);
    await place(path, 'legal');
    const after = await service.call('GET', path);
    expect([after.headers['etag'], after.text]).toEqual([before.headers['etag'], before.text]);
  });

  it.each(['a', 'a-b_9', 'z'.repeat(32)])('takes the name %s', async (name) => {
    expect((await place(await create(), name)).status).toBe(204);
  });

  it.each(['A', '9a', '-a', 'a.b', 'a%20', 'z'.repeat(33), '%C3%B1'])('refuses the name %s', async (name) => {
    const path = await create();
    for (const answer of [await place(path, name), await release(path, name)]) {
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({
          code: 'MCUS.999.998',
          message: 'name must be 1 to 32 lower-case letters, digits, underscores or dashes, beginning with a letter',
        }),
      ]);
    }
  });

  it.each([
    ['an unknown customer', UNKNOWN, '404 MCUS.404.003'],
    ['an unknown org', UNKNOWN.replace('telco', 'nobody'), '404 MCUS.404.002'],
    ['no UUID', `${CUSTOMERS}/1`, '400 MCUS.999.998'],
  ])('refuses %s', async (_what, path, expected) => {
    const answers = [await list(path), await place(path, 'legal'), await release(path, 'legal')];
    expect(answers.map(outcome)).toEqual([expected, expected, expected]);
  });

  it("answers another org's customer as an unknown one", async () => {
    const path = await create();
    await place(path, 'legal');
    const foreign = path.replace('/telco/', '/other/');
    const answers = [await list(foreign), await place(foreign, 'legal'), await release(foreign, 'legal')];
    expect(answers.map(outcome)).toEqual(Array(3).fill('404 MCUS.404.003'));
    expect((await list(path)).json<{ holds: object[] }>().holds).toHaveLength(1);
  });

  it('refuses an unknown query parameter of the list', async () => {
    expect(outcome(await list(`${await create()}`))).toBe('200');
    expect(outcome(await service.call('GET', `${await create()}/holds?name=legal`))).toBe('400 MCUS.999.998');
  });
});
