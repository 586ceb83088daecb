import { Database, type Query, type Statement } from '@app/database';
import { type TestService } from '../setup/service';

/** A statement that the service has run. */
export interface Ran {
  readonly name: string;
  /** Its first value: the org_id, where it has one. */
  readonly first: unknown;
}

/** Listens to what the service asks the database. It changes nothing of it. */
export class Recorder {
  private ran: Ran[] = [];

  constructor(service: TestService) {
    const database = service.app.get(Database, { strict: false });
    const begin = database.work.bind(database);
    database.work = () => {
      const work = begin();
      const transaction = work.transaction.bind(work);
      const query = this.listening(work.query);
      return Object.assign(work, {
        query,
        transaction: <T>(steps: (query: Query) => Promise<T>) => transaction((inside) => steps(this.listening(inside))),
      });
    };
  }

  /** What ran since it was asked last. */
  take(): Ran[] {
    const ran = this.ran;
    this.ran = [];
    return ran;
  }

  /** A query that is listened to, too. */
  listening(query: Query): Query {
    return (statement: Statement, values: readonly unknown[]) => {
      this.ran.push({ name: statement.name, first: values[0] });
      return query(statement, values);
    };
  }
}
