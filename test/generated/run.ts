import { type Exchange } from '../document/exchange';
import { corporateCustomer, creditCard, digitalCustomer, nie, publishedCustomer } from '../factories';
import { withNie } from '../setup/documents';
import { type TestService } from '../setup/service';
import { Drawn, type KnownCustomer, Pools } from './pools';
import { type GeneratedRequest, operationOf } from './requests';

/** A generated request as it went over the wire, and its answer. */
export interface GeneratedExchange extends Exchange {
  readonly request: GeneratedRequest;
  readonly headers: Readonly<Record<string, string>>;
  /** The values of the path's parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly milliseconds: number;
}

const UNCHECKED = 'the property does, with the requests before it';

type Body = Readonly<Record<string, { identity_document?: { type?: string } } | undefined>>;

/** Requests one after the other, each of which knows what the others have made. */
export class Run {
  private readonly pools = new Pools();

  constructor(private readonly service: Pick<TestService, 'call'>) {}

  /** Makes customers of every type, one with a NIE, a card and a hold, so that there is something to ask for. */
  async *prepare(): AsyncGenerator<GeneratedExchange> {
    for (const body of [publishedCustomer(), withNie(nie()), corporateCustomer(), digitalCustomer()]) {
      yield await this.send(preparation('createCustomer', { org_id: 'telco' }, body));
    }
    const customer = { org_id: 'telco', customer_id: Drawn.known('customer_id', 0) };
    yield await this.send(preparation('addCreditCard', customer, creditCard()));
    yield await this.send(preparation('putHold', { ...customer, name: 'billing' }));
  }

  /** Puts the values of the run into a request, sends it, and keeps what it made. */
  async send(request: GeneratedRequest): Promise<GeneratedExchange> {
    const customer = this.customerFor(request);
    const path = this.pathOf(request, customer);
    const searched = isSearch(request) ? customer : undefined;
    const body = request.raw ?? this.pools.filled(request.body, searched);
    const headers = this.headersOf(request, customer);
    const target = targetOf(request, path, (value) => this.pools.filled(value, searched) as string);
    const started = performance.now();
    const answer = await this.service.call(request.method, target, {
      roles: undefined,
      headers,
      body,
      unchecked: UNCHECKED,
    });
    const milliseconds = performance.now() - started;
    const exchange = { request, method: request.method, target, headers, body, path, answer, milliseconds };
    if (answer.status < 300 && request.detour === undefined && request.method !== 'HEAD') this.learn(exchange);
    return exchange;
  }

  /** The customer that a request is about: one that it fits, with few exceptions. */
  private customerFor(request: GeneratedRequest): KnownCustomer | undefined {
    const { path, operationId, body } = request;
    const asked = isSearch(request) ? path['org_id'] : path['customer_id'];
    if (!(asked instanceof Drawn) || asked.index === undefined) return undefined;
    const all = this.pools.customers;
    const fitting = asked.index % 8 === 7 ? all : all.filter((each) => fits(each, operationId, body));
    const candidates = fitting.length > 0 ? fitting : all;
    return candidates[asked.index % candidates.length];
  }

  private pathOf({ path }: GeneratedRequest, customer: KnownCustomer | undefined): Record<string, string> {
    const values = this.pools.filled(path) as Record<string, string>;
    const card = path['card_id'] instanceof Drawn && this.pools.cards.find(({ id }) => id === values['card_id']);
    const hold = path['name'] instanceof Drawn && this.pools.holds[(path['name'].index ?? 0) % this.pools.holds.length];
    if (customer === undefined) return values;
    const owner = (card || hold || undefined)?.customer;
    const org = this.pools.customers.find(({ id }) => id === (owner ?? customer.id))?.org;
    return {
      ...values,
      ...(path['org_id'] instanceof Drawn && { org_id: org ?? customer.org }),
      customer_id: owner ?? customer.id,
      ...(hold && { name: hold.name }),
    };
  }

