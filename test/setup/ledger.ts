import { isDeepStrictEqual } from 'node:util';
import { type TestDatabase } from './database';
import { type Answer, outcome } from './http';

/** What the database has of a customer, as far as the writes of tests change it. */
export interface Stored {
  readonly type: string;
  readonly version: number;
  readonly segment: string | null;
  /** Of a company: its legal name. */
  readonly name: string | null;
  /** The key of a digital customer's email, of another's contact email. */
  readonly email: string | null;
  readonly locality: string | null;
  /** The document that is current. */
  readonly document: string | null;
  readonly retired: readonly string[];
  /** The document of the representative. */
  readonly representative: string | null;
  /** Tokens. */
  readonly cards: readonly string[];
  readonly holds: readonly string[];
}

/** What is known of an external id: its customer, that there never was one, or that it was removed. */
export type State = Stored | 'absent' | 'removed';

/** A request, and what it must do. */
export interface Write {
  /** For the count of outcomes. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** The outcome that it must have when it is answered at all. */
  readonly expected: string;
  /** What it makes of the customer; of a refused one, what was before. */
  readonly after: State;
}

const all = (column: string, table: string, condition = ''): string =>
  `(SELECT coalesce(jsonb_agg(${column} ORDER BY ${column}), '[]') FROM ${table} t
     WHERE t.org_id = c.org_id AND t.customer_id = c.id ${condition})`;

const STATES = `
  SELECT external_id, jsonb_build_object(
           'type', type, 'version', version, 'segment', segment,
           'name', coalesce(section ->> 'name', section ->> 'legal_name'),
           'email', coalesce(login_email_key, contact_email_key),
           'locality', contact_info #>> '{postal_address,locality}',
           'document', section #>> '{identity_document,number}',
           'retired', ${all('number', 'identity_documents', 'AND retired_at IS NOT NULL')},
           'representative', associated_users #>> '{0,identity_document,number}',
           'cards', ${all('token', 'credit_cards')},
           'holds', ${all('name', 'holds')}) AS state
    FROM customers c
  UNION ALL
  SELECT body #>> '{customer,external_id}', '"removed"' FROM blocked_data WHERE operation = 'deleteCustomer'`;

/**
 * What clients were told. Each customer has an external id and one writer, who sends one write after the other. A write
 * without an answer leaves two states that may be: it happened whole or not at all.
 */
export class Ledger {
  /** How often each kind of write had each outcome; `?` is none, or a 5xx. */
  readonly outcomes: Record<string, number> = {};
  /** Answers that were not the expected ones. */
  readonly wrong: string[] = [];
  /** Writes with the expected answer. */
  answered = 0;
  private readonly known = new Map<string, readonly State[]>();

  /** Sends a write and notes what became of it. @returns the answer; undefined when nobody can say what it did */
  async write(externalId: string, write: Write, send: () => Promise<Answer>): Promise<Answer | undefined> {
    const [before = 'absent'] = this.known.get(externalId) ?? [];
    this.known.set(externalId, [before, write.after]);
    const answer = await send().catch(() => undefined);
    const isUnknown = answer === undefined || answer.status >= 500;
    this.count(`${write.kind} ${isUnknown ? '?' : outcome(answer)}`);
    if (isUnknown) return undefined;
    if (outcome(answer) === write.expected) {
      this.answered++;
      this.known.set(externalId, [write.after]);
    } else {
      this.wrong.push(`${write.kind}: ${outcome(answer)} instead of ${write.expected}`);
    }
    return answer;
  }

  /**
   * Compares with the database; what was in doubt is known afterwards.
   * @returns what is there otherwise than clients were told, and what nobody was told of
   */
  async differences(database: Pick<TestDatabase, 'query'>): Promise<object[]> {
    const rows = await database.query<{ external_id: string; state: State }>(STATES);
    const found = new Map(rows.map(({ external_id, state }) => [external_id, state]));
    const ids = new Set([...this.known.keys(), ...found.keys()]);
    return [...ids].flatMap((id) => {
      const [states = [], state = 'absent'] = [this.known.get(id), found.get(id)];
      if (!states.some((known) => isDeepStrictEqual(known, state))) return [{ id, known: states, found: state }];
      if (states.length > 1) this.count(isDeepStrictEqual(states[0], state) ? '? undone' : '? done');
      this.known.set(id, [state]);
      return [];
    });
  }

  private count(what: string): void {
    this.outcomes[what] = (this.outcomes[what] ?? 0) + 1;
  }
}
