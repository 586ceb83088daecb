import { CATALOGUE } from '@app/common';
import { VOCABULARY } from '../document/document';
import { differencesOf } from '../document/exchange';
import { operationOf } from './requests';
import { type GeneratedExchange } from './run';

const JSON_TYPE = 'application/json';
const PROBLEM = 'application/problem+json';
/** Where an operation has a page, too, it is what all get who do not ask for JSON alone. */
const PAGE = 'text/html';
/** The deadline of a request (REQUEST_TIMEOUT_MS), and time for the machine to be busy with something else. */
const SLOWEST = 3500;
/** Shorter strings of a request may be words of a message by chance. */
const SHORTEST_CANARY = 6;

/** What answers say of their own accord; a value that lacks a letter of it may be a part of it. */
const OWN_WORDS = [VOCABULARY, ...Object.values(CATALOGUE).map(({ title, meaning }) => `${title} ${meaning}`)].join(
  '\n',
);

/** What is wrong with an exchange by the OpenAPI document and contract §1; nothing, mostly. */
export function faultsOf(exchange: GeneratedExchange): string[] {
  const { answer, request, milliseconds } = exchange;
  const { status, headers } = answer;
  return [
    ...when(milliseconds > SLOWEST, `took ${Math.round(milliseconds)} ms`),
    ...when(headers['x-request-id'] === undefined, 'has no x-request-id'),
    ...when(!/^(no-store|private, no-cache)$/.test(headers['cache-control'] ?? ''), 'has no Cache-Control'),
    ...when(status >= 500, `is ${status}`),
    ...when(headers['content-type'] !== expectedType(exchange), 'has another Content-Type than it was asked for'),
    ...(request.detour !== undefined || status === 405 ? detourFaults(exchange) : []),
    ...differencesOf(exchange),
    ...(status >= 400 ? echoes(exchange) : []),
  ];
}

function when(isWrong: boolean, words: string): string[] {
  return isWrong ? [words] : [];
}

/** 405 and unknown paths, which are asked for on purpose; a head that is too large is told first. */
function detourFaults({ request: { detour, operationId }, answer: { status, headers } }: GeneratedExchange): string[] {
  if (status === 405) {
    const allowed = (headers['allow'] ?? '').split(', ');
    return [
      ...when(detour !== 'method', 'is 405 for a method of its path'),
      ...when(!allowed.includes(operationOf(operationId).method), 'has no right Allow'),
    ];
  }
  const expected = detour === 'path' ? [404, 414, 431] : [414, 431];
  return when(!expected.includes(status), `is ${status} for another ${detour ?? ''}`);
}

/** What Accept asks for; an answer without a body has no type. */
function expectedType({ request, headers, answer }: GeneratedExchange): string | undefined {
  if (answer.text === '') return answer.headers['content-type'];
  const { accept } = headers;
  const content = operationOf(request.operationId).responses[answer.status]?.content ?? {};
  const hasPage = PAGE in content && answer.status < 400 && accept !== JSON_TYPE;
  const type = answer.status >= 400 && accept === PROBLEM ? PROBLEM : hasPage ? PAGE : JSON_TYPE;
  return `${type}; charset=utf-8`;
}

/** What the client sent must not come back: no value, and no name that it made up (contract §1, Errors). */
function echoes({ answer, path, target, headers, body }: GeneratedExchange): string[] {
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
