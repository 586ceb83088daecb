import {
  corporateCustomer,
  creditCard,
  digitalCustomer,
  email,
  externalId,
  nie,
  nif,
  privateCustomer,
} from '../factories';
import { type Answer, outcome } from './http';
import { type Ledger, type State, type Stored, type Write } from './ledger';
import { type TestService } from './service';

const CUSTOMERS = '/v4/orgs/telco/customers';

/** A customer that one client alone writes to. */
export interface Customer {
  readonly externalId: string;
  readonly path: string;
  readonly state: Stored;
  /** Ids of cards by their tokens. */
  readonly cards: ReadonlyMap<string, string>;
}

/** Who is created: a foreigner has a NIE, an account is a digital customer. */
export const TYPES = ['person', 'foreigner', 'company', 'account'] as const;
/** One of them. */
export type Type = (typeof TYPES)[number];

let counter = 0;
const text = (letters: string): string => `${letters}${counter++}`;

type Request = Omit<Write, 'kind' | 'expected' | 'after'>;

/** A request of a customer, what it must be answered, and what it changes. */
const write = (request: Request, expected: string, after: State): Omit<Write, 'kind'> => ({
  ...request,
  expected,
  after,
});

/** A change of what a read of the customer shows. */
function change({ path, state }: Customer, method: string, at: string, body: object, more: Partial<Stored>) {
  const after: Stored = { ...state, version: state.version + 1, ...more };
  return write({ method, path: `${path}${at}`, body }, '204', after);
}

const sectionOf = ({ state }: Customer): string =>
  ({ PRIVATE_CUSTOMER: 'personal_info', CORPORATE_CUSTOMER: 'company_info' })[state.type] ?? 'digital_personal_info';

/** Puts another document in the place of the current one. */
function putDocument(customer: Customer, reason: string, retired: readonly string[]) {
  const number = nif();
  const body = { identity_document: { type: 'NIF', number }, reason };
  return change(customer, 'PUT', '/identity-document', body, { document: number, retired: [...retired].sort() });
}

type Maker = (customer: Customer, taken: string) => Omit<Write, 'kind'> | undefined;

/** Every kind of write on a customer; undefined where it would make no sense. */
const WRITES = {
  segment: (customer) => {
    const segment = text('SEGMENT_');
    return change(customer, 'PATCH', '', { segment }, { segment });
  },
  name: (customer) => {
    const name = text('Ana ');
    const section = sectionOf(customer);
    const body = { [section]: { [section === 'company_info' ? 'legal_name' : 'name']: name } };
    return change(customer, 'PATCH', '', body, { name });
  },
  email: (customer) => {
    const address = email();
    const isLogin = customer.state.type === 'DIGITAL_CUSTOMER';
    const body = isLogin
      ? { digital_personal_info: { email: address } }
      : { contact_info: { emails: [{ email: address }] } };
    return change(customer, 'PATCH', '', body, { email: address });
  },
  address: (customer) => {
    const locality = text('Lugo ');
    const postal_address = { address_lines: ['Rúa Nova 1'], locality, region_code: 'ES', postal_code: '27001' };
    return change(customer, 'PATCH', '', { contact_info: { postal_address } }, { locality });
  },
  representative: (customer) => {
    const number = nif();
    const associated_users = [{ identity_document: { type: 'NIF', number } }];
    return change(customer, 'PUT', '/associated_users', { associated_users }, { representative: number });
  },
  conversion: (customer) => {
    const { document, retired } = customer.state;
    if (document?.startsWith('X') !== true) return undefined;
    const number = nif();
    const after = { document: number, retired: [...retired, document].sort() };
    return change(customer, 'PATCH', '/convert-nie-to-nif', { nif: number }, after);
  },
  correction: (customer) =>
    customer.state.document === null ? undefined : putDocument(customer, 'CORRECTION', customer.state.retired),
  replacement: (customer) => {
    const { document, retired } = customer.state;
    return document === null ? undefined : putDocument(customer, 'REPLACEMENT', [...retired, document]);
  },
  'taken document': ({ path, state }, taken) => {
    if (state.document === null) return undefined;
    const body = { identity_document: { type: 'NIF', number: taken }, reason: 'CORRECTION' };
    return write({ method: 'PUT', path: `${path}/identity-document`, body }, '409 MCUS.409.001', state);
  },
  'broken rule': ({ path, state }) =>
    write({ method: 'PATCH', path, body: { segment: 'lower case' } }, '400 MCUS.999.998', state),
  'new card': ({ path, state }) => {
    const body = creditCard({ is_default: state.cards.length % 2 === 0 });
    const cards = [...state.cards, String(body['token'])].sort();
    return write({ method: 'POST', path: `${path}/credit-cards`, body }, '201', { ...state, cards });
  },
  'card away': ({ path, state, cards }) => {
    const [token = '', ...others] = state.cards;
    const id = cards.get(token);
    if (id === undefined) return undefined;
    return write({ method: 'DELETE', path: `${path}/credit-cards/${id}` }, '204', { ...state, cards: others });
  },
  hold: ({ path, state }) =>
    write({ method: 'PUT', path: `${path}/holds/legal` }, '204', { ...state, holds: ['legal'] }),
  release: ({ path, state }) =>
    state.holds.length === 0
      ? undefined
      : write({ method: 'DELETE', path: `${path}/holds/legal` }, '204', { ...state, holds: [] }),
  removal: ({ path, state }) =>
    state.holds.length === 0
      ? write({ method: 'DELETE', path }, '204', 'removed')
      : write({ method: 'DELETE', path }, '409 MCUS.409.004', state),
} satisfies Record<string, Maker>;

