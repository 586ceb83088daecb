import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

describe('/v4/orgs', () => {
  let service: TestService;
  const asAdmin = { roles: 'ADMIN' };

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  describe('PUT /v4/orgs/{org_id}', () => {
    it('registers an organization once: 201, then 204', async () => {
      const first = await service.call('PUT', '/v4/orgs/Mobile.co_2', asAdmin);
      const second = await service.call('PUT', '/v4/orgs/Mobile.co_2', asAdmin);
      expect([first.status, first.headers['location']]).toEqual([201, '/v4/orgs/Mobile.co_2']);
      expect(first.json()).toMatchObject({ id: 'Mobile.co_2' });
      expect([second.status, second.text]).toEqual([204, '']);
    });

    it('is decided by the database: of twenty at once one gets 201', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => service.call('PUT', '/v4/orgs/contested', asAdmin)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(204)]);
    });

    it.each(['-a', '.a', 'a'.repeat(64), 'a%20b', 'a%2Fb', '%C3%B1', 'a%0A'])('refuses the org_id %s', async (org) => {
      const answer = await service.call('PUT', `/v4/orgs/${org}`, asAdmin);
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({ message: expect.stringMatching(/^org_id must be/) }),
      ]);
    });

    it('takes 63 characters', async () => {
      expect(outcome(await service.call('PUT', `/v4/orgs/${'a'.repeat(63)}`, asAdmin))).toBe('201');
    });
  });

  describe('GET /v4/orgs/{org_id}', () => {
    it('shows id and created_at', async () => {
      const answer = await service.call('GET', '/v4/orgs/telco', asAdmin);
      expect(answer.json()).toEqual({
        id: 'telco',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    });

    it('answers 404 for an unknown one; letter case counts', async () => {
      expect(outcome(await service.call('GET', '/v4/orgs/TELCO', asAdmin))).toBe('404 MCUS.404.002');
    });
  });

  describe('PATCH /v4/orgs/{org_id}', () => {
    const patch = (body: unknown, org = 'other', roles = 'ADMIN'): Promise<Answer> =>
      service.call('PATCH', `/v4/orgs/${org}`, { roles, body });

    it('sets how long blocked data is kept, and null takes it back', async () => {
      const created_at = expect.stringMatching(/Z$/) as string;
      for (const retention_days of [1, 36_500, 30]) {
        expect(outcome(await patch({ retention_days }))).toBe('204');
        const read = await service.call('GET', '/v4/orgs/other', asAdmin);
        expect(read.json()).toEqual({ id: 'other', created_at, retention_days });
      }
      const list = await service.call('GET', '/v4/orgs', asAdmin);
      expect(list.json()).toMatchObject({
        orgs: expect.arrayContaining([{ id: 'other', created_at, retention_days: 30 }]),
      });
      expect(outcome(await patch({ retention_days: null, name: 'dropped' }))).toBe('204');
      expect((await service.call('GET', '/v4/orgs/other', asAdmin)).json()).toEqual({ id: 'other', created_at });
    });

    it.each([0, 36_501, -1, 1.5, '30', true, [30], {}])('refuses %j days', async (retention_days) => {
      expect(errorsOf(await patch({ retention_days }))).toEqual([
        expect.objectContaining({
          field: '/retention_days',
          message: 'retention_days must be a whole number from 1 to 36500',
        }),
      ]);
    });

    it.each([{}, { name: 'x' }])('refuses %j: nothing is left to change', async (body) => {
      expect(errorsOf(await patch(body))).toEqual([
        expect.objectContaining({ message: 'At least one field must be present' }),
      ]);
    });

    it('is for ADMIN, and for organizations that are there', async () => {
      const body = { retention_days: 30 };
      expect(outcome(await patch(body, 'other', 'API_KEY'))).toBe('403 MCUS.403.001');
      expect(outcome(await patch(body, 'nobody'))).toBe('404 MCUS.404.002');
    });
  });

  describe('GET /v4/orgs', () => {
    it('lists all in order', async () => {
      const { orgs } = (await service.call('GET', '/v4/orgs', asAdmin)).json<{ orgs: { id: string }[] }>();
      const ids = orgs.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
      expect(ids).toEqual(expect.arrayContaining(['other', 'telco']));
    });

    it('shows a limited caller its own', async () => {
      const answer = await service.call('GET', '/v4/orgs', { ...asAdmin, headers: { 'x-auth-orgs': 'telco,nobody' } });
      expect(answer.json<{ orgs: object[] }>().orgs).toEqual([expect.objectContaining({ id: 'telco' })]);
    });
  });

  it.each(['API_KEY', 'AGENT', 'VIEWER'])('is closed to %s', async (roles) => {
    expect(outcome(await service.call('GET', '/v4/orgs', { roles }))).toBe('403 MCUS.403.001');
    expect(outcome(await service.call('GET', '/v4/orgs/telco', { roles }))).toBe('403 MCUS.403.001');
    expect(outcome(await service.call('PUT', '/v4/orgs/telco', { roles }))).toBe('403 MCUS.403.001');
  });
});
