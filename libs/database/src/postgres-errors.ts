import { DomainError, type ErrorKind } from '@app/common';

/** A unique key was taken first by another row: the answer of the database to a race. */
export class UniqueViolation extends Error {
  /** @param constraint name of the violated primary key or unique index */
  constructor(
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super(`unique constraint ${constraint}`, options);
    this.name = 'UniqueViolation';
  }
}

/** What of a database error may be logged: PostgreSQL puts values of rows into `detail` and `message`. */
export interface LoggableDatabaseError {
  readonly name: string;
  readonly code?: string;
  readonly constraint?: string;
}

const TIMEOUTS = new Set(['57014', '55P03', '25P03']);
const SERIALIZATION = new Set(['40001', '40P01']);
const SERVER_GONE = new Set(['57P01', '57P02', '57P03', '53300', '25006']);
const SOCKET_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** What pg throws without a code. */
const CLIENT_MESSAGES: Readonly<Record<string, ErrorKind>> = {
  'Query read timeout': 'repositoryTimeout',
  'Connection terminated unexpectedly': 'storeUnavailable',
  'Connection terminated': 'storeUnavailable',
  'Connection terminated due to connection timeout': 'storeUnavailable',
  'timeout exceeded when trying to connect': 'storeUnavailable',
  'Client has encountered a connection error and is not queryable': 'storeUnavailable',
  'Client was closed and is not queryable': 'storeUnavailable',
};

/**
 * The one mapping from what pg and PostgreSQL throw to what the code handles (contract §1, statuses 409, 503, 504).
 * @returns UniqueViolation, DomainError storeUnavailable or repositoryTimeout, or the error itself when it is none of them
 */
export function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint } = error as Error & { code?: string; constraint?: string };
  if (code === '23505' && constraint !== undefined) return new UniqueViolation(constraint, { cause: error });
  const kind = kindOf(code, error.message);
  return kind === undefined ? error : new DomainError(kind, [], { cause: error });
}

function kindOf(code: string | undefined, message: string): ErrorKind | undefined {
  if (code === undefined) return CLIENT_MESSAGES[message];
  if (TIMEOUTS.has(code)) return 'repositoryTimeout';
  if (SERIALIZATION.has(code) || SERVER_GONE.has(code) || code.startsWith('08') || SOCKET_ERRORS.has(code)) {
    return 'storeUnavailable';
  }
  return undefined;
}

/** The fields of an error that carry no value of a row or a statement. */
export function loggableError(error: unknown): LoggableDatabaseError {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint } = error as Error & { code?: string; constraint?: string };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code: code }),
    ...(typeof constraint === 'string' && { constraint }),
  };
}