/** A kind of write on a customer that is there. */
export type Kind = keyof typeof WRITES;

/** All of them. */
export const KINDS = Object.keys(WRITES) as Kind[];

const document = (type: string, number: string): object => ({ identity_document: { type, number } });

/** The body of a new customer, and what is stored of it. */
function newCustomer(type: Type): { body: Record<string, unknown>; state: Stored } {
  const none = { segment: null, email: null, locality: null, representative: null, document: null };
  const empty = { ...none, version: 1, retired: [], cards: [], holds: [] };
  if (type === 'account') {
    const address = email();
    const body = digitalCustomer({ digital_personal_info: { email: address } });
    return { body, state: { ...empty, type: 'DIGITAL_CUSTOMER', name: null, email: address } };
  }
  const number = type === 'foreigner' ? nie() : nif();
  if (type === 'company') {
    const body = corporateCustomer({ company_info: document('NIF', number) });
    return { body, state: { ...empty, type: 'CORPORATE_CUSTOMER', name: 'Acme, S.L.', document: number } };
  }
  const body = privateCustomer({ personal_info: document(type === 'foreigner' ? 'NIE' : 'NIF', number) });
  return { body, state: { ...empty, type: 'PRIVATE_CUSTOMER', name: 'Antonio', document: number } };
}

/** A client that writes to customers of its own, one request after the other, and keeps the ledger. */
export class Writer {
  /** The customer it has now. */
  customer: Customer | undefined;
  /** Whether a write had no answer. */
  isCutOff = false;

  /** @param taken the NIF of a customer that nobody else writes to */
  constructor(
    private readonly ledger: Ledger,
    private readonly call: TestService['call'],
    private readonly taken: string,
  ) {}

  /** Creates the next customer. @returns whether it is known to be there */
  async create(type: Type): Promise<boolean> {
    const { body, state } = newCustomer(type);
    const external_id = externalId();
    const request = { kind: type, method: 'POST', path: CUSTOMERS, body: { ...body, external_id } };
    const answer = await this.send(external_id, { ...request, expected: '201', after: state });
    const path = answer?.headers['location'];
    this.customer = path === undefined ? undefined : { externalId: external_id, path, state, cards: new Map() };
    return this.customer !== undefined;
  }

  /** Tries to create a customer with the document of another. */
  async createTaken(): Promise<void> {
    const external_id = externalId();
    const body = { ...privateCustomer({ personal_info: document('NIF', this.taken) }), external_id };
    const request = { kind: 'taken create', method: 'POST', path: CUSTOMERS, body };
    await this.send(external_id, { ...request, expected: '409 MCUS.409.001', after: 'absent' });
  }

  /** Sends a write of this kind, where it makes sense. @returns whether the customer is there still, in a known state */
  async change(kind: Kind): Promise<boolean> {
    const { customer } = this;
    if (customer === undefined) return false;
    const made = WRITES[kind](customer, this.taken);
    if (made === undefined) return true;
    const answer = await this.send(customer.externalId, { kind, ...made });
    const isDone = answer !== undefined && outcome(answer) === made.expected;
    if (!isDone || typeof made.after === 'string') {
      this.customer = undefined;
      return false;
    }
    const cards = new Map(customer.cards);
    const token = made.after.cards.find((added) => !customer.state.cards.includes(added));
    if (token !== undefined) cards.set(token, answer.json<{ id: string }>().id);
    this.customer = { ...customer, state: made.after, cards };
    return true;
  }

  private async send(externalId: string, made: Write): Promise<Answer | undefined> {
    const { method, path, body } = made;
    const answer = await this.ledger.write(externalId, made, () => this.call(method, path, { body }));
    this.isCutOff ||= answer === undefined;
    return answer;
  }
}
