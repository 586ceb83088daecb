import { CATALOGUE } from '@app/common';
import { type Answer, type ErrorItem } from '../setup/http';
import { bodyAsRead, textAsRead } from './as-read';
import { codesOf, DOCUMENT, type DocumentedResponse, type Operation, OPERATIONS, type Parameter } from './document';
import { differences } from './schemas';

/** A request as it went over the wire, and its answer. */
export interface Exchange {
  readonly method: string;
  /** Path and query, escaped. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** As a tree, or as the text or bytes that were sent. */
  readonly body: unknown;
  readonly answer: Answer;
}

const ROWS = Object.values(CATALOGUE);
/** Errors that are no operation's. */
const ERRORS = {
  'application/json': { schema: DOCUMENT.components.schemas['ErrorResponse'] ?? {} },
  'application/problem+json': { schema: DOCUMENT.components.schemas['ProblemDetails'] ?? {} },
};
/** Paths without parameters first: `search` is no customer. */
const ROUTES = [...OPERATIONS]
  .sort((one, other) => one.path.split('{').length - other.path.split('{').length)
  .map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    names: [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
  }));

/** The operation that a request is for, with the values of its path; undefined: none of the document's. */
export function operationFor(
  method: string,
  target: string,
): { operation: Operation; path: Record<string, string> } | undefined {
  const asked = target.split('?')[0] ?? '';
  for (const { operation, pattern, names } of ROUTES) {
    const match = operation.method === (method === 'HEAD' ? 'GET' : method) && pattern.exec(asked);
    if (!match) continue;
    return { operation, path: Object.fromEntries(names.map((name, at) => [name, unescaped(match[at + 1] ?? '')])) };
  }
  return undefined;
}

/**
 * What of an exchange differs from the document: its answer, and its request where the service took it. Nothing when it is
 * as documented. Requests for no operation must be refused, with an error.
 */
export function differencesOf(exchange: Exchange): string[] {
  const { method, target, answer } = exchange;
  // Preflights are the browser's.
  if (method === 'OPTIONS') return [];
  const found = operationFor(method, target);
  if (found === undefined) return target.startsWith('/v4/') ? refusalFaults(exchange) : [];
  const { operation, path } = found;
  const documented = operation.responses[answer.status];
  if (documented === undefined) return [`is ${answer.status}, which is not documented`];
  return [
    ...headerFaults(answer, documented),
    ...bodyFaults(exchange, documented),
    ...(answer.status < 300 ? requestFaults(exchange, operation, path) : []),
  ];
}

/** What is wrong with an item of an error: a code that its status does not have, another title or reference. */
function itemFaults({ code, title, ref }: ErrorItem, status: number): string[] {
  const row = ROWS.find((each) => each.code === code);
  if (row?.status !== status || row.title !== title) return [`has the code ${code}, which is none of ${status}`];
  return ref.endsWith(`/errors#${code}`) ? [] : ['has a wrong ref'];
}

function refusalFaults(exchange: Exchange): string[] {
  const { answer } = exchange;
  if (answer.status < 400) return [`is ${answer.status} for no operation`];
  if (answer.status === 405) return answer.text === '' && answer.headers['allow'] !== undefined ? [] : ['is no 405'];
  return bodyFaults(exchange, { content: ERRORS });
}

function headerFaults(answer: Answer, { headers = {} }: DocumentedResponse): string[] {
  return Object.entries(headers).flatMap(([name, { required, schema }]) => {
    const value = answer.headers[name.toLowerCase()] ?? '';
    if (value === '') return required === false ? [] : [`has no ${name}`];
    const typed = schema.type === 'integer' ? Number(value) : value;
    return differences(schema, typed, 'unknown members refused').map((fault) => `${name}: ${fault}`);
  });
}

function bodyFaults({ method, answer }: Exchange, response: DocumentedResponse): string[] {
  const { content } = response;
  if (content === undefined || method === 'HEAD')
    return answer.text === '' ? [] : ['has a body that is not documented'];
  const [type = '', charset] = (answer.headers['content-type'] ?? '').split('; ');
  const media = content[type];
  if (media === undefined || charset !== 'charset=utf-8') return [`is ${type}, ${charset}, which is not documented`];
  if (!type.endsWith('json')) return [];
  const found = differences(media.schema, answer.json(), 'unknown members refused');
  if (found.length > 0 || answer.status < 400) return found;
  const codes = media.examples && codesOf(media);
  const { errors } = answer.json<{ errors: { error: ErrorItem }[] }>();
  return errors.flatMap(({ error: item }) => [
    ...itemFaults(item, answer.status),
    ...(codes?.includes(item.code) === false
      ? [`has the code ${item.code}, of which the document has no example`]
      : []),
  ]);
}

/** A request that the service took must be one that the document allows; members that it ignores are free. */
function requestFaults(exchange: Exchange, operation: Operation, path: Record<string, string>): string[] {
  const query = Object.fromEntries(new URLSearchParams(exchange.target.split('?')[1] ?? ''));
  const headers = Object.fromEntries(
    Object.entries(exchange.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const places = { path, query, header: headers };
  const sent = ({ name, in: place }: Parameter): unknown =>
    places[place][place === 'header' ? name.toLowerCase() : name];
  const parameterFaults = (operation.parameters ?? []).flatMap((parameter) => {
    const value = sent(parameter);
    if (typeof value !== 'string') return [];
    // What stands in a path is taken as it is.
    const read = parameter.in === 'path' ? value : textAsRead(value, parameter.name);
    const found = differences(parameter.schema, read, 'unknown members allowed');
    return found.map((fault) => `${parameter.name}: ${fault}`);
  });
  return [...parameterFaults, ...sentBodyFaults(exchange, operation, headers['content-type'])];
}

function sentBodyFaults({ method, body }: Exchange, { requestBody }: Operation, contentType: unknown): string[] {
  if (requestBody === undefined) return [];
  if (body === undefined) return ['was taken without the body that is documented'];
  const type = typeof contentType === 'string' ? (contentType.split(';')[0] ?? '').trim().toLowerCase() : undefined;
  const media = requestBody.content[type ?? 'application/json'];
  if (media === undefined) return [`took ${type}, which is not documented`];
  const tree: unknown = typeof body === 'string' || Buffer.isBuffer(body) ? JSON.parse(body.toString()) : body;
  const found = differences(media.schema, bodyAsRead(tree, method === 'PATCH'), 'unknown members allowed');
  return found.map((fault) => `its request: ${fault}`);
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
