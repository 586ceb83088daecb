import { luhnCheckDigit } from '@app/domain';
import { email, externalId, nie, nif } from '../factories';
import { passport } from '../setup/documents';

/** What a request can ask a run for: values that nobody has used, and those of what the run has made. */
export type FreshKind = 'nif' | 'nie' | 'cif' | 'passport' | 'email' | 'externalId' | 'token' | 'uuid';
export type KnownKind = 'customer_id' | 'card_id' | 'name' | 'org_id' | 'number' | 'email' | 'external_id' | 'etag';

/** A value that is only known when the request is sent: a request that is tried again must not be a repetition. */
export class Drawn {
  private constructor(
    readonly kind: FreshKind | KnownKind,
    /** Which one of the pool; undefined: a fresh value. */
    readonly index?: number,
  ) {}

  /** A value that no other request has. */
  static fresh(kind: FreshKind): Drawn {
    return new Drawn(kind);
  }

  /** A value that an earlier request of the run made; a fresh one, while there is none. */
  static known(kind: KnownKind, index: number): Drawn {
    return new Drawn(kind, index);
  }
}

/** A customer that the run has made, with what is known of it. */
export interface KnownCustomer {
  readonly id: string;
  readonly org: string;
  /** The body of its creation, and what is known to have changed in it. */
  body: Readonly<Record<string, unknown>>;
  etag: string | undefined;
}

let counter = 0;

const FRESH: Record<FreshKind | KnownKind, () => string> = {
  nif,
  nie,
  cif,
  passport: () => passport().number,
  email,
  externalId,
  token: () => `tok_${process.pid}_${counter++}`,
  uuid: unknownId,
  customer_id: unknownId,
  card_id: unknownId,
  name: () => 'billing',
  org_id: () => 'telco',
  number: nif,
  external_id: externalId,
  etag: () => '"1"',
};

function unknownId(): string {
  return `00000000-0000-4000-8000-${(counter++).toString().padStart(12, '0')}`;
}

/** The CIF of a company with a digit at its end, which is that of Luhn. */
function cif(): string {
  const digits = (1_000_000 + (counter++ % 8_999_999)).toString();
  return `B${digits}${luhnCheckDigit(digits)}`;
}

/** What the requests of one run have made so far. */
export class Pools {
  readonly customers: KnownCustomer[] = [];
  readonly cards: { customer: string; id: string }[] = [];
  readonly holds: { customer: string; name: string }[] = [];
  readonly orgs: string[] = ['telco'];

  /** The value for one drawn by the generators; of a customer only, if one is given. */
  value({ kind, index }: Drawn, of?: KnownCustomer): string {
    const pool = index === undefined ? [] : this.pool(kind, of === undefined ? this.customers : [of]);
    return pool[(index ?? 0) % pool.length] ?? FRESH[kind]();
  }

  /** A JSON tree with the values in the place of those drawn; with those of a customer, if one is given. */
  filled(tree: unknown, of?: KnownCustomer): unknown {
    if (tree instanceof Drawn) return this.value(tree, of);
    if (Array.isArray(tree)) return tree.map((item) => this.filled(item, of));
    if (typeof tree !== 'object' || tree === null) return tree;
    return Object.fromEntries(Object.entries(tree).map(([name, member]) => [name, this.filled(member, of)]));
  }

  /** Forgets a customer that is gone, with what it had. */
  forget(id: string): void {
    const at = this.customers.findIndex((customer) => customer.id === id);
    if (at >= 0) this.customers.splice(at, 1);
    this.cards.splice(0, this.cards.length, ...this.cards.filter(({ customer }) => customer !== id));
    this.holds.splice(0, this.holds.length, ...this.holds.filter(({ customer }) => customer !== id));
  }

  private pool(kind: Drawn['kind'], customers: readonly KnownCustomer[]): readonly string[] {
    const pools: Partial<Record<Drawn['kind'], () => readonly string[]>> = {
      customer_id: () => customers.map(({ id }) => id),
      card_id: () => this.cards.map(({ id }) => id),
      name: () => this.holds.map(({ name }) => name),
      org_id: () => this.orgs,
      number: () => customers.flatMap(({ body }) => documentsIn(body)),
      etag: () => customers.flatMap(({ etag }) => etag ?? []),
    };
    return pools[kind]?.() ?? customers.flatMap(({ body }) => stringsNamed(kind, body));
  }
}

/** The numbers of the documents that a customer is found by: not those of phones and representatives. */
function documentsIn(body: KnownCustomer['body']): string[] {
  const sections = [body['personal_info'], body['company_info']] as ({ identity_document?: unknown } | undefined)[];
  return sections.flatMap((section) => stringsNamed('number', section?.identity_document));
}

/** All strings that a JSON tree has under a name. */
function stringsNamed(name: string, tree: unknown): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, member]) =>
    key === name && typeof member === 'string' ? [member] : stringsNamed(name, member),
  );
}
