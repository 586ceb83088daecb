import { type AuditEntry, type AuditPage, listAudit } from './setup/audit';
import {
  corporateCustomer,
  creditCard,
  digitalCustomer,
  email,
  externalId,
  nif,
  privateCustomer,
  publishedCustomer,
} from './factories';
import { addCard, deleteCard, postCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { doc, putDocument } from './setup/documents';
import { type Answer, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';
import { runTool, type ToolRun } from './setup/tools';

const CUSTOMERS = '/v4/orgs/telco/customers';
const DONE = { code: 0, out: 'the customer is as it was\n', err: '' };
const NOTHING = { code: 1, out: 'nothing is kept of a deleted customer with this id\n', err: '' };

describe('npm run customer:restore', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const create = (body: object): Promise<string> => createCustomer(service, body);
  const restore = (path: string, ...more: string[]): Promise<ToolRun> => {
    const args = ['--org', 'telco', '--customer', path.slice(-36), ...more];
    return runTool('customer-restore', { DATABASE_URL: service.database.url }, ...args);
  };
  const remove = async (path: string): Promise<void> => expect((await service.call('DELETE', path)).status).toBe(204);

  /** All that the reads show of a customer. */
  async function shown(path: string, keys: readonly object[]): Promise<unknown[]> {
    const reads = ['', '/identity-documents', '/available-credit-cards', '/holds'].map((end) => path + end);
    const answers = [
      ...(await Promise.all(reads.map((read) => service.call('GET', read)))),
      ...(await Promise.all(keys.map((body) => service.call('POST', `${CUSTOMERS}/search`, { body })))),
    ];
    return answers.map(({ status, headers, text }) => [status, headers['etag'], text]);
  }

  /** Each row of a customer, whole. */
  const rows = (path: string): Promise<object[]> =>
    service.database.query(
      ['customers', 'identity_documents', 'credit_cards']
        .map(
          (table) =>
            `SELECT to_jsonb(t) AS row FROM ${table} t WHERE $1 = ${table === 'customers' ? 'id' : 'customer_id'}`,
        )
        .join(' UNION ALL ') + ' ORDER BY 1',
      [path.slice(-36)],
    );

  async function rich(): Promise<{ path: string; keys: object[] }> {
    const [first, second, external_id, address] = [nif(), nif(), externalId(), email()];
    const path = await create({ ...publishedCustomer(first), external_id });
    const body = { contact_info: { emails: [{ email: address }] } };
    expect(outcome(await service.call('PATCH', path, { body }))).toBe('204');
    const user = { identity_document: doc('NIF', nif()), role: 'AUTHORIZED_REPRESENTATIVE' };
    await service.call('PUT', `${path}/associated_users`, { body: { associated_users: [user] } });
    expect(outcome(await putDocument(service, path, doc('NIF', second), 'REPLACEMENT'))).toBe('204');
    for (const is_default of [true, false]) await addCard(service, path, { is_default });
    return {
      path,
      keys: [first, second]
        .map((identity_document) => ({ identity_document }))
        .concat([{ email: address }, { external_id }] as never),
    };
  }

  it.each<[string, () => Promise<{ path: string; keys: object[] }>]>([
    ['with all that there is', rich],
    ['a bare private customer', async () => ({ path: await create(privateCustomer()), keys: [] })],
    ['a company', async () => ({ path: await create(corporateCustomer()), keys: [] })],
    [
      'a digital customer',
      async () => {
        const address = email();
        return {
          path: await create(digitalCustomer({ digital_personal_info: { email: address } })),
          keys: [{ email: address }],
        };
      },
    ],
  ])('brings a customer back as every read showed it: %s', async (_what, make) => {
    const { path, keys } = await make();
    const [before, stored] = [await shown(path, keys), await rows(path)];
    await remove(path);
    expect((await shown(path, keys)).map((answer) => (answer as [number])[0])).toEqual(before.map(() => 404));
    expect(await restore(path, '--reason', 'TICKET-9')).toEqual(DONE);
    expect([await shown(path, keys), await rows(path)]).toEqual([before, stored]);
    const [entry] = (await listAudit(service, path)).json<AuditPage>().audit_entries as [AuditEntry];
    expect(entry).toMatchObject({ operation: 'restoreCustomer', roles: [], members: [], reason: 'TICKET-9' });
    expect(await restore(path)).toEqual(NOTHING);
    expect(outcome(await service.call('PATCH', path, { body: { segment: 'BACK' } }))).toBe('204');
  });

  it('leaves what was blocked earlier, and brings the last state back each time', async () => {
    const path = await create({ ...digitalCustomer(), segment: 'A' });
    for (const segment of ['B', 'C']) {
      await service.call('PATCH', path, { body: { segment } });
      await remove(path);
      expect(await restore(path)).toEqual(DONE);
      expect((await service.call('GET', path)).json()['segment']).toBe(segment);
    }
    const blocked = await service.database.query(
      `SELECT operation, body #>> '{customer,segment}' AS segment FROM blocked_data WHERE customer_id = $1 ORDER BY blocked_at`,
      [path.slice(-36)],
    );
    expect(blocked).toEqual(['A', 'B'].map((segment) => ({ operation: 'patchCustomer', segment })));
  });

  it.each<[string, () => Promise<{ path: string; take: () => Promise<Answer> }>]>([
    [
      'one of its identity documents',
      async () => {
        const number = nif();
        const body = privateCustomer({ personal_info: { identity_document: doc('NIF', number) } });
        return { path: await create(body), take: () => service.call('POST', CUSTOMERS, { body }) };
      },
    ],
    [
      'one of its identity documents',
      async () => {
        const retired = doc('NIF', nif());
        const path = await create(privateCustomer({ personal_info: { identity_document: retired } }));
        await putDocument(service, path, doc('NIF', nif()), 'REPLACEMENT');
        const body = privateCustomer({ personal_info: { identity_document: retired } });
        return { path, take: () => service.call('POST', CUSTOMERS, { body }) };
      },
    ],
    [
      'its external id',
      async () => {
        const external_id = externalId();
        const path = await create({ ...digitalCustomer(), external_id });
        return { path, take: () => service.call('POST', CUSTOMERS, { body: { ...digitalCustomer(), external_id } }) };
      },
    ],
    [
      'its digital email',
      async () => {
        const body = digitalCustomer();
        return { path: await create(body), take: () => service.call('POST', CUSTOMERS, { body }) };
      },
    ],
    [
      'the token of one of its cards',
      async () => {
        const [path, other, card] = [await create(privateCustomer()), await create(privateCustomer()), creditCard()];
        expect((await postCard(service, path, card)).status).toBe(201);
        return { path, take: () => postCard(service, other, card) };
      },
    ],
  ])('changes nothing while somebody else has %s', async (what, make) => {
    const { path, take } = await make();
    const stored = await rows(path);
    await remove(path);
    const taken = await take();
    expect(taken.status).toBe(201);
    const all = (): Promise<object[]> =>
      service.database.query(
        `SELECT to_jsonb(b) FROM blocked_data b WHERE customer_id = $1 UNION ALL SELECT to_jsonb(e) FROM audit_entries e WHERE customer_id = $1`,
        [path.slice(-36)],
      );
    const before = await all();
    const out = `the customer cannot come back: ${what} belongs to another customer\n`;
    expect(await restore(path)).toEqual({ code: 1, out, err: '' });
    expect([await all(), await rows(path)]).toEqual([before, []]);
    const location = taken.headers['location'];
    if (location !== undefined && !location.includes('credit-cards')) await remove(location);
    else await deleteCard(service, ...(await holderOf(taken)));
    expect(await restore(path)).toEqual(DONE);
    expect(await rows(path)).toEqual(stored);
  });

  /** Path and id of a card that was added. */
  async function holderOf(added: Answer): Promise<[string, string]> {
    const { id } = added.json<{ id: string }>();
    const [row] = await service.database.query<{ customer_id: string }>(
      'SELECT customer_id FROM credit_cards WHERE id = $1',
      [id],
    );
    return [`${CUSTOMERS}/${row?.customer_id}`, id];
  }

  it('does not bring back what is to be destroyed by now, nor a customer of another organization', async () => {
    const path = await create(digitalCustomer());
    await remove(path);
    const args = ['--org', 'other', '--customer', path.slice(-36)];
    expect(await runTool('customer-restore', { DATABASE_URL: service.database.url }, ...args)).toEqual(NOTHING);
    await service.database.query('UPDATE blocked_data SET destroy_after = now() WHERE customer_id = $1', [
      path.slice(-36),
    ]);
    expect(await restore(path)).toEqual(NOTHING);
    expect((await service.call('GET', path)).status).toBe(404);
  });

  it('at once: one of two brings it back', async () => {
    for (let round = 0; round < 5; round++) {
      const { path } = await rich();
      await remove(path);
      const ended = await Promise.all([restore(path), restore(path)]);
      expect(ended.sort((a, b) => a.code - b.code)).toEqual([DONE, NOTHING]);
    }
  });

  it('while others create with its document: one has it at a time, and whoever has it is whole', async () => {
    for (let round = 0; round < 8; round++) {
      const body = privateCustomer({ external_id: externalId() });
      const path = await create(body);
      const stored = await rows(path);
      await remove(path);
      // A process takes a while to start: a client creates and removes until it has ended.
      let isOver = false;
      const restoring = restore(path).finally(() => (isOver = true));
      while (!isOver) {
        const answer = await service.call('POST', CUSTOMERS, { body });
        expect([201, 409]).toContain(answer.status);
        if (answer.status === 201) await remove(answer.headers['location'] ?? '');
      }
      const { code, out } = await restoring;
      expect(await rows(path)).toEqual(code === 0 ? stored : []);
      if (code !== 0) expect(out).toMatch(/^the customer cannot come back: (its external id|one of its identity doc)/);
      expect((await service.call('POST', CUSTOMERS, { body })).status).toBe(code === 0 ? 409 : 201);
    }
  });
});
