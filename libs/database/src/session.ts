import { DomainError } from '@app/common';
import { DatabaseError, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { type Deadline, type Timeouts } from './deadline';
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
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    const { rows } = await this.send<Row>({
      name: this.options.prepared ? name : undefined,
      text,
      values: [...values],
    });
    return rows;
  };

  /** Runs what has neither values nor rows, and gives PostgreSQL's word for what it did. */
  async command(text: string): Promise<string> {
    return (await this.send({ text })).command;
  }

  private async send<Row extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Row>> {
    const left = this.deadline.left();
    if (left < 1) {
      // Not even for a ROLLBACK: closing the connection does the same without a wait.
      this.isUsable = false;
      throw new DomainError('repositoryTimeout');
    }
    const query: TimedQuery = { ...config, query_timeout: Math.min(left, this.options.timeouts.client) };
    try {
      return await this.client.query<Row>(query);
    } catch (error) {
      // After an error that PostgreSQL reported for the statement alone, the session goes on as before.
      this.isUsable = error instanceof DatabaseError && !endsSession(error);
      this.options.onError(error);
      throw translatePostgresError(error);
    }
  }
}
