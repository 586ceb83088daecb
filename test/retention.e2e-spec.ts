import { digitalCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const TELCO = '/v4/orgs/telco';
const BAD = '400 MCUS.999.998';

describe('PATCH /v4/orgs/{org_id}', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService({ RETENTION_DAYS: '30' });
  });
  afterAll(() => service.stop());

  const set = (body: unknown, options: object = {}): Promise<Answer> =>
    service.call('PATCH', TELCO, { roles: 'ADMIN', body, ...options });
  const shown = async (path = TELCO): Promise<unknown> => (await service.call('GET', path, { roles: 'ADMIN' })).json();

  /** Days for which the records of a customer are kept, the oldest first. */
  const keptFor = async (path: string): Promise<unknown[]> => {
    const rows = await service.database.query<{ days: number }>(
      `SELECT (extract(epoch FROM destroy_after - blocked_at) / 86400)::float AS days
         FROM blocked_data WHERE customer_id = $1 ORDER BY blocked_at`,
      [path.slice(-36)],
    );
    return rows.map(({ days }) => days);
  };

  it('holds for what is blocked from then on; null is as the service is configured', async () => {
    const path = await createCustomer(service, { ...digitalCustomer(), segment: 'A' });
    const other = (await service.call('POST', '/v4/orgs/other/customers', { body: digitalCustomer() })).headers[
      'location'
    ];
    const patch = async (segment: string): Promise<void> =>
      expect(outcome(await service.call('PATCH', path, { body: { segment } }))).toBe('204');
    await patch('B');
    for (const [days, segment] of [
      [1, 'C'],
      [36_500, 'D'],
      [null, 'E'],
      [7, 'F'],
    ] as const) {
      const answer = await set({ retention_days: days });
      expect([answer.status, answer.text]).toEqual([204, '']);
      await patch(segment);
    }
    expect(outcome(await service.call('DELETE', path))).toBe('204');
    expect(await keptFor(path)).toEqual([30, 1, 36_500, 30, 7, 7]);
    expect(outcome(await service.call('DELETE', other ?? ''))).toBe('204');
    expect(await keptFor(other ?? '')).toEqual([30]);
  });

  it('is shown where it is set, and only there', async () => {
    const created_at = expect.any(String) as string;
    await set({ retention_days: 90 });
    expect(await shown()).toEqual({ id: 'telco', created_at, retention_days: 90 });
    expect(await shown('/v4/orgs')).toEqual({
      orgs: [
        { id: 'other', created_at },
        { id: 'telco', created_at, retention_days: 90 },
      ],
    });
    await set({ retention_days: null });
    expect(await shown()).toEqual({ id: 'telco', created_at });
  });

  it.each([0, 36_501, 1.5, -1, 1e300, '30', true, [], {}, [30]])('refuses %j days', async (retention_days) => {
    const before = await shown();
    expect(refusals(await set({ retention_days }))).toEqual([
      [BAD, '/retention_days', 'retention_days must be a whole number from 1 to 36500'],
    ]);
    expect(await shown()).toEqual(before);
  });

  it.each([{}, { unknown: 1 }, [], 'x', null, 30])('refuses a body without the member: %j', async (body) => {
    expect(outcome(await set(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }))).toBe(BAD);
  });

  it('refuses an unknown organization, and who is no administrator', async () => {
    const options = { roles: 'ADMIN', body: { retention_days: 5 } };
    expect(outcome(await service.call('PATCH', '/v4/orgs/nowhere', options))).toBe('404 MCUS.404.002');
    for (const roles of ['API_KEY', 'AGENT', 'VIEWER']) {
      expect((await set({ retention_days: 5 }, { roles })).status).toBe(403);
    }
    expect(outcome(await set({ retention_days: 0 }, { roles: 'API_KEY' }))).toMatch(/^403 /);
    expect((await set({ retention_days: 5 }, { roles: undefined })).status).toBe(401);
    expect(await shown()).not.toHaveProperty('retention_days');
  });

  it('is audited', async () => {
    const headers = { 'x-audit-reason': 'TICKET-5', 'x-auth-subject': 'boss' };
    expect(outcome(await set({ retention_days: 60 }, { headers }))).toBe('204');
    const [entry] = await service.database.query(
      'SELECT org_id, customer_id, operation, roles, subject, members, reason FROM audit_entries ORDER BY at DESC LIMIT 1',
    );
    expect(entry).toEqual({
      org_id: 'telco',
      customer_id: null,
      operation: 'patchOrganization',
      roles: ['ADMIN'],
      subject: 'boss',
      members: ['retention_days'],
      reason: 'TICKET-5',
    });
  });
});
