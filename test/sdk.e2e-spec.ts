import { readFileSync } from 'node:fs';
import { type Call, type Client, createClient, ERROR_CODES, type OperationId } from 'padron-sdk';
import { email, nif } from './factories';
import { person } from './setup/sdk-person';
import { checkedFetch } from './setup/checked-fetch';
import { startTestService, type TestService } from './setup/service';

interface Sent {
  readonly method: string;
  readonly path: string;
}

const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, { operationId: OperationId }>>;
};
const OPERATIONS = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ operationId, method: method.toUpperCase(), path })),
);

const telco = { org_id: 'telco' };
const CARD = {
  token: 'tok-1',
  provider: 'acme-pay',
  brand: 'VISA',
  last_four: '1111',
  expiration_date: '2099-12',
} as const;

/** Every operation, by the method of the client that calls it. */
describe('the SDK', () => {
  let service: TestService;
  let padron: Client;
  let sent: Sent[] = [];

  beforeAll(async () => {
    service = await startTestService();
    padron = createClient({
      baseUrl: service.url,
      roles: 'ADMIN',
      fetch: (request) => {
        sent.push({ method: request.method, path: new URL(request.url).pathname });
        return checkedFetch(request);
      },
    });
  });
  beforeEach(() => (sent = []));
  afterAll(() => service.stop());

  async function made(
    body: Call<'createCustomer'>['body'] = person(),
  ): Promise<{ org_id: string; customer_id: string }> {
    const { data } = await padron.createCustomer({ path: telco, body });
    return { ...telco, customer_id: data.id };
  }

  const CALLS: Record<OperationId, () => Promise<void>> = {
    createCustomer: async () => {
      const body = person();
      const answer = await padron.createCustomer({
        path: telco,
        body,
        auditReason: 'TICKET-1',
        requestId: 'request-1',
      });
      const location = `/v4/orgs/telco/customers/${answer.data.id}`;
      const head = { status: 201, etag: '"1"', location, requestId: 'request-1', isReplay: false };
      expect(answer).toMatchObject(head);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const path = { ...telco, customer_id: answer.data.id };
      const { data } = await padron.listAuditEntries({ path });
      expect(data.audit_entries[0]).toMatchObject({ operation: 'createCustomer', reason: 'TICKET-1' });
    },
    searchCustomers: async () => {
      const body = person();
      const { customer_id } = await made(body);
      const query = { identity_document: body.personal_info.identity_document.number, email: undefined };
      const { data } = await padron.searchCustomers({ path: telco, query });
      expect(data).toEqual({ id: customer_id, type: 'PRIVATE_CUSTOMER' });
    },
    searchCustomersByBody: async () => {
      const address = email();
      const { customer_id } = await made({ type: 'DIGITAL_CUSTOMER', digital_personal_info: { email: address } });
      const { data } = await padron.searchCustomersByBody({ path: telco, body: { email: address } });
      expect(data).toEqual({ id: customer_id, type: 'DIGITAL_CUSTOMER' });
    },
    getCustomer: async () => {
      const path = await made();
      const { status, data, etag } = await padron.getCustomer({ path });
      expect([status, data.type, etag]).toEqual([200, 'PRIVATE_CUSTOMER', '"1"']);
      const again = await padron.getCustomer({ path, ifNoneMatch: etag });
      expect(again).toMatchObject({ status: 304, data: undefined, etag });
    },
    patchCustomer: async () => {
      const path = await made();
      const first = await padron.patchCustomer({ path, body: { segment: 'VIP' }, ifMatch: '"1"' });
      expect(first).toMatchObject({ status: 204, data: undefined, etag: '"2"' });
      const stale = padron.patchCustomer({ path, body: { segment: null }, ifMatch: '"1"' });
      await expect(stale).rejects.toMatchObject({ status: 412, etag: '"2"' });
      expect((await padron.getCustomer({ path })).data.segment).toBe('VIP');
    },
    deleteCustomer: async () => {
      const path = await made();
      expect((await padron.deleteCustomer({ path })).status).toBe(204);
      await expect(padron.getCustomer({ path })).rejects.toMatchObject({ status: 404 });
    },
    putAssociatedUsers: async () => {
      const path = await made();
      const identity_document = { type: 'NIF', number: nif() } as const;
      const { etag } = await padron.putAssociatedUsers({ path, body: { associated_users: [{ identity_document }] } });
      expect(etag).toBe('"2"');
      const { data } = await padron.getCustomer({ path });
      const users = data.type === 'PRIVATE_CUSTOMER' ? data.personal_info.associated_users : undefined;
      expect(users).toEqual([{ identity_document, role: 'AUTHORIZED_REPRESENTATIVE' }]);
    },
    listIdentityDocuments: async () => {
      const body = person();
      const { data } = await padron.listIdentityDocuments({ path: await made(body) });
      expect(data.identity_documents).toMatchObject([body.personal_info.identity_document]);
    },
    putIdentityDocument: async () => {
      const path = await made();
      const identity_document = { type: 'NIF', number: nif() } as const;
      await padron.putIdentityDocument({ path, body: { identity_document, reason: 'REPLACEMENT' } });
      const { data } = await padron.listIdentityDocuments({ path });
      expect(data.identity_documents).toMatchObject([identity_document, { type: 'NIF' }]);
    },
    convertNieToNif: async () => {
      const path = await made(person('NIE'));
      const number = nif();
      expect((await padron.convertNieToNif({ path, body: { nif: number } })).etag).toBe('"2"');
      const { data } = await padron.searchCustomers({ path: telco, query: { identity_document: number } });
      expect(data.id).toBe(path.customer_id);
    },
    getAvailableCreditCards: async () => {
      const { data } = await padron.getAvailableCreditCards({ path: await made() });
      expect(data).toEqual({ credit_cards: [] });
    },
    addCreditCard: async () => {
      const path = await made();
      const body = { ...CARD, token: 'tok-add' };
      const first = await padron.addCreditCard({ path, body, idempotencyKey: 'card-1' });
      const again = await padron.addCreditCard({ path, body, idempotencyKey: 'card-1' });
      expect([first.isReplay, again.isReplay, again.data]).toEqual([false, true, first.data]);
      const { data } = await padron.getAvailableCreditCards({ path });
      expect(data.credit_cards.map(({ id }) => id)).toEqual([first.data.id]);
    },
    deleteCreditCard: async () => {
      const path = await made();
      const card = await padron.addCreditCard({ path, body: { ...CARD, token: 'tok-delete' } });
      expect((await padron.deleteCreditCard({ path: { ...path, card_id: card.data.id } })).status).toBe(204);
      expect((await padron.getAvailableCreditCards({ path })).data.credit_cards).toEqual([]);
    },
    putHold: async () => {
      const path = await made();
      expect((await padron.putHold({ path: { ...path, name: 'legal' } })).status).toBe(204);
      await expect(padron.deleteCustomer({ path })).rejects.toMatchObject({ status: 409 });
    },
    listHolds: async () => {
      const path = await made();
      await padron.putHold({ path: { ...path, name: 'billing' } });
      expect((await padron.listHolds({ path })).data.holds).toMatchObject([{ name: 'billing' }]);
    },
    deleteHold: async () => {
      const path = { ...(await made()), name: 'fraud' };
      await padron.putHold({ path });
      await padron.deleteHold({ path });
      expect((await padron.listHolds({ path })).data.holds).toEqual([]);
    },
    listAuditEntries: async () => {
      const { data } = await padron.listAuditEntries({ path: await made() });
      expect(data.audit_entries).toMatchObject([{ operation: 'createCustomer', roles: ['ADMIN'] }]);
    },
    listOrganizations: async () => {
      expect((await padron.listOrganizations()).data.orgs).toContainEqual(expect.objectContaining({ id: 'telco' }));
    },
    getOrganization: async () => {
      expect((await padron.getOrganization({ path: telco })).data.id).toBe('telco');
    },
    putOrganization: async () => {
      const path = { org_id: 'made-by-sdk' };
      const first = await padron.putOrganization({ path });
      expect(first).toMatchObject({ status: 201, data: { id: 'made-by-sdk' } });
      expect(await padron.putOrganization({ path })).toMatchObject({ status: 204, data: undefined });
    },
    patchOrganization: async () => {
      const path = { org_id: 'patched-by-sdk' };
      await padron.putOrganization({ path });
      await padron.patchOrganization({ path, body: { retention_days: 1200 } });
      expect((await padron.getOrganization({ path })).data.retention_days).toBe(1200);
    },
    getLiveness: async () => {
      expect((await padron.getLiveness()).data.status).toBe('ok');
    },
    getReadiness: async () => {
      expect((await padron.getReadiness()).data.status).toBe('ok');
    },
    listErrorCodes: async () => {
      const { data } = await padron.listErrorCodes();
      expect(data.errors.map(({ code }) => code)).toEqual(expect.arrayContaining(Object.values(ERROR_CODES)));
    },
  };

  it('has a method for each operation of the document, and no other', () => {
    expect(Object.keys(padron).sort()).toEqual(OPERATIONS.map(({ operationId }) => operationId).sort());
  });

  it.each(OPERATIONS)('calls $operationId: $method $path', async ({ operationId, method, path }) => {
    await CALLS[operationId]();
    const template = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    expect(sent.filter((one) => one.method === method && template.test(one.path))).not.toEqual([]);
  });
});
