import { Client, DatabaseError, type QueryResultRow } from 'pg';
import { QueryFailedError } from 'typeorm';
import { type Query, type Statement } from './statement';

/** What keeps a tool or a start from working; the message is one line for the operator, without credentials. */
export class OperatorError extends Error {}

/**
 * Opens one connection outside of the pool, without time-outs but for connecting.
 * @param name what it is for, in PostgreSQL's list of sessions
 * @throws OperatorError
 */
export async function openClient(url: string, name: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: `padron ${name}`,
  });
  // Without a listener a connection that dies would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw new OperatorError(`cannot connect (${reason(error)})`, { cause: error });
  });
  return client;
}

/** Runs statements on one connection: for tools, which may take as long as they need. */
export function queryOf(client: Client): Query {
  return async <Row extends QueryResultRow>({ text }: Statement, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;
}

/** What PostgreSQL says, else the socket's error. Neither knows the password. */
export function reason(error: unknown): string {
  if (error instanceof DatabaseError) return error.message;
  // TypeORM's own error has the code of the one that it wraps, and not its words.
  if (error instanceof QueryFailedError) return reason(error.driverError);
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'unknown error';
}
