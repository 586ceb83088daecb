import { type Answer, type Call, createClient, ERROR_CODES, type ErrorCode, isPadronError } from 'padron-sdk';

// Compiled, never run: what the types of the SDK allow, and what they refuse. A refusal that is missing is an error of the compiler.

const baseUrl = 'http://127.0.0.1:3000';
const padron = createClient({ baseUrl, roles: 'API_KEY' });
const path = { org_id: 'telco' };
const one = { ...path, customer_id: '123e4567-e89b-12d3-a456-556642440000' };
const identity_document = { type: 'NIF', number: '14861628V' } as const;
const personal_info = { identity_document, name: 'Antonio', first_surname: 'Benavente' };

export function credentials(token: string | undefined): void {
  createClient({ baseUrl, roles: ['AGENT'], orgs: 'telco', subject: 'crm', gatewaySecret: undefined });
  createClient({ baseUrl, bearer: () => token ?? '' });
  // @ts-expect-error -- one or the other
  createClient({ baseUrl, roles: 'ADMIN', bearer: 'token' });
  // @ts-expect-error -- the organizations are in the token
  createClient({ baseUrl, bearer: 'token', orgs: 'telco' });
  // @ts-expect-error -- nobody
  createClient({ baseUrl });
}

export async function calls(): Promise<void> {
  await padron.createCustomer({ path, body: { type: 'PRIVATE_CUSTOMER', personal_info } });
  // @ts-expect-error -- an unknown member
  await padron.createCustomer({ path, body: { type: 'PRIVATE_CUSTOMER', personal_info, nickname: 'x' } });
  // @ts-expect-error -- the section of another type
  await padron.createCustomer({ path, body: { type: 'DIGITAL_CUSTOMER', personal_info } });
  // @ts-expect-error -- a second section
  await padron.createCustomer({ path, body: { type: 'PRIVATE_CUSTOMER', personal_info, company_info: {} } });
  // @ts-expect-error -- no organization
  await padron.createCustomer({ path: {}, body: { type: 'PRIVATE_CUSTOMER', personal_info } });
  // @ts-expect-error -- no body
  await padron.createCustomer({ path });
  // @ts-expect-error -- no customer
  await padron.getCustomer({ path });
  // @ts-expect-error -- nothing at all
  await padron.getCustomer();
  await padron.listOrganizations();
  // @ts-expect-error -- a read takes no body
  await padron.listOrganizations({ body: {} });
  // @ts-expect-error -- a read leaves no audit
  await padron.getCustomer({ path: one, auditReason: 'TICKET-1' });
  // @ts-expect-error -- a create has no version to match
  await padron.createCustomer({ path, body: { type: 'PRIVATE_CUSTOMER', personal_info }, ifMatch: '"1"' });
  // @ts-expect-error -- a patch takes no key
  await padron.patchCustomer({ path: one, body: { segment: null }, idempotencyKey: 'key' });
  // @ts-expect-error -- no criterion of that name
  await padron.searchCustomers({ path, query: { e_mail: 'x' } });
  // @ts-expect-error -- no operation
  void padron.renameCustomer;
}

export async function answers(): Promise<string[]> {
  const { data, etag } = await padron.getCustomer({ path: one });
  const held = await padron.getCustomer({ path: one, ifNoneMatch: etag });
  // @ts-expect-error -- 304 has no data
  const id = held.data.id;
  const known: Answer<'getCustomer'>['data'] = held.status === 304 ? undefined : held.data;
  const put = await padron.putOrganization({ path });
  // @ts-expect-error -- 204 has no data
  const made = put.data.id;
  // @ts-expect-error -- the customer need not be a company
  const company: object = data.company_info;
  const body: Call<'putIdentityDocument'>['body'] = { identity_document, reason: 'CORRECTION' };
  await padron.putIdentityDocument({ path: one, body, ifMatch: etag });
  return [id, made, Object.keys(company)[0] ?? '', known?.id ?? '', put.status === 201 ? put.data.id : ''];
}

export function errors(error: unknown): ErrorCode | undefined {
  if (!isPadronError(error, ERROR_CODES.documentTaken)) return undefined;
  // @ts-expect-error -- no such code
  isPadronError(error, 'MCUS.000.000');
  const first = error.items[0];
  // @ts-expect-error -- there may be none
  first.code.trim();
  return ERROR_CODES.documentTaken;
}

/** Its type is inferred, for a package that publishes its declarations. */
export function read(customer_id: string) {
  return padron.getCustomer({ path: { ...path, customer_id } });
}

export const client = createClient({ baseUrl, bearer: 'token' });
