import { type Canaries } from './canaries';
import { canaryCard, canaryCardNumber } from './canary-bodies';

type Json = Record<string, unknown> | unknown[];

/**
 * Every body that differs from a right one in one place: a member of the wrong type, too long, with a character that is
 * refused, a plain word, a number that nobody expects, and an object with a member that nobody knows. All have canaries.
 */
export function* wrongBodies(canaries: Canaries, body: unknown, field = 'body'): Generator<unknown> {
  const word = (): string => canaries.word(`${field} (wrong)`);
  yield* [word(), [word()], { [word()]: word() }, Number(canaries.take(`${field} (number)`, newNumber()))];
  if (typeof body === 'string') {
    yield* [`${body}\u0007${word()}`, `${word()} `.repeat(30), `\ud800${word()}`, `undefined ${word()}`];
  }
  if (typeof body !== 'object' || body === null) return;
  if (!Array.isArray(body)) yield { ...body, [word()]: word(), [`__proto__${word()}`]: { [word()]: [word()] } };
  for (const [key, value] of Object.entries(body)) {
    for (const wrong of wrongBodies(canaries, value, `${field}.${key}`)) yield withMember(body as Json, key, wrong);
  }
}

let numbers = 0;
const newNumber = (): string => String(7_391_846_275_083 + numbers++);

function withMember(body: Json, key: string, value: unknown): unknown {
  if (Array.isArray(body)) return body.map((item: unknown, index) => (String(index) === key ? value : item));
  return { ...body, [key]: value };
}

/** Bodies that are no JSON document in UTF-8, or none that is read: with what they are sent. */
export function unreadableBodies(canaries: Canaries): { body: string | Buffer; headers?: Record<string, string> }[] {
  const word = (): string => canaries.word('unreadable body');
  const json = (): string => JSON.stringify({ name: word() });
  return [
    ...[`{"name":"${word()}`, `{"${word()}":`, word(), `{'${word()}':1}`, `{"a":"\\${word()}"}`].map((body) => ({
      body,
    })),
    ...[`"${word()}"`, `["${word()}"]`, `\ufeff${json()}`, `${json()}${word()}`].map((body) => ({ body })),
    { body: `${'{"a":'.repeat(33)}"${word()}"${'}'.repeat(33)}` },
    { body: Buffer.concat([Buffer.from(`{"a":"${word()}`), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]) },
    { body: `{"a":"${`${word()} `.repeat(8000)}"}` },
    { body: json(), headers: { 'content-type': 'text/plain' } },
    { body: `name=${word()}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { body: json(), headers: { 'content-type': `application/${word()}` } },
    { body: json(), headers: { 'content-type': word() } },
    { body: json(), headers: { 'content-type': `application/json; charset=${word()}` } },
    { body: json(), headers: { 'content-encoding': word() } },
    { body: json(), headers: { 'content-encoding': 'gzip' } },
  ];
}

/** Cards with what must never get in: a card number in a member or a name, a security code (contract §3.7). */
export function bodiesWithCardData(canaries: Canaries): object[] {
  const number = canaryCardNumber(canaries);
  const secrets = [{ token: number }, { [number]: 1 }, { pan: number }, { cvv: canaries.word('cvv') }, { a: [number] }];
  return secrets.map((secret) => ({ ...canaryCard(canaries), ...secret }));
}

/** Paths that hold a canary: unknown ones, and parameters that no rule allows or nobody knows. */
export function canaryPaths(canaries: Canaries): string[] {
  const word = (): string => canaries.word('path');
  const customers = '/v4/orgs/telco/customers';
  const customer = `${customers}/123e4567-e89b-12d3-a456-556642440000`;
  const query = (): string => `email=${word()}@example.com&${word()}=${word()}&${word()}`;
  return [
    ...[`/${word()}`, `/v4/${word()}`, `/v4/orgs/${word()}/${word()}`, `/docs/${word()}`, `/errors/${word()}`],
    ...[
      `/v4/orgs/${word()}/customers`,
      `/v4/orgs/@${word()}/customers`,
      `/v4/orgs/@${word()}`,
      `/v4/orgs/${word()}%00/customers`,
    ],
    ...[`/v4/orgs/${word()}/customers/search?${query()}`, `/v4/orgs/${word()}/customers/${word()}`],
    ...[
      `${customers}/${word()}`,
      `${customers}/${word()}/holds`,
      `${customers}/%zz${word()}`,
      `${customers}/%ff${word()}`,
    ],
    ...[
      `${customers}/..%2f${word()}`,
      `${customers}//${word()}`,
      `${customers}/../${word()}`,
      `${customers}/${word()}/`,
    ],
    ...['associated_users', 'identity-document', 'convert-nie-to-nif', 'credit-cards', 'holds'].map(
      (resource) => `${customers}/${word()}/${resource}/${word()}`,
    ),
    ...[`${customer}/holds/${word()}`, `${customer}/holds/@${word()}`, `${customer}/credit-cards/${word()}`],
    ...[`${customer}/${word()}`, `${customer}?${query()}`, `${customer}?a=%zz${word()}`, `${customer}#${word()}`],
    ...[
      `${customers}/search?${query()}`,
      `${customers}/search?email=${word()}`,
      `${customers}/search?email=%ff${word()}`,
    ],
    ...[`${customers}/search?identity_document=${word()}&identity_document=${word()}`],
    ...[`${customers}/search?identity_document=${word()}&identity_document_type=${word()}`],
    `${customers}/search?identity_document=${encodeURIComponent(canaries.text('query'))}`,
    ...['/health/live', '/health/ready', '/metrics', '/openapi.json', '/errors', '/docs', '/v4/orgs'].map(
      (path) => `${path}?${query()}`,
    ),
    `/v4/${word()}${'a'.repeat(5000)}`,
    `//${word()}:80/`,
    `/%5c${word()}`,
  ];
}

