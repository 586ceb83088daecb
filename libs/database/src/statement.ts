import { type QueryResultRow } from 'pg';

/**
 * One SQL statement of a hot path. PostgreSQL parses and plans a named statement once per connection.
 * Every statement that touches customer data has `org_id = $1` in its condition.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Whether it may be sent in one message with those of other requests. */
  readonly isShared?: boolean;
}

/** Declares a statement; the name must be unique in the code and at most 63 characters. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

/** As {@link statement}, for a short read that waits for nobody: what is sent with it has to wait for its end. */
export function sharedRead(name: string, text: string): Statement {
  return { name, text, isShared: true };
}

/** Runs one statement and gives its rows. */
export type Query = <Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;