  private headersOf({ headers }: GeneratedRequest, customer: KnownCustomer | undefined): Record<string, string> {
    const values = Object.entries(headers).map(([name, value]): [string, string] => {
      const text = value instanceof Drawn ? (customer?.etag ?? this.pools.value(value)) : ((value ?? '') as string);
      // What a client of HTTP cannot send at all is none of the service's business.
      return [name, text.replace(/[^\t\x20-\x7e\x80-\xff]/gu, '?')];
    });
    return Object.fromEntries(values.filter(([name]) => headers[name] !== undefined));
  }

  private learn({ request, path, body, answer }: GeneratedExchange): void {
    // What an earlier request has made may be gone meanwhile.
    if (answer.headers['idempotency-replayed'] !== undefined) return;
    const { org_id: org = '', customer_id: customer = '', card_id: card, name = '' } = path;
    const { cards, holds, orgs, customers } = this.pools;
    const known = customers.find(({ id }) => id === customer);
    if (known !== undefined && answer.headers['etag'] !== undefined) known.etag = answer.headers['etag'];
    switch (request.operationId) {
      case 'createCustomer': {
        const { id } = answer.json<{ id: string }>();
        customers.push({ id, org, body: body as Body, etag: answer.headers['etag'] });
        break;
      }
      case 'deleteCustomer':
        return this.pools.forget(customer);
      case 'addCreditCard':
        cards.push({ customer, id: answer.json<{ id: string }>().id });
        break;
      case 'deleteCreditCard':
        cards.splice(0, cards.length, ...cards.filter(({ id }) => id !== card));
        break;
      case 'putHold':
        holds.push({ customer, name });
        break;
      case 'deleteHold':
        holds.splice(0, holds.length, ...holds.filter((each) => each.customer !== customer || each.name !== name));
        break;
      case 'convertNieToNif':
        if (known !== undefined) known.body = { personal_info: { identity_document: { type: 'NIF' } } };
        break;
      case 'putOrganization':
        if (!orgs.includes(org)) orgs.push(org);
    }
  }
}

function preparation(operationId: string, path: GeneratedRequest['path'], body?: unknown): GeneratedRequest {
  const { method } = operationOf(operationId);
  return { operationId, method, path, query: [], headers: { 'x-auth-roles': 'ADMIN' }, body };
}

/** A search asks for one customer: criteria of several find nobody. */
function isSearch({ operationId }: GeneratedRequest): boolean {
  return operationId.startsWith('searchCustomers');
}

/** Whether an operation has a chance with a customer, as far as its type and document tell. */
function fits({ body: made }: KnownCustomer, operationId: string, body: unknown): boolean {
  const { personal_info, digital_personal_info } = made as Body;
  if (operationId === 'convertNieToNif') return personal_info?.identity_document?.type === 'NIE';
  if (operationId === 'putIdentityDocument') return digital_personal_info === undefined;
  const sections = ['personal_info', 'company_info', 'digital_personal_info'];
  const asked = typeof body === 'object' && body !== null ? sections.filter((section) => section in body) : [];
  return asked.every((section) => section in made);
}

function targetOf(
  { operationId, detour, query, rawQuery }: GeneratedRequest,
  path: Record<string, string>,
  filled: (value: unknown) => string,
): string {
  const template = operationOf(operationId).path + (detour === 'path' ? '/nowhere/nowhere' : '');
  const target = template.replace(/\{(\w+)\}/g, (_whole, name: string) => encoded(path[name] ?? ''));
  const pairs = query.map(([name, value]) => `${encoded(name)}=${encoded(filled(value))}`);
  const parameters = [...pairs, ...(rawQuery === undefined ? [] : [rawQuery])].join('&');
  return parameters === '' ? target : `${target}?${parameters}`;
}

/** Lone surrogates have no UTF-8: bytes stand for them that decode to nothing either. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ed%a0%80canary';
  }
}
