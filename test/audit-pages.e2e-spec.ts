import { randomUUID } from 'node:crypto';
import { digitalCustomer } from './factories';
import { type AuditEntry, type AuditPage, listAudit } from './setup/audit';
import { createCustomer } from './setup/customers';
import { type Answer, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

describe('the list of audit entries', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const list = (path: string, query?: string): Promise<Answer> => listAudit(service, path, query);

  it('comes in pages, each entry once, whatever is written meanwhile', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const patches = (count: number): Promise<string[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          return outcome(await service.call('PATCH', path, { body: { segment: `S${n}` } }));
        }),
      );
    // Few at once: each waits for all before it, and no longer than the lock time-out.
    for (let n = 0; n < 17; n++) expect(await patches(7)).toEqual(Array(7).fill('204'));
    const entries: AuditEntry[] = [];
    const sizes: number[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: AuditPage = (await list(path, cursor && `?cursor=${cursor}`)).json<AuditPage>();
      entries.push(...page.audit_entries);
      sizes.push(page.audit_entries.length);
      cursor = page.next_cursor;
      await patches(3);
    }
    expect(sizes).toEqual([50, 50, 20]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(120);
    expect(entries.at(-1)?.operation).toBe('createCustomer');
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  it('has each of many entries of one instant once', async () => {
    const customer = randomUUID();
    await service.database.query(
      `INSERT INTO audit_entries (org_id, generation, xid, id, at, customer_id, operation, roles, request_id, members)
       SELECT 'telco', 1, 3, gen_random_uuid(), to_timestamp(0), $1, 'patchCustomer', '{}', 'r', '{}' FROM generate_series(1, 120)`,
      [customer],
    );
    const ids: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: AuditPage = (
        await list(`/v4/orgs/telco/customers/${customer}`, cursor && `?cursor=${cursor}`)
      ).json<AuditPage>();
      ids.push(...page.audit_entries.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(ids).toHaveLength(120);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  it('has no next page behind a last one that is full', async () => {
    const path = await createCustomer(service, digitalCustomer());
    for (let n = 0; n < 49; n++) await service.call('PUT', `${path}/holds/legal`);
    expect((await list(path)).json<AuditPage>()).not.toHaveProperty('next_cursor');
    await service.call('PUT', `${path}/holds/legal`);
    const { next_cursor } = (await list(path)).json<AuditPage>();
    const last = (await list(path, `?cursor=${next_cursor}`)).json<AuditPage>();
    expect(last.audit_entries.map(({ operation }) => operation)).toEqual(['createCustomer']);
    expect(last).not.toHaveProperty('next_cursor');
  });

  it.each([
    ['empty', ''],
    ['no base64url', 'a+b/c='],
    ['of nothing', 'YQ'],
    ['with an id that is none', Buffer.from('1.x').toString('base64url')],
    ['with an instant that no clock shows', Buffer.from(`${'9'.repeat(18)}.${randomUUID()}`).toString('base64url')],
    ['too long', 'a'.repeat(101)],
  ])('refuses a cursor that is %s', async (_what, cursor) => {
    const path = await createCustomer(service, digitalCustomer());
    const [[status, field] = []] = refusals(await list(path, `?cursor=${encodeURIComponent(cursor)}`));
    expect([status, field]).toEqual(['400 MCUS.999.998', '?cursor']);
  });

  it('refuses parameters that it does not know', async () => {
    const path = await createCustomer(service, digitalCustomer());
    expect(outcome(await list(path, '?limit=5'))).toBe('400 MCUS.999.998');
    expect(outcome(await list(path, '?cursor=a&cursor=b'))).toBe('400 MCUS.999.998');
  });
});
