import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Pool, type QueryResultRow } from 'pg';
import { translatePostgresError } from './postgres-errors';
import { type Statement } from './statement';

/**
 * The hot paths' way to PostgreSQL: one prepared statement, plain rows, no entity hydration. It shares the pool of
 * TypeORM's DataSource, which keeps entities, migrations and everything that is not hot.
 */
@Injectable()
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
    try {
      const { rows } = await this.pool.query<Row>({
        name: this.prepared ? statement.name : undefined,
        text: statement.text,
        values: values as unknown[],
      });
      return rows;
    } catch (error) {
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