/** Headers that hold a canary, one or two at a time. Those that HTTP itself cannot send are among the raw requests. */
export function canaryHeaders(canaries: Canaries): Record<string, string | string[]>[] {
  const word = (name: string): string => canaries.word(`header ${name}`);
  const plain = [
    ...['x-auth-subject', 'x-audit-reason', 'x-gateway-secret', 'idempotency-key', 'cookie', 'user-agent', 'referer'],
    ...[
      'authorization',
      'accept',
      'accept-language',
      'accept-encoding',
      'content-language',
      'if-match',
      'if-none-match',
    ],
    ...['if-modified-since', 'if-unmodified-since', 'if-range', 'range', 'traceparent', 'tracestate', 'baggage'],
    ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via', 'origin', 'host'],
    ...['content-type', 'pragma', 'cache-control', 'x-auth-roles', 'x-auth-orgs', 'date', 'from', 'te', 'upgrade'],
  ];
  const as = (name: string, value: (text: string) => string): Record<string, string> => ({ [name]: value(word(name)) });
  return [
    ...plain.map((name) => as(name, (text) => text)),
    ...['if-match', 'if-none-match'].map((name) => as(name, (text) => `"${text}", W/"${text}"`)),
    ...['x-auth-roles', 'x-auth-orgs', 'authorization'].map((name) => as(name, (text) => `Bearer ${text}`)),
    ...['x-auth-roles', 'x-auth-orgs'].map((name) => ({ [name]: [word(name), word(name)] })),
    ...['x-auth-roles', 'x-auth-orgs'].map((name) => as(name, (text) => `${text},`.repeat(150))),
    // Well-formed ones are the caller's own identifiers: they are logged and answered by design (contract §1).
    as('x-request-id', (text) => `${text}@example.com`),
    as('traceparent', (text) => `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-${text}`),
    as('accept', (text) => `application/problem+json; ${text}=${text}, ${text}/${text}`),
    as('cookie', (text) => `${text}=${text}`.repeat(1500)),
    { [`x-${word('name of a header')}`]: word('of an invented name') },
    {
      origin: `https://${word('origin')}.example`,
      'access-control-request-method': word('access-control-request-method'),
    },
  ];
}

/** What no HTTP client sends, and every reader of a socket gets. */
export function rawRequests(canaries: Canaries): string[] {
  const word = (): string => canaries.word('raw request');
  const path = '/v4/orgs/telco/customers';
  const head = (line: string, ...headers: string[]): string =>
    [`${line} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
  return [
    ...[
      `${word()}\r\n\r\n`,
      `\u0016\u0003\u0001${word()}\r\n\r\n`,
      `GET /${word()}\r\n\r\n`,
      `GET /${word()} HTTP/9.9\r\n\r\n`,
    ],
    ...[head(`${word().toUpperCase()} ${path}`), head(`BREW /${word()}`), head(`BREW ${path}/${word()}?${word()}`)],
    ...[head(`CONNECT ${word()}:443`), head(`GET http://${word()}/${word()}`), head(`OPTIONS ${word()}`)],
    ...[
      head(`GET ${path}`, word()),
      head(`GET ${path}`, `Host: ${word()}`),
      head(`GET ${path}`, `${word()} : ${word()}`),
    ],
    ...[head(`POST ${path}`, `Content-Length: ${word()}`), head(`POST ${path}`, `Transfer-Encoding: ${word()}`)],
    ...[head(`GET ${path}`, `Expect: ${word()}`), head(`GET ${path}`, `a: ${word()}\u0000${word()}`)],
    `${head(`POST ${path}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked')}${word()}\r\n${word()}`,
    head('GET /', `a: ${word()} ${'a'.repeat(100_000)}`),
    head(`GET /${word()}${'a'.repeat(90_000)}`),
    `GET ${path}/${word()} HTTP/1.1\r\nConnection: close\r\nx-auth-roles: ${word()}\r\n\r\n`,
    `GET ${path}/${word()} HTTP/1.0\r\nx-auth-roles: ADMIN\r\n\r\n${word()}\r\n\r\n`,
  ];
}
