import { type Page } from 'playwright-core';
import { CREATE_CUSTOMER_EXAMPLES } from '../../apps/api/src/customers/customers.examples';
import { barriers, startVisit, type Visit } from '../setup/browser';
import { callAs, execute, openDialog, show } from '../setup/console-page';
import { type Answer, send } from '../setup/http';

describe('the console', () => {
  let visit: Visit;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    visit = await startVisit();
  });
  afterAll(() => visit.end());
  beforeEach(async () => {
    ({ page, faults } = await visit.open('/docs'));
    await page.locator('.opblock').first().waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    // What a failed test leaves must not fail the next one.
    const found = await call('GET', '/v4/orgs/telco/customers/search?identity_document=14861628V');
    if (found.status === 200) await call('DELETE', `/v4/orgs/telco/customers/${found.json<{ id: string }>().id}`);
  });

  const call = (method: string, path: string): Promise<Answer> =>
    send(visit.service.url, method, path, { roles: 'API_KEY' });
  const statusOf = async (path: string): Promise<number> => (await call('GET', path)).status;

  /** Creates the customer of the first example, and gives its path. */
  async function create(): Promise<string> {
    const created = await execute(page, 'createCustomer');
    expect(created.status).toBe('201');
    return /location: (\S+)/.exec(created.headers)?.[1] ?? '';
  }

  it('has the name of the project, the guide, and nothing that keeps people out', async () => {
    expect(await page.title()).toBe('Padron');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Padron');
    for (const text of ['Who calls.', 'The first customer.', 'When it fails.']) {
      expect(await page.getByText(text).isVisible()).toBe(true);
    }
    const links = await Promise.all((await page.locator('.info a').all()).map((link) => link.getAttribute('href')));
    expect(links).toEqual(expect.arrayContaining(['/errors', '/openapi.json']));
    expect(await barriers(page)).toEqual([]);
    await show(page, 'createCustomer');
    await execute(page, 'listHolds');
    expect(await barriers(page, '.opblock[id$="-createCustomer"]')).toEqual([]);
    expect(await barriers(page, '.opblock[id$="-listHolds"]')).toEqual([]);
    await openDialog(page);
    expect(await barriers(page, '.modal-ux')).toEqual([]);
    // The example's customer is not there.
    expect(faults).toEqual([expect.stringMatching(/404 .*\/holds$/)]);
  });

  it('runs the life of a customer from the examples as they stand', async () => {
    await callAs(page, 'API_KEY');
    const created = await execute(page, 'createCustomer');
    expect(created.status).toBe('201');
    expect(JSON.parse(created.sent.body ?? '')).toEqual(CREATE_CUSTOMER_EXAMPLES.private.value);
    const { id } = JSON.parse(created.body) as { id: string };
    const path = `/v4/orgs/telco/customers/${id}`;
    expect(created.headers).toContain(`location: ${path}`);
    expect(await statusOf(path)).toBe(200);

    const read = await execute(page, 'getCustomer');
    expect([read.status, read.sent.url]).toEqual(['200', visit.service.url + path]);
    expect(JSON.parse(read.body)).toMatchObject({ id, personal_info: { name: 'Antonio' } });
    expect(read.headers).toContain('etag: "1"');

    for (const search of ['searchCustomers', 'searchCustomersByBody']) {
      const { status, body } = await execute(page, search);
      expect([search, status, (JSON.parse(body) as { id: string }).id]).toEqual([search, '200', id]);
    }
    const patched = await execute(page, 'patchCustomer');
    expect(patched.status).toBe('204');
    expect(patched.headers).toContain('etag: "2"');
    expect((await execute(page, 'deleteCustomer')).status).toBe('204');
    expect(await statusOf(path)).toBe(404);
    expect(faults).toEqual([]);

    const gone = await execute(page, 'getCustomer');
    expect([gone.status, gone.body]).toEqual(['404', expect.stringContaining('MCUS.404.003')]);
  });

  it('runs the life of a card, and can begin again', async () => {
    const first = await create();
    const added = await execute(page, 'addCreditCard');
    const { id } = JSON.parse(added.body) as { id: string };
    expect([added.status, added.sent.url]).toEqual(['201', `${visit.service.url}${first}/credit-cards`]);
    const listed = await execute(page, 'getAvailableCreditCards');
    expect(JSON.parse(listed.body)).toMatchObject({ credit_cards: [{ id, masked_number: '************1111' }] });
    const removed = await execute(page, 'deleteCreditCard');
    expect([removed.status, removed.sent.url]).toEqual(['204', expect.stringMatching(new RegExp(`/${id}$`))]);
    expect(JSON.parse((await execute(page, 'getAvailableCreditCards')).body)).toEqual({ credit_cards: [] });
    expect((await execute(page, 'deleteCustomer')).status).toBe('204');

    const second = await create();
    expect(second).not.toBe(first);
    const deleted = await execute(page, 'deleteCustomer');
    expect([deleted.status, deleted.sent.url]).toEqual(['204', visit.service.url + second]);
    expect(faults).toEqual([]);
  });

  it('calls as API_KEY first; as AGENT it shows why a deletion is refused, and stays AGENT', async () => {
    const path = await create();
    expect((await execute(page, 'getCustomer')).sent.headers['x-auth-roles']).toBe('API_KEY');
    await callAs(page, 'AGENT');
    const refused = await execute(page, 'deleteCustomer');
    expect([refused.status, refused.sent.headers['x-auth-roles']]).toEqual(['403', 'AGENT']);
    expect(refused.body).toContain('MCUS.403.001');
    expect(refused.body).toContain('None of the roles of the caller allows the operation.');
    expect(await statusOf(path)).toBe(200);
    // The browser itself notes every refusal, and nothing else went wrong.
    const note = 'Failed to load resource: the server responded with a status of 403 (Forbidden)';
    expect(faults).toEqual([`${note} ${visit.service.url}${path}`]);

    await page.reload();
    expect((await execute(page, 'searchCustomers')).sent.headers['x-auth-roles']).toBe('AGENT');
  });
});
