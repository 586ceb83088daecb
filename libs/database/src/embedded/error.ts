/**
 * What keeps the embedded PostgreSQL from running, as one line for the operator: print `message`, no stack is needed.
 * Where nothing on this machine can work, the line names DATABASE_URL as the way out.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';
}

/** Another process holds the owner's lock of this data directory: its server must be left alone. */
export class AlreadyOwnedError extends EmbeddedPostgresError {
  override readonly name = 'AlreadyOwnedError';

  /** @param dir the data directory as the operator knows it */
  constructor(dir: string) {
    super(`another instance is already running on ${dir}`);
  }
}

/** The end of every message about a machine on which the embedded server cannot run at all. */
export const WAY_OUT = 'set DATABASE_URL to use a PostgreSQL of your own';
