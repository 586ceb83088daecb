import { createHash } from 'node:crypto';
import { type Act } from '@app/common';
import { toCursor } from '../../apps/api/src/audit/audit-cursor';
import { Sealer } from '../../apps/api/src/audit/sealer';
import { CustomersService } from '../../apps/api/src/customers/customers.service';
import { CREATE_CUSTOMER_BODY, type CreateCustomer } from '../../apps/api/src/customers/customers.dto';
import { creditCard, digitalCustomer, email, externalId, nie, nif, privateCustomer } from '../factories';
import { outcome } from '../setup/http';
import { type TestService } from '../setup/service';
import { parsed } from './parsed';
import { type OrgTables, type Row, type Rows } from './tables';

/** A customer of a content, with what it is found by. */
export interface Known {
  readonly id: string;
  readonly email: string;
  readonly external_id: string;
  /** Current document; that of a digital customer is empty. */
  readonly number: string;
  /** Retired document, if it has one. */
  readonly retired?: string;
  /** A card that is not the default, and its token. */
  readonly card: string;
  readonly token: string;
}

/**
 * Who plays in a content. The first four have the same ids in both contents, and nothing else in common: a statement that
 * forgot its organization finds the other's.
 */
export interface Cast {
  readonly person: Known;
  /** On hold in the second content alone. */
  readonly free: Known;
  /** Has a NIE; in the second content it was converted. */
  readonly foreigner: Known;
  /** Has a card in the second content alone. */
  readonly digital: Known;
  /** A digital customer that no other content has. */
  readonly only: Known;
  /** Was deleted. */
  readonly gone: string;
  /** Of the person. */
  readonly cursor: string;
  readonly hold: string;
  /** Tells the bodies of this content's keys from those of the other. */
  readonly fingerprint: string;
}

/** What an organization may have, and who plays in it. */
export interface Content {
  readonly cast: Cast;
  readonly rows: Rows;
}

const SHARED = ['person', 'free', 'foreigner', 'digital'] as const;
/** Idempotency-Keys that both contents have: one has expired in the first, the other in the second. */
export const KEYS = ['key-1', 'key-2'] as const;

/** An act as the guard and the headers make it. @param key an Idempotency-Key, and what tells its body from others */
export function act(operation: string, key?: readonly [name: string, fingerprint: string]): Act {
  return {
    operation,
    roles: ['ADMIN'],
    subject: undefined,
    requestId: 'isolation',
    members: [],
    reason: undefined,
    key: key && { hash: digest(key[0]), fingerprint: digest(key[1]) },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Makes the two contents through the service, each in an organization that is there for it. */
export async function makeContents(service: TestService, tables: OrgTables): Promise<readonly [Content, Content]> {
  const first = await new Maker(service, 'telco', true).make();
  const second = await new Maker(service, 'other', false).make();
  const [rowsOfFirst = {}, rowsOfSecond = {}] = await tables.read('telco', 'other');
  const ids = new Map(SHARED.map((who) => [second[who].id, first[who].id]));
  const renamed = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/[0-9a-f-]{36}/g, (id) => ids.get(id) ?? id)) as T;
  return [
    { cast: { ...first, cursor: cursorOf(first, rowsOfFirst) }, rows: adjusted(rowsOfFirst, true) },
    {
      cast: renamed({ ...second, cursor: cursorOf(second, rowsOfSecond) }),
      rows: adjusted(renamed(rowsOfSecond), false),
    },
  ];
}

/** Where a page of the person's audit would have ended. */
function cursorOf({ person }: Cast, { audit_entries = [] }: Rows): string {
  const entries = audit_entries.filter(({ customer_id }) => customer_id === person.id);
  const last = entries.at(-1) as { at: string; id: string };
  return toCursor({ at: `${Date.parse(last.at)}999`, id: last.id });
}

/**
 * Gives the rows what takes time to come about: expired keys, blocked data of the person that is due, another generation of the server, transactions that
 * ended before any of a test: initdb takes the first 700.
 */
function adjusted(rows: Rows, isFirst: boolean): Rows {
  const { orgs = [], audit_entries = [], blocked_data = [], idempotency_keys = [] } = rows;
  const [expired] = isFirst ? KEYS : [...KEYS].reverse();
  const isExpired = ({ key_hash }: Row): boolean => key_hash === `\\x${digest(expired ?? '').toString('hex')}`;
  return {
    ...rows,
    orgs: orgs.map((org) => ({ ...org, audit_generation: isFirst ? 1 : 2 })),
    audit_entries: audit_entries.map((entry, at) => ({ ...entry, xid: (isFirst ? 10 : 300) + at })),
    blocked_data: blocked_data.map((blocked) => ({
      ...blocked,
      ...(blocked['operation'] !== 'deleteCustomer' && {
        destroy_after: isFirst ? '2000-01-02T00:00:00Z' : '2000-01-01T00:00:00Z',
      }),
    })),
    idempotency_keys: idempotency_keys.map((key) => ({
      ...key,
      expires_at: isExpired(key) ? '2000-01-01T00:00:00Z' : '2100-01-01T00:00:00Z',
    })),
  };
}

