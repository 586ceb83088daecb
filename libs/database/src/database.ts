import { type DataSource } from 'typeorm';
import { DatabaseError, type Pool, type QueryResultRow } from 'pg';
import { translatePostgresError } from './postgres-errors';
import { type Statement } from './statement';

/**
 * Every operation's way to PostgreSQL: one prepared statement, plain rows, no entity hydration. It shares the pool of
 * TypeORM's DataSource, which keeps entities and migrations.
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

  /**
   * Runs one statement in its own transaction.
   * @throws UniqueViolation; DomainError storeUnavailable or repositoryTimeout; what PostgreSQL says otherwise
   */
  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translatePostgresError(error);
    });
    try {
      const { rows } = await client.query<Row>({
        name: this.prepared ? statement.name : undefined,
        text: statement.text,
        values: values as unknown[],
      });
      client.release();
      return rows;
    } catch (error) {
      // pool.query() would close the connection after any error, each 409 included, and a new one costs milliseconds.
      client.release(!isConnectionUsable(error));
      throw translatePostgresError(error);
    }
  }

  /** As {@link query}, for a statement that yields one row or none. */
  async queryOne<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row | undefined> {
    const [row] = await this.query<Row>(statement, values);
    return row;
  }
}

/** After an error that PostgreSQL reported for the statement alone, the session goes on as before. */
function isConnectionUsable(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}
