import { ERROR_CODES } from './generated/error-codes.js';
import { type components } from './generated/schema.js';

/** One violation, as the service tells it. */
export type ErrorItem = components['schemas']['ErrorDetail'];

/** A code of the service. */
export type ErrorCode = (typeof ERROR_CODES)[keyof typeof ERROR_CODES];

/** What is known of a request that failed. */
interface Failure {
  readonly operation: string;
  /** Undefined when none came. */
  readonly response?: Response;
  /** The body of the answer: what JSON it was, or else its text. */
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly cause?: unknown;
}

/**
 * What a call that fails is rejected with, also when the answer is not the service's own, or when none comes. Its message has operation,
 * status, code and request id, and nothing else of the answer.
 */
export class PadronError extends Error {
  override readonly name = 'PadronError';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** All violations that the service tells; empty when the answer has none, as a 405 or one of a proxy. */
  readonly items: readonly ErrorItem[];
  /** The code of the first item: compare it with ERROR_CODES. */
  readonly code: string | undefined;
  /** The title of the first item. */
  readonly title: string | undefined;
  /** Where the first item is: a JSON Pointer into the body, or `?name`. */
  readonly field: string | undefined;
  /** By which the service's log knows the request. */
  readonly requestId: string | undefined;
  /** Seconds to wait before a repetition, as the answer tells them. */
  readonly retryAfter: number | undefined;
  /** The current version, when `ifMatch` named another (412). */
  readonly etag: string | undefined;
  /** The key that the request had: with it the call may be repeated safely, whatever became of the request. */
  readonly idempotencyKey: string | undefined;

  constructor({ operation, response, body, idempotencyKey, cause }: Failure) {
    const header = (name: string): string | undefined => response?.headers.get(name) ?? undefined;
    const items = itemsOf(body);
    super(messageOf(operation, response?.status, items[0]?.code, header('x-request-id')), { cause });
    this.status = response?.status ?? 0;
    this.items = items;
    this.code = items[0]?.code;
    this.title = items[0]?.title;
    this.field = items[0]?.field;
    this.requestId = header('x-request-id');
    this.retryAfter = secondsOf(header('retry-after'));
    this.etag = header('etag');
    this.idempotencyKey = idempotencyKey;
  }
}

/**
 * Tells whether a caught value is a PadronError, and has the code, if one is given. `instanceof` fails where a process has loaded the package
 * twice, by import and by require.
 */
export function isPadronError(error: unknown, code?: ErrorCode): error is PadronError {
  if (!(error instanceof Error) || error.name !== 'PadronError') return false;
  return code === undefined || (error as PadronError).code === code;
}

function itemsOf(body: unknown): ErrorItem[] {
  const { errors } = (body ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors)) return [];
  const items = errors.map((item: { error?: Partial<ErrorItem> } | null) => item?.error);
  return items.filter((item): item is ErrorItem => typeof item?.code === 'string');
}

/** Names a code only when it is known: an answer may be anybody's, and a message ends up in logs. */
function messageOf(
  operation: string,
  status: number | undefined,
  code: string | undefined,
  id: string | undefined,
): string {
  if (status === undefined) return `${operation}: no answer`;
  const [kind] = Object.entries(ERROR_CODES).find(([, known]) => known === code) ?? [];
  const what = kind === undefined ? '' : ` ${code} ${kind}`;
  return `${operation}: ${status}${what}${id === undefined ? '' : ` (request ${id})`}`;
}

/** IMF-fixdate of RFC 9110 §5.6.7; Date.parse alone would take `-5` for a date, too. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Retry-After is seconds or a date (RFC 9110 §10.2.3). */
function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const date = HTTP_DATE.test(retryAfter) ? Date.parse(retryAfter) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
