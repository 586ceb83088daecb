import { type PadronError } from './error.js';
import { ERROR_CODES } from './generated/error-codes.js';
import { type OPERATIONS } from './generated/operations.js';

/** When an operation may be sent again. */
export type Repeats = (typeof OPERATIONS)[keyof typeof OPERATIONS]['repeats'];

/** The longest wait. Who is told to wait longer gets the error, which has `retryAfter`. */
const LONGEST_MS = 30_000;
const FIRST_BACKOFF_MS = 200;
const SPREAD_MS = 200;

/**
 * Tells how long to wait before a request is sent again: Retry-After, or else a time that doubles. Both are spread a little, so that those
 * who were refused together do not come back together.
 *
 * @param attempt how often the request was sent again before
 * @returns milliseconds; undefined when it must not be sent again
 */
export function waitBeforeRepeat(
  { status, code, retryAfter }: PadronError,
  repeats: Repeats,
  isConditional: boolean,
  attempt: number,
): number | undefined {
  const isSafe = repeats === 'always' || repeats === 'with-key' || (repeats === 'unless-conditional' && !isConditional);
  // Neither tells what became of the request. An answer that never came does not, either.
  const isUnknown = status === 503 || status === 504 || status === 0;
  const isRunning = repeats === 'with-key' && code === ERROR_CODES.keyInUse;
  if (!isSafe || !(isUnknown || isRunning)) return undefined;
  const wait = retryAfter === undefined ? FIRST_BACKOFF_MS * 2 ** attempt : retryAfter * 1000;
  return wait > LONGEST_MS ? undefined : wait + Math.random() * SPREAD_MS;
}

/** What the work comes to, or a rejection with the signal's reason as soon as it is aborted. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as fetch does
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

/** Waits. Rejects with the signal's reason as soon as it is aborted. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return unlessAborted(passed, signal).finally(() => clearTimeout(timer));
}
