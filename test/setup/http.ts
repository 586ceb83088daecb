import { Agent, request as httpRequest } from 'node:http';
import { differencesOf, type Exchange } from '../document/exchange';
import { note } from '../document/faults';

/** One answer, as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; throws when it is no JSON. */
  json<T = Record<string, unknown>>(): T;
}

export interface CallOptions {
  readonly roles?: string;
  /** JSON, unless it is a string or Buffer already. */
  readonly body?: unknown;
  /** An array sends the header more than once. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** The connections to use; all tests of a file share some otherwise. */
  readonly agent?: Agent;
  /** Why the OpenAPI document says nothing of this exchange; all others are held against it. */
  readonly unchecked?: string;
}

/** One item of an ErrorResponse. */
export interface ErrorItem {
  code: string;
  title: string;
  ref: string;
  message: string;
  field?: string;
}

const shared = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request. `node:http` rather than fetch: tests need doubled headers, odd methods and unescaped paths. */
export function send(base: string, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { roles, headers = {}, body, agent = shared, unchecked } = options;
  const payload = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        agent,
        headers: {
          ...(payload !== undefined && {
            'content-type': 'application/json',
            ...(!('transfer-encoding' in headers) && { 'content-length': Buffer.byteLength(payload) }),
          }),
          ...(roles !== undefined && { 'x-auth-roles': roles }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const answer = {
            status: incoming.statusCode ?? 0,
            headers: incoming.headers as Record<string, string>,
            text,
            json: <T>() => JSON.parse(text) as T,
          };
          if (unchecked === undefined) check({ method, target: path, headers, body, answer });
          resolve(answer);
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

/** Holds an exchange against the OpenAPI document; what differs fails the test. */
export function check(exchange: Exchange): void {
  for (const fault of faultsOf(exchange))
    note(`${exchange.method} ${exchange.target.slice(0, 200)}: ${exchange.answer.status} ${fault}`);
}

function faultsOf(exchange: Exchange): string[] {
  try {
    return differencesOf(exchange);
  } catch {
    return ['is not to be read as what it says it is'];
  }
}

/** The items of an error answer, without their envelope. */
export function errorsOf(answer: Answer): ErrorItem[] {
  return answer.json<{ errors: { error: ErrorItem }[] }>().errors.map(({ error }) => error);
}

/** Status and codes of an error answer, for short assertions. */
export function outcome(answer: Answer): string {
  return answer.status < 400 ? `${answer.status}` : `${answer.status} ${errorsOf(answer)[0]?.code}`;
}

/** Status and code, field, and message of every item of an error answer. */
export function refusals(answer: Answer): [outcome: string, field: string | undefined, message: string][] {
  return errorsOf(answer).map(({ code, field, message }) => [`${answer.status} ${code}`, field, message]);
}
