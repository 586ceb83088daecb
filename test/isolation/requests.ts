import { creditCard, digitalCustomer, nif, privateCustomer } from '../factories';
import { OPERATIONS, type Operation, parametersIn } from '../document/document';
import { type Cast, type Known } from './contents';

/** What a request may name of an organization. */
export type Names = Omit<Cast, 'fingerprint'> & { readonly key: string; readonly etag: string };

/** A request to an organization that names things of the names it gets. */
export interface NamingRequest {
  readonly operation: string;
  readonly method: string;
  /** What it names, for a failure to tell. */
  readonly what: string;
  /** Below the organization. */
  readonly path: (names: Names, own: Known) => string;
  readonly body?: (names: Names) => object;
  readonly headers?: (names: Names) => Record<string, string>;
  /** Whether it could change the customer of its own that it may be about. */
  readonly isWrite: boolean;
}

type Body = (names: Names) => object;
const withDocument = (number: string): object =>
  privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } });
const replacement =
  (reason: string): Body =>
  ({ person }) => ({ identity_document: { type: 'NIF', number: person.number }, reason });

/** Bodies that name what another organization has, or could have: an operation with a body needs at least one. */
const BODIES: Readonly<Record<string, readonly Body[]>> = {
  createCustomer: [
    ({ person }) => withDocument(person.number),
    ({ person }) => withDocument(person.retired ?? ''),
    ({ person: { external_id } }) => privateCustomer({ external_id }),
    ({ only: { email } }) => digitalCustomer({ digital_personal_info: { email } }),
  ],
  searchCustomersByBody: [
    ({ person }) => ({ identity_document: person.number }),
    ({ person }) => ({ identity_document: person.retired }),
    ({ person }) => ({ email: person.email }),
    ({ only }) => ({ email: only.email }),
    ({ person: { external_id } }) => ({ external_id }),
    ({ person: { external_id, email } }) => ({ external_id, email, identity_document_type: 'NIF' }),
  ],
  patchCustomer: [
    () => ({ segment: 'VIP' }),
    ({ person }) => ({ contact_info: { emails: [{ email: person.email }] } }),
    () => ({ contact_info: { postal_address: { locality: 'X' } } }),
    ({ only: { email } }) => ({ digital_personal_info: { email } }),
  ],
  putAssociatedUsers: [
    ({ person }) => ({ associated_users: [{ identity_document: { type: 'NIF', number: person.number } }] }),
    () => ({ associated_users: [] }),
  ],
  putIdentityDocument: [replacement('CORRECTION'), replacement('REPLACEMENT')],
  convertNieToNif: [({ person }) => ({ nif: person.number }), () => ({ nif: nif() })],
  patchOrganization: [() => ({ retention_days: 30 })],
  addCreditCard: [({ person: { token } }) => creditCard({ token }), () => creditCard()],
};

/** Values of the parameters of paths and queries beside the organization and the customer. */
const PARAMETERS: Readonly<Record<string, readonly ((names: Names) => string)[]>> = {
  card_id: [({ person }) => person.card],
  name: [({ hold }) => hold],
  identity_document: [({ person }) => person.number, ({ person }) => person.retired ?? ''],
  identity_document_type: [() => 'NIF'],
  email: [({ person }) => person.email, ({ only }) => only.email],
  cursor: [({ cursor }) => cursor],
};

/** Values of the headers that an operation may declare. */
const HEADERS: Readonly<Record<string, (names: Names) => string>> = {
  'If-Match': ({ etag }) => etag,
  'If-None-Match': ({ etag }) => etag,
  'Idempotency-Key': ({ key }) => key,
  'x-audit-reason': () => 'TICKET-1',
};

/** Every operation of the document on one organization. */
export const ORG_OPERATIONS = OPERATIONS.filter(({ path }) => path.includes('{org_id}'));

/**
 * Every way in which an operation can name what another organization has, or nobody.
 * @throws Error for an operation whose names are not known here
 */
export function requestsOf(operation: Operation): NamingRequest[] {
  const { operationId, method, path, requestBody } = operation;
  const bodies = requestBody === undefined ? [undefined] : BODIES[operationId];
  if (bodies === undefined) throw new Error(`no body is known for ${operationId}`);
  const isWrite = method !== 'GET' && operationId !== 'searchCustomersByBody';
  return pathsOf(operation).flatMap(({ what, path: target }) =>
    bodies.flatMap((body, at) =>
      headersOf(operation).map(({ name, headers }) => ({
        operation: operationId,
        method,
        what: [path, what, body && `body ${at}`, name].filter(Boolean).join(', '),
        path: target,
        body,
        headers,
        isWrite,
      })),
    ),
  );
}

/** With the other's customer, where it has one, and with one of its own. */
function pathsOf(operation: Operation): Pick<NamingRequest, 'what' | 'path'>[] {
  const template = operation.path.replace('/v4/orgs/{org_id}', '');
  const queries = ['', ...queriesOf(operation).map((_, at) => String(at))];
  const whose = template.includes('{customer_id}') ? ['person', 'free', 'only', 'gone', 'own'] : ['nobody'];
  return whose.flatMap((who) =>
    queries.map((query) => ({
      what: `${who} ${query}`,
      path: (names: Names, own: Known) => {
        const search = query === '' ? '' : `?${queriesOf(operation)[Number(query)]?.(names)}`;
        return filled(template, customerOf(who, names, own), names) + search;
      },
    })),
  );
}

function customerOf(who: string, { person, free, only, gone }: Names, own: Known): string {
  return { person: person.id, free: free.id, only: only.id, gone, own: own.id }[who] ?? '';
}

function filled(template: string, customer: string, names: Names): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === 'customer_id' ? customer : PARAMETERS[name]?.[0]?.(names);
    if (value === undefined) throw new Error(`no value is known for ${name}`);
    return encodeURIComponent(value);
  });
}

/** One parameter each. */
function queriesOf(operation: Operation): ((names: Names) => string)[] {
  return parametersIn(operation, 'query').flatMap(({ name }) => {
    const values = PARAMETERS[name];
    if (values === undefined) throw new Error(`no value is known for ${name}`);
    return values.map((value) => (names: Names) => `${name}=${encodeURIComponent(value(names))}`);
  });
}

/** Without headers, and with each that the operation declares. */
function headersOf(operation: Operation): { name?: string; headers?: NamingRequest['headers'] }[] {
  const declared = parametersIn(operation, 'header').map(({ name }) => {
    const value = HEADERS[name];
    if (value === undefined) throw new Error(`no value is known for ${name}`);
    return { name, headers: (names: Names) => ({ [name]: value(names) }) };
  });
  return [{}, ...declared];
}
