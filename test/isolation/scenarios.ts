import { type Type } from '@nestjs/common';
import { type Query } from '@app/database';
import { BLOCKED } from './scenarios-blocked';
import { type Cast } from './contents';
import { CARDS } from './scenarios-cards';
import { CUSTOMERS } from './scenarios-customers';
import { DOCUMENTS } from './scenarios-documents';
import { OTHERS } from './scenarios-others';

/** What a call is made with. */
export interface Stage {
  /** Gives a provider of the application. */
  readonly get: <T>(type: Type<T>) => T;
  /** Runs a statement as the role that owns the tables, as the command-line tools do. */
  readonly asOwner: Query;
  /** The organization that acts. */
  readonly org: string;
  /** Whose ids, documents, emails, tokens, keys and cursors it uses: its own, or those of another organization. */
  readonly cast: Cast;
}

/** One call of a method. */
export type Call = (stage: Stage) => Promise<unknown>;

/** `Class.method` → what is called → the call. */
export type Calls = Readonly<Record<string, Readonly<Record<string, Call>>>>;

/** A call with its names. */
export interface Scenario {
  /** `Class.method`, or the function. */
  readonly method: string;
  readonly what: string;
  readonly call: Call;
  /** It works for all organizations one by one: what the other has changes, too, and must not matter. */
  readonly isForAll: boolean;
}

/** What works for all organizations. */
const FOR_ALL = ['DueData.destroy', 'ExpiredKeys.remove', 'Sealer.seal', 'Sealer.takeHeads'];

/** Every call of every method that touches data: a new method needs a row in one of the tables. */
export const SCENARIOS: readonly Scenario[] = Object.entries({
  ...CUSTOMERS,
  ...DOCUMENTS,
  ...CARDS,
  ...BLOCKED,
  ...OTHERS,
}).flatMap(([method, calls]) =>
  Object.entries(calls).map(([what, call]) => ({ method, what, call, isForAll: FOR_ALL.includes(method) })),
);
