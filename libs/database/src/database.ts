import { DomainError } from '@app/common';
import { type DataSource } from 'typeorm';
import { DatabaseError, type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { translatePostgresError } from './postgres-errors';
import { type Statement } from './statement';

/** Runs one statement and gives its rows. */
export type Query = <Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Every operation's way to PostgreSQL: prepared statements, plain rows, no entity hydration. It shares the pool of
 * TypeORM's DataSource, which keeps entities and migrations.
 *
 * All methods throw UniqueViolation; DomainError storeUnavailable or repositoryTimeout; what PostgreSQL says otherwise.
 */
export class Database {
  private readonly pool: Pool;

  /** @param prepared false behind a pooler that cannot keep named statements (PgBouncer before 1.21) */
  constructor(
    dataSource: DataSource,
    private readonly prepared: boolean,
  ) {
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
  }

  /** Runs one statement in its own transaction. */
  readonly query: Query = (statement, values) => this.withClient((client) => this.run(client, statement, values));

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
   * is visible to the next statement. Whatever `work` throws takes the transaction back.
   */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return this.withClient(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      try {
        const result = await work((statement, values) => this.run(client, statement, values));
        const { command } = await client.query('COMMIT');
        // PostgreSQL answers so when a statement had failed and `work` went on as if nothing had happened.
        if (command !== 'COMMIT') throw new Error('a transaction was taken back although its work succeeded');
        return result;
      } catch (error) {
        if (isConnectionUsable(error)) await client.query('ROLLBACK');
        throw error;
      }
    });
  }

  private async run<Row extends QueryResultRow>(
    client: PoolClient,
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const query = { name: this.prepared ? name : undefined, text, values: values as unknown[] };
    const { rows } = await client.query<Row>(query).catch((error: unknown) => {
      throw translatePostgresError(error);
    });
    return rows;
  }

  private async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translatePostgresError(error);
    });
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // pool.query() would close the connection after any error, each 409 included, and a new one costs milliseconds.
      client.release(!isConnectionUsable(error));
      throw translatePostgresError(error);
    }
  }
}

/**
 * After an error that PostgreSQL reported for the statement alone, the session goes on as before; so it does after one
 * that our own rules have thrown.
 */
function isConnectionUsable(error: unknown): boolean {
  const origin = error instanceof Error ? (error.cause ?? error) : error;
  return origin instanceof DatabaseError ? origin.severity === 'ERROR' : origin instanceof DomainError;
}
