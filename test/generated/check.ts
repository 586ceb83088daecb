import { CATALOGUE } from '@app/common';
import { type ErrorItem } from '../setup/http';
import { wronglyAccepted } from './accepted';
import { DOCUMENT, type DocumentedResponse, VOCABULARY } from '../document/document';
import { operationOf } from './requests';
import { type Exchange } from './run';
import { differences } from '../document/schemas';

const PROBLEM = 'application/problem+json';
/** Where an operation has a page, too, it is what all get who do not ask for JSON alone. */
const PAGE = 'text/html';
/** The deadline of a request (REQUEST_TIMEOUT_MS), and time for the machine to be busy with something else. */
const SLOWEST = 3500;
/** Shorter strings of a request may be words of a message by chance. */
const SHORTEST_CANARY = 6;

const ROWS = Object.values(CATALOGUE);
/** What answers say of their own accord; a value that lacks a letter of it may be a part of it. */
const OWN_WORDS = [VOCABULARY, ...ROWS.map(({ title, meaning }) => `${title} ${meaning}`)].join('\n');

/** What is wrong with an answer by the OpenAPI document and contract §1; nothing, mostly. */
export function faultsOf(exchange: Exchange): string[] {
  const { answer, request, milliseconds } = exchange;
  const { status } = answer;
  const documented = operationOf(request.operationId).responses[status];
  const always = [
    ...when(milliseconds > SLOWEST, `took ${Math.round(milliseconds)} ms`),
    ...when(answer.headers['x-request-id'] === undefined, 'has no x-request-id'),
    ...when(!/^(no-store|private, no-cache)$/.test(answer.headers['cache-control'] ?? ''), 'has no Cache-Control'),
  ];
  if (status >= 500) return [...always, `is ${status}`];
  if (request.detour !== undefined || status === 405) return [...always, ...detourFaults(exchange)];
  if (documented === undefined) return [...always, `is ${status}, which is not documented`];
  return [
    ...always,
    ...headerFaults(exchange, documented),
    ...bodyFaults(exchange, documented),
    ...wronglyAccepted(exchange),
  ];
}

function when(isWrong: boolean, words: string): string[] {
  return isWrong ? [words] : [];
}

/** 405 and unknown paths, which are asked for on purpose; a head that is too large is told first. */
function detourFaults(exchange: Exchange): string[] {
  const { status, headers, text } = exchange.answer;
  const { detour } = exchange.request;
  if (status === 405) {
    const allowed = (headers['allow'] ?? '').split(', ');
    return [
      ...when(detour !== 'method', 'is 405 for a method of its path'),
      ...when(!allowed.includes(operationOf(exchange.request.operationId).method), 'has no right Allow'),
      ...when(text !== '', 'is 405 with a body'),
    ];
  }
  const expected = detour === 'path' ? [404, 414, 431] : [414, 431];
  if (!expected.includes(status)) return [`is ${status} for another ${detour ?? ''}`];
  return exchange.method === 'HEAD' ? [] : errorFaults(exchange);
}

function headerFaults({ answer }: Exchange, { headers = {} }: DocumentedResponse): string[] {
  const missing = Object.entries(headers)
    .filter(([name, { required }]) => required !== false && (answer.headers[name.toLowerCase()] ?? '') === '')
    .map(([name]) => name);
  return missing.map((name) => `has no ${name}`);
}

function bodyFaults(exchange: Exchange, { content }: DocumentedResponse): string[] {
  const { answer, headers, method } = exchange;
  if (content === undefined || method === 'HEAD') return when(answer.text !== '', 'has a body that is not documented');
  if (answer.status >= 400) return errorFaults(exchange);
  if (content[PAGE] !== undefined && headers['accept'] !== 'application/json') return typeFaults(exchange, PAGE);
  const schema = content['application/json']?.schema;
  if (schema === undefined) return ['is documented without a schema'];
  return [
    ...typeFaults(exchange, 'application/json'),
    ...differences(schema, answer.json(), 'unknown members refused'),
  ];
}

function typeFaults({ answer }: Exchange, expected: string): string[] {
  return when(answer.headers['content-type'] !== `${expected}; charset=utf-8`, `is no ${expected}`);
}

/** An error: its form, a code of the catalogue that has this status, and no word of the client's. */
function errorFaults(exchange: Exchange): string[] {
  const { answer, headers } = exchange;
  const isProblem = headers['accept'] === PROBLEM;
  const { ErrorResponse = {}, ProblemDetails = {} } = DOCUMENT.components.schemas;
  const found = [
    ...typeFaults(exchange, isProblem ? PROBLEM : 'application/json'),
    ...differences(isProblem ? ProblemDetails : ErrorResponse, answer.json(), 'unknown members refused'),
  ];
  if (found.length > 0) return found;
  const items = answer.json<{ errors: { error: ErrorItem }[] }>().errors.map(({ error }) => error);
  return [...items.flatMap((item) => itemFaults(item, answer.status)), ...echoes(exchange)];
}

function itemFaults({ code, title, ref }: ErrorItem, status: number): string[] {
  const row = ROWS.find((each) => each.code === code);
  if (row?.status !== status || row.title !== title) return [`has the code ${code}, which is none of ${status}`];
  return when(!ref.endsWith(`/errors#${code}`), 'has a wrong ref');
}

/** What the client sent must not come back: no value, and no name that it made up (contract §1, Errors). */
function echoes({ answer, path, target, headers, body }: Exchange): string[] {
  const query = [...new URLSearchParams(target.split('?')[1] ?? '')].flat();
  const values = [...Object.values(path), ...query, ...Object.values(headers), ...stringsOf(body)];
  const sent = values.filter((text) => text.length >= SHORTEST_CANARY && !OWN_WORDS.includes(text));
  return when(
    sent.some((text) => answer.text.includes(text) || answer.text.includes(JSON.stringify(text).slice(1, -1))),
    'repeats what the client sent',
  );
}

/** All strings of a body: values and names of members; of one that is no tree, it itself. */
function stringsOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  if (typeof tree !== 'object' || tree === null || Buffer.isBuffer(tree)) return [];
  const names = Array.isArray(tree) ? [] : Object.keys(tree);
  return [...names, ...Object.values(tree).flatMap(stringsOf)];
}