/**
 * Seals a content as one organization's own: the hash of a block holds the name. A part stays unsealed, so that there is something to seal.
 * @param blocks how many
 */
export async function sealed(
  { app }: TestService,
  tables: OrgTables,
  { org, rows, blocks }: { org: string; rows: Rows; blocks: number },
): Promise<Rows> {
  const { audit_entries = [] } = rows;
  let audit_seals: readonly Row[] = [];
  for (let block = 1; block <= blocks; block++) {
    const entries = audit_entries.slice(0, Math.ceil((audit_entries.length * block) / (blocks + 1)));
    await tables.arrange([[org, { ...rows, audit_entries: entries, audit_seals }]]);
    await app.get(Sealer, { strict: false }).seal();
    const [stored] = await tables.read(org);
    audit_seals = stored?.['audit_seals'] ?? [];
  }
  app.get(Sealer, { strict: false }).takeHeads();
  return tables.asStored(org, { ...rows, audit_seals });
}

/** Makes one content, request by request. */
class Maker {
  constructor(
    private readonly service: TestService,
    private readonly org: string,
    private readonly isFirst: boolean,
  ) {}

  async make(): Promise<Cast> {
    const cast = {
      person: await this.person(),
      free: await this.person(),
      foreigner: await this.foreigner(),
      digital: await this.digital(),
      only: await this.digital(),
      gone: await this.customer(privateCustomer()),
      cursor: '',
      hold: this.isFirst ? 'legal' : 'court',
      fingerprint: this.org,
    };
    await this.send('DELETE', `/${cast.gone}`);
    await this.send('PUT', `/${(this.isFirst ? cast.person : cast.free).id}/holds/${cast.hold}`);
    for (const key of KEYS) {
      const body = parsed<CreateCustomer>(CREATE_CUSTOMER_BODY.parse, digitalCustomer());
      const customers = this.service.app.get(CustomersService, { strict: false });
      await customers.create(this.org, body, act('createCustomer', [key, cast.fingerprint]));
    }
    return cast;
  }

  private async person(): Promise<Known> {
    const [retired, number] = [nif(), nif()];
    const known = { email: email(), external_id: externalId(), number, retired };
    const id = await this.customer(this.bodyOf({ ...known, number: retired }, 'NIF'));
    const identity_document = { type: 'NIF', number };
    await this.send('PUT', `/${id}/identity-document`, { identity_document, reason: 'REPLACEMENT' });
    await this.send('PUT', `/${id}/associated_users`, {
      associated_users: [{ identity_document: { type: 'NIF', number: nif() } }],
    });
    if (!this.isFirst) await this.send('PATCH', `/${id}`, { segment: 'SECOND' });
    const card = await this.card(id);
    await this.card(id, { is_default: true });
    return { id, ...known, ...card };
  }

  private async foreigner(): Promise<Known> {
    const known = { email: email(), external_id: externalId(), number: nie(), card: '', token: '' };
    const id = await this.customer(this.bodyOf(known, 'NIE'));
    if (!this.isFirst) await this.send('PATCH', `/${id}/convert-nie-to-nif`, { nif: nif() });
    return { id, ...known };
  }

  private async digital(): Promise<Known> {
    const known = { email: email(), external_id: externalId(), number: '', card: '', token: '' };
    const { external_id } = known;
    const id = await this.customer(digitalCustomer({ external_id, digital_personal_info: { email: known.email } }));
    return { id, ...known, ...(!this.isFirst && (await this.card(id))) };
  }

  private bodyOf(known: Pick<Known, 'email' | 'external_id' | 'number'>, type: string): object {
    const { external_id, number } = known;
    const contact_info = { emails: [{ email: known.email }] };
    return privateCustomer({ external_id, contact_info, personal_info: { identity_document: { type, number } } });
  }

  private async customer(body: object): Promise<string> {
    return (await this.send('POST', '', body)).headers['location']?.slice(-36) ?? '';
  }

  private async card(id: string, more: object = {}): Promise<{ card: string; token: string }> {
    const body = creditCard({ ...more });
    const answer = await this.send('POST', `/${id}/credit-cards`, body);
    return { card: answer.json<{ id: string }>().id, token: String(body['token']) };
  }

  private async send(method: string, path: string, body?: object): ReturnType<TestService['call']> {
    const answer = await this.service.call(method, `/v4/orgs/${this.org}/customers${path}`, { body });
    expect(outcome(answer)).toMatch(/^20[14]$/);
    return answer;
  }
}
