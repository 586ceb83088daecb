import { DomainError } from '@app/common';
import { DatabaseError, type PoolClient, type QueryConfig, type QueryResultRow } from 'pg';
import { type Deadline, type Timeouts } from './deadline';
import { type Call, prepareValues, send } from './pipeline';
import { endsSession, translatePostgresError } from './postgres-errors';
import { type Query, type Statement } from './statement';

/** How statements are sent. */
export interface SessionOptions {
  readonly prepared: boolean;
  readonly timeouts: Timeouts;
  /** Is told what pg threw. */
  readonly onError: (error: unknown) => void;
}

/** What pg understands but its types do not know. */
type TimedQuery = QueryConfig & { readonly query_timeout: number };

/** A connection while it is checked out. It knows whether it can go back to the pool, whatever becomes of its errors. */
export class Session {
  isUsable = true;

  constructor(
    private readonly client: PoolClient,
    private readonly deadline: Deadline,
    private readonly options: SessionOptions,
  ) {}

  readonly query: Query = async <Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    const { prepared } = this.options;
    const call: Call = { statement, values: prepareValues(values) };
    const { rows, error } = await send(this.client, [call], { prepared, timeout: this.timeout() });
    if (error !== undefined) throw this.failed(error);
    return rows[0] as Row[];
  };

  /** Runs what has neither values nor rows, and gives PostgreSQL's word for what it did. */
  async command(text: string): Promise<string> {
    const query: TimedQuery = { text, query_timeout: this.timeout() };
    try {
      return (await this.client.query(query)).command;
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** How long the next thing may take, in milliseconds. */
  private timeout(): number {
    const left = this.deadline.left();
    if (left >= 1) return Math.min(left, this.options.timeouts.client);
    // Not even for a ROLLBACK: closing the connection does the same without a wait.
    this.isUsable = false;
    throw new DomainError('repositoryTimeout');
  }

  private failed(error: unknown): unknown {
    this.isUsable = staysUsable(error);
    this.options.onError(error);
    return translatePostgresError(error);
  }
}

/** Whether a session goes on as before: after an error that PostgreSQL reported for the statement alone. */
export function staysUsable(error: unknown): boolean {
  return error instanceof DatabaseError && !endsSession(error);
}
