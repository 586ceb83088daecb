import { types } from 'node:util';
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
const DISK_FULL = '53100';
const LOCK_TIMEOUT = '55P03';
/** The session or the server has ended, is read-only, or met a fault of the disk. */
const SERVER_GONE = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25006', '58030']);
/** Connections that failed; resources that ran out (disk, memory, connections). */
const UNAVAILABLE_CLASSES = new Set(['08', '53']);
const SOCKET_ERRORS = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);
/** What pg throws without a code. */
const CLIENT_MESSAGES: Readonly<Record<string, ErrorKind>> = {
  'Query read timeout': 'repositoryTimeout',
  'Connection terminated unexpectedly': 'storeUnavailable',
  'Connection terminated': 'storeUnavailable',
  'Client has encountered a connection error and is not queryable': 'storeUnavailable',
  'Client was closed and is not queryable': 'storeUnavailable',
};

/**
 * The one mapping from what pg and PostgreSQL throw to what the code handles (contract §1, statuses 409, 503, 504).
 * @returns UniqueViolation, DomainError storeUnavailable or repositoryTimeout, or the error itself when it is none of them
 */
export function translatePostgresError(error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  const { code, constraint } = error as Error & { code?: string; constraint?: string };
  if (code === '23505' && constraint !== undefined) return new UniqueViolation(constraint, { cause: error });
  const kind = kindOf(code, error.message);
  return kind === undefined ? error : new DomainError(kind, [], { cause: error });
}

function kindOf(code: string | undefined, message: string): ErrorKind | undefined {
  if (code === undefined) return CLIENT_MESSAGES[message];
  if (TIMEOUTS.has(code)) return 'repositoryTimeout';
  const isUnavailable = SERVER_GONE.has(code) || UNAVAILABLE_CLASSES.has(code.slice(0, 2)) || SOCKET_ERRORS.has(code);
  return isUnavailable || SERIALIZATION.has(code) ? 'storeUnavailable' : undefined;
}

/** Whether a new connection has taken longer than it may: what pg's pool says of it, without a code. */
export function isConnectionTimeout(error: unknown): boolean {
  return types.isNativeError(error) && error.message === 'Connection terminated due to connection timeout';
}

/** Whatever keeps a connection from being made or from coming free in time: the store cannot be reached. */
export function translateConnectionError(error: unknown): DomainError {
  return new DomainError('storeUnavailable', [], { cause: error });
}

/** Whether a translated error tells of a conflict between transactions, which a repetition of the whole may not meet. */
export function isSerializationFailure(error: unknown): boolean {
  return error instanceof DomainError && SERIALIZATION.has(codeOf(error.cause) ?? '');
}

/**
 * Whether PostgreSQL ends the session with this error. Its severity would say so, but in the language of the server; the
 * classes of codes are those with which it is FATAL or PANIC.
 */
export function endsSession(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return /^(08|28|57P|XX|25P0[34]|53300)/.test(code);
}

/** Whether PostgreSQL says that its disk is full. */
export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === DISK_FULL;
}

/**
 * Whether a translated error tells that PostgreSQL gave up waiting for a row that another transaction is inserting into a
 * table. Its words, and even its quotation marks, depend on the server's language; the table's name stands in the context in all.
 */
export function lockTimeoutIn(error: unknown, table: string): boolean {
  const cause = error instanceof DomainError ? error.cause : undefined;
  const where = (cause as { where?: string } | undefined)?.where ?? '';
  return codeOf(cause) === LOCK_TIMEOUT && where.includes(table);
}

function codeOf(error: unknown): string | undefined {
  return types.isNativeError(error) ? (error as Error & { code?: string }).code : undefined;
}

/** The fields of an error that carry no value of a row or a statement. */
export function loggableError(error: unknown): LoggableDatabaseError {
  if (!types.isNativeError(error)) return { name: typeof error };
  const { code, constraint } = error as Error & { code?: string; constraint?: string };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code: code }),
    ...(typeof constraint === 'string' && { constraint }),
  };
}
