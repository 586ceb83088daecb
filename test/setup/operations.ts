import { creditCard, email, nie, nif, privateCustomer } from '../factories';
import { addCard } from './cards';
import { createCustomer } from './customers';
import { outcome } from './http';
import { type TestService } from './service';

/** Somebody who may do everything. */
export type Admin = Pick<TestService, 'call'>;

/** A request that must succeed, whoever is allowed sends it. */
export interface GoodRequest {
  readonly path: string;
  readonly body?: object;
  /** Part of the answer. */
  readonly shows?: string;
}

/** How an operation succeeds. */
export interface Success {
  readonly status: number;
  /** Makes what the operation needs, anew for each request. */
  readonly prepare: (admin: Admin) => Promise<GoodRequest> | GoodRequest;
}

const CUSTOMERS = '/v4/orgs/telco/customers';
let orgs = 0;

const customer = (admin: Admin): Promise<string> => createCustomer(admin, privateCustomer());
const withHold = async (admin: Admin): Promise<string> => {
  const path = await customer(admin);
  expect(outcome(await admin.call('PUT', `${path}/holds/legal`))).toBe('204');
  return path;
};
const newDocument = (): object => ({ identity_document: { type: 'NIF', number: nif() }, reason: 'CORRECTION' });

/** Every operation that wants a caller: a new one has to be added here. */
export const SUCCESSES: Readonly<Record<string, Success>> = {
  createCustomer: { status: 201, prepare: () => ({ path: CUSTOMERS, body: privateCustomer(), shows: '"id"' }) },
  searchCustomers: {
    status: 200,
    prepare: async (admin) => {
      const number = nif();
      const personal_info = { identity_document: { type: 'NIF', number } };
      const path = await createCustomer(admin, privateCustomer({ personal_info }));
      return { path: `${CUSTOMERS}/search?identity_document=${number}`, shows: idIn(path) };
    },
  },
  searchCustomersByBody: {
    status: 200,
    prepare: async (admin) => {
      const address = email();
      const contact_info = { emails: [{ email: address }] };
      const path = await createCustomer(admin, privateCustomer({ contact_info }));
      return { path: `${CUSTOMERS}/search`, body: { email: address }, shows: idIn(path) };
    },
  },
  getCustomer: {
    status: 200,
    prepare: async (admin) => {
      const path = await customer(admin);
      return { path, shows: idIn(path) };
    },
  },
  listAuditEntries: {
    status: 200,
    prepare: async (admin) => ({ path: `${await customer(admin)}/audit`, shows: '"createCustomer"' }),
  },
  patchCustomer: {
    status: 204,
    prepare: async (admin) => ({ path: await customer(admin), body: { segment: 'VIP' } }),
  },
  deleteCustomer: { status: 204, prepare: async (admin) => ({ path: await customer(admin) }) },
  putAssociatedUsers: {
    status: 204,
    prepare: async (admin) => {
      const user = { identity_document: { type: 'NIF', number: nif() } };
      return { path: `${await customer(admin)}/associated_users`, body: { associated_users: [user] } };
    },
  },
  listIdentityDocuments: {
    status: 200,
    prepare: async (admin) => ({ path: `${await customer(admin)}/identity-documents`, shows: '"NIF"' }),
  },
  putIdentityDocument: {
    status: 204,
    prepare: async (admin) => ({ path: `${await customer(admin)}/identity-document`, body: newDocument() }),
  },
  convertNieToNif: {
    status: 204,
    prepare: async (admin) => {
      const personal_info = { identity_document: { type: 'NIE', number: nie() } };
      const path = await createCustomer(admin, privateCustomer({ personal_info }));
      return { path: `${path}/convert-nie-to-nif`, body: { nif: nif() } };
    },
  },
  getAvailableCreditCards: {
    status: 200,
    prepare: async (admin) => {
      const path = await customer(admin);
      return { path: `${path}/available-credit-cards`, shows: await addCard(admin, path) };
    },
  },
  addCreditCard: {
    status: 201,
    prepare: async (admin) => ({ path: `${await customer(admin)}/credit-cards`, body: creditCard(), shows: '"id"' }),
  },
  deleteCreditCard: {
    status: 204,
    prepare: async (admin) => {
      const path = await customer(admin);
      return { path: `${path}/credit-cards/${await addCard(admin, path)}` };
    },
  },
  listHolds: { status: 200, prepare: async (admin) => ({ path: `${await withHold(admin)}/holds`, shows: '"legal"' }) },
  putHold: { status: 204, prepare: async (admin) => ({ path: `${await customer(admin)}/holds/legal` }) },
  deleteHold: { status: 204, prepare: async (admin) => ({ path: `${await withHold(admin)}/holds/legal` }) },
  listOrganizations: { status: 200, prepare: () => ({ path: '/v4/orgs', shows: '"telco"' }) },
  getOrganization: { status: 200, prepare: () => ({ path: '/v4/orgs/telco', shows: '"telco"' }) },
  patchOrganization: { status: 204, prepare: () => ({ path: '/v4/orgs/other', body: { retention_days: 1095 } }) },
  putOrganization: { status: 201, prepare: () => ({ path: `/v4/orgs/new-${orgs++}`, shows: '"new-' }) },
};

function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
