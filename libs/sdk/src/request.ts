import createFetchClient from 'openapi-fetch';
import { type AnyAnswer, answerOf } from './answers.js';
import { type AnyCall, HEADER_OPTIONS } from './calls.js';
import { type Credentials, credentialHeaders } from './credentials.js';
import { PadronError } from './error.js';
import { type OPERATIONS } from './generated/operations.js';
import { unlessAborted } from './repeat.js';

/** A row of the table of operations. */
export type Operation = (typeof OPERATIONS)[keyof typeof OPERATIONS];

/** Sends a call once. */
export type Send = (name: string, operation: Operation, call: AnyCall) => Promise<AnyAnswer>;

type Method = Operation['method'];
type AnyOperation = {
  parameters: object;
  requestBody?: { content: { 'application/json': unknown } };
  responses: { default: { content: { 'application/json': unknown } } };
};
type AnyPaths = Record<string, Record<Method, AnyOperation>>;

/** A redirection would take credentials and personal data to somewhere else; the service sends none. */
const REDIRECT = 'manual';

interface Exchange {
  readonly response: Response;
  readonly body: unknown;
}

/** Where requests go, how, and in whose name. */
export interface Target {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly credentials: Credentials;
}

/**
 * Makes what sends requests. It rejects with a PadronError when the answer is an error, or none comes; with the signal's reason when that
 * is aborted; with a TypeError when the call cannot be sent at all.
 */
export function sender({ baseUrl, fetch, credentials }: Target): Send {
  // The types of a call are those of `Client`; here operations are data.
  const http = createFetchClient<AnyPaths>({ baseUrl, redirect: REDIRECT });
  return async (name, { method, path, answers }, call) => {
    const failure = { operation: name, idempotencyKey: call.idempotencyKey };
    const caller = await unlessAborted(credentialHeaders(credentials), call.signal);
    let isSent = false;
    const exchange = async (): Promise<Exchange> => {
      const { response, error } = await http.request(method, path, {
        params: { path: checkedPath(path, call.path), query: { ...call.query } },
        body: call.body,
        headers: headersOf({ accept: 'application/json', ...caller, ...callHeaders(call) }),
        signal: call.signal ?? null,
        parseAs: 'stream',
        fetch: (request) => {
          isSent = true;
          return fetch(request);
        },
      });
      return { response, body: response.ok ? parsed(await response.text()) : error };
    };
    const { response, body } = await exchange().catch((cause: unknown) => {
      if (!isSent || call.signal?.aborted) throw cause;
      throw new PadronError({ ...failure, cause });
    });
    const has = (answers as Readonly<Record<number, 'data' | 'nothing'>>)[response.status];
    if (has === 'nothing') return answerOf(response, undefined);
    // No object is no answer of the service, but a gateway's perhaps.
    if (has === 'data' && typeof body === 'object' && body !== null) return answerOf(response, body);
    throw new PadronError({ ...failure, response, body });
  };
}

/** The body as JSON, or else as text: the message of JSON.parse would repeat a part of it, which belongs in no error. */
function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A dot would lead to another path (WHATWG URL, dot segments), and so would nothing. */
function checkedPath(template: string, path: AnyCall['path'] = {}): Record<string, string> {
  for (const [, name = ''] of template.matchAll(/\{(\w+)\}/g)) {
    const value = path[name];
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) throw new TypeError(`path.${name} is no name or id`);
  }
  return path;
}

function callHeaders(call: AnyCall): Record<string, string | undefined> {
  const options = Object.entries(HEADER_OPTIONS).map(([header, option]) => [header, call[option]] as const);
  return { ...Object.fromEntries(options), 'x-request-id': call.requestId };
}

/** @throws TypeError without the value: it may be a secret */
function headersOf(values: Readonly<Record<string, string | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    try {
      headers.set(name, value);
    } catch {
      throw new TypeError(`the value of ${name} cannot be sent in a header`);
    }
  }
  return headers;
}
