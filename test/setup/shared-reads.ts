import { Database, sharedRead, type Statement } from '@app/database';
import { type QueryResultRow } from 'pg';
import { type Proxy, startProxy } from './proxy';
import { startTestService, type TestService } from './service';

/** Any number, as it was asked for. */
export const ECHO = sharedRead('test_echo', 'SELECT $1::integer AS n');
/** Fails for zero. */
export const DIVIDE = sharedRead('test_divide', 'SELECT 12 / $1::integer AS quotient');
/** Takes its time, in seconds. */
export const SLEEP = sharedRead('test_sleep', 'SELECT $1::integer AS n FROM pg_sleep($2::float8)');

/** Waits for whoever has the advisory lock of that key: one of a message may wait while the others do not. */
export const HELD = sharedRead('test_held', 'SELECT $1::integer AS n FROM pg_advisory_xact_lock_shared($2::integer)');
/** Sessions that wait for an advisory lock. */
export const HELD_UP = `SELECT FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()`;

/** The database as the service uses it, behind a proxy that sees what is sent. */
export interface SharedStore {
  readonly service: TestService;
  readonly database: Database;
  readonly proxy: Proxy;
  /** A read of a request of its own. */
  read(statement: Statement, ...values: unknown[]): Promise<QueryResultRow[]>;
  /** How often PostgreSQL was told that a message is at its end. */
  messages(): number;
  /** How often PostgreSQL was asked which columns a statement has. */
  descriptions(statement: Statement): number;
  stop(): Promise<void>;
}

/** @param env environment variables of the service */
export async function startSharedStore(env: Record<string, string> = {}): Promise<SharedStore> {
  let proxy: Proxy | undefined;
  const service = await startTestService(env, {
    through: async (url) => {
      proxy = await startProxy(url);
      return proxy.url;
    },
  });
  if (proxy === undefined) throw new Error('the service reaches the database without the proxy');
  const through = proxy;
  const database = service.app.get(Database);
  const count = (bytes: string): number => through.sent().split(bytes).length - 1;
  return {
    service,
    database,
    proxy: through,
    read: (statement, ...values) => database.work().query(statement, values),
    messages: () => count('S\0\0\0\x04'),
    descriptions: ({ name }) => count(`S${name}\0`),
    stop: async () => {
      await service.stop();
      await through.close();
    },
  };
}

/** Numbers from `first` on. */
export function numbers(length: number, first = 0): number[] {
  return Array.from({ length }, (_, at) => first + at);
}
