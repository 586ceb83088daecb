import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@app/common';
import { type Pool, type QueryResultRow } from 'pg';
import { type Deadline } from './deadline';
import { isSerializationFailure, translateConnectionError } from './postgres-errors';
import { Session, type SessionOptions } from './session';
import { type SharedReads } from './shared-reads';
import { type Query, type Statement } from './statement';

/** The longest pause before work that lost a conflict is tried again, in milliseconds. */
const LONGEST_PAUSE_MS = 50;

/**
 * What one request does in the store, under one deadline. Work that lost a conflict between transactions (40001, 40P01) is
 * tried again as long as the deadline allows.
 *
 * All methods throw UniqueViolation; DomainError storeUnavailable or repositoryTimeout; what PostgreSQL says otherwise.
 */
export class Work {
  constructor(
    private readonly pool: Pool,
    private readonly shared: SharedReads,
    private readonly deadline: Deadline,
    private readonly options: SessionOptions,
  ) {}

  /** Runs one statement in its own transaction. */
  readonly query: Query = <Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) =>
    this.persist(() =>
      statement.isShared === true
        ? (this.shared.read(statement, values, this.deadline) as Promise<Row[]>)
        : this.withSession((session) => session.query<Row>(statement, values)),
    );

  /** As {@link query}, for a statement that yields one row or none. */
  async queryOne<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row | undefined> {
    const [row] = await this.query<Row>(statement, values);
    return row;
  }

  /**
   * Runs several statements in one transaction, each with a snapshot of its own (READ COMMITTED): what a lock waited for
   * is visible to the next statement. Whatever `steps` throws takes the transaction back. They may be run more than once.
   */
  transaction<T>(steps: (query: Query) => Promise<T>): Promise<T> {
    return this.persist(() => this.withSession((session) => inTransaction(session, steps)));
  }

  private async persist<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isSerializationFailure(error) || !this.allowsSession(LONGEST_PAUSE_MS)) throw error;
        // Those who met once would meet again if they came back at the same moment.
        await delay(Math.random() * LONGEST_PAUSE_MS);
      }
    }
  }

  private async withSession<T>(use: (session: Session) => Promise<T>): Promise<T> {
    if (!this.allowsSession()) throw new DomainError('repositoryTimeout');
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translateConnectionError(error);
    });
    const session = new Session(client, this.deadline, this.options);
    try {
      return await use(session);
    } finally {
      // pool.query() would close the connection after any error, each 409 included, and a new one costs milliseconds.
      client.release(!session.isUsable);
    }
  }

  /** The wait for a connection is bounded by the pool, not by what is left: so there must be enough left for it. */
  private allowsSession(after = 0): boolean {
    return this.deadline.left() > this.options.timeouts.connection + after;
  }
}

async function inTransaction<T>(session: Session, steps: (query: Query) => Promise<T>): Promise<T> {
  await session.command('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    const result = await steps(session.query);
    // PostgreSQL answers otherwise when a statement had failed and `steps` went on as if nothing had happened.
    if ((await session.command('COMMIT')) === 'COMMIT') return result;
    throw new Error('a transaction was taken back although its steps succeeded');
  } catch (error) {
    // An error here would hide the one that matters; the session is closed then, and the transaction with it.
    if (session.isUsable) await session.command('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
