import { type AnyAnswer, type Answer, type SuccessStatus } from './answers.js';
import { type AnyCall, type Call, type OperationId } from './calls.js';
import { checkCredentials, type Credentials } from './credentials.js';
import { isPadronError } from './error.js';
import { OPERATIONS } from './generated/operations.js';
import { pause, waitBeforeRepeat } from './repeat.js';
import { type Operation, type Send, sender } from './request.js';

/** Where the service is, who calls, and how. */
export type ClientOptions = Credentials & {
  /** The URL before `/v4`. */
  readonly baseUrl: string;
  /** How often a request that may be sent again is sent again, at most; 2 unless given. */
  readonly retries?: number | undefined;
  /** Used instead of the global fetch. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
};

/** With nothing required, a call may be left out. */
type Arguments<Op extends OperationId> = object extends Call<Op> ? [call?: Call<Op>] : [call: Call<Op>];

/** Only who sends `ifNoneMatch` has to think of 304. */
interface ConditionalRead<Op extends OperationId> {
  (call: Call<Op> & { readonly ifNoneMatch?: undefined }): Promise<Answer<Op, Exclude<SuccessStatus<Op>, 304>>>;
  (call: Call<Op>): Promise<Answer<Op>>;
}

type Method<Op extends OperationId> = 'ifNoneMatch' extends keyof Call<Op>
  ? ConditionalRead<Op>
  : (...call: Arguments<Op>) => Promise<Answer<Op>>;

/** A method for each operation. It resolves with the answer, and is rejected with a PadronError when that is an error or does not come. */
export type Client = { readonly [Op in keyof typeof OPERATIONS]: Method<Op> };

/**
 * Makes a client of one service, which sends nothing yet.
 *
 * @throws TypeError for a URL that is none or has credentials, query or hash in it, for retries that are no number of times, and unless there is exactly one
 * of roles and bearer
 */
export function createClient({ baseUrl, retries = 2, fetch, ...credentials }: ClientOptions): Client {
  checkCredentials(credentials);
  checkUrl(baseUrl);
  // NaN would never be reached.
  if (!Number.isInteger(retries) || retries < 0) throw new TypeError('retries has to be a whole number, 0 or more');
  const send = sender({ baseUrl, credentials, fetch: fetch ?? ((request) => globalThis.fetch(request)) });
  const methods = Object.entries(OPERATIONS).map(([name, operation]) => {
    const method = (call: AnyCall = {}): Promise<AnyAnswer> => perform(send, retries, name, operation, call);
    return [name, method] as const;
  });
  return Object.fromEntries(methods) as unknown as Client;
}

/** Sends a call, and again where that is safe, with the same key each time. */
async function perform(
  send: Send,
  retries: number,
  name: string,
  operation: Operation,
  call: AnyCall,
): Promise<AnyAnswer> {
  const { repeats } = operation;
  const kept = repeats === 'with-key' ? { ...call, idempotencyKey: call.idempotencyKey ?? crypto.randomUUID() } : call;
  for (let attempt = 0; ; attempt++) {
    try {
      return await send(name, operation, kept);
    } catch (error) {
      if (attempt >= retries || !isPadronError(error)) throw error;
      const wait = waitBeforeRepeat(error, repeats, call.ifMatch !== undefined, attempt);
      if (wait === undefined) throw error;
      await pause(wait, call.signal);
    }
  }
}

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // An empty query or hash is in the text alone.
  const isPlain = parsed?.username === '' && parsed.password === '' && !/[?#]/.test(url);
  if (!isPlain || !/^https?:$/.test(parsed.protocol)) {
    throw new TypeError('baseUrl has to be a URL of http or https, without credentials, query and hash');
  }
}
