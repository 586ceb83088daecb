import { type DataSource } from 'typeorm';
import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
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
  readonly query: Query = (statement, values) => this.withSession((session) => session.query(statement, values));

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
    return this.withSession(async (session) => {
      await session.command('BEGIN ISOLATION LEVEL READ COMMITTED');
      try {
        const result = await work(session.query);
        // PostgreSQL answers otherwise when a statement had failed and `work` went on as if nothing had happened.
        if ((await session.command('COMMIT')) === 'COMMIT') return result;
        throw new Error('a transaction was taken back although its work succeeded');
      } catch (error) {
        if (session.isUsable) await session.command('ROLLBACK');
        throw error;
      }
    });
  }

  private async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translatePostgresError(error);
    });
    const session = new Session(client, this.prepared);
    try {
      return await work(session);
    } finally {
      // pool.query() would close the connection after any error, each 409 included, and a new one costs milliseconds.
      client.release(!session.isUsable);
    }
  }
}

/** A connection while it is checked out. It knows whether it can go back to the pool, whatever becomes of its errors. */
class Session {
  isUsable = true;

  constructor(
    private readonly client: PoolClient,
    private readonly prepared: boolean,
  ) {}

  readonly query: Query = async <Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    const { rows } = await this.send<Row>({ name: this.prepared ? name : undefined, text, values: [...values] });
    return rows;
  };

  /** Runs what has neither values nor rows, and gives PostgreSQL's word for what it did. */
  async command(text: string): Promise<string> {
    return (await this.send({ text })).command;
  }

  private async send<Row extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Row>> {
    try {
      return await this.client.query<Row>(config);
    } catch (error) {
      // After an error that PostgreSQL reported for the statement alone, the session goes on as before.
      this.isUsable = error instanceof DatabaseError && error.severity === 'ERROR';
      throw translatePostgresError(error);
    }
  }
}
