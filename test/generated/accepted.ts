import { cleanText } from '@app/domain';
import { parametersIn, type Schema } from '../document/document';
import { operationOf } from './requests';
import { type Exchange } from './run';
import { differences } from '../document/schemas';

/** Members whose own rules say how they are cleaned (contract §4). */
const RAW_MEMBERS = ['number', 'nif', 'identity_document', 'org_id', 'customer_id', 'card_id', 'name'];

/**
 * What a request that succeeded had, and should not have had by the document. Less is demanded where contract §1 is
 * kinder than a schema: unknown members do not count, null is absent outside of a merge patch, strings are cleaned first.
 */
export function wronglyAccepted(exchange: Exchange): string[] {
  const operation = operationOf(exchange.request.operationId);
  const { status } = exchange.answer;
  if (status < 200 || status >= 300 || exchange.request.detour !== undefined) return [];
  const query = new URLSearchParams(exchange.target.split('?')[1] ?? '');
  const parameters = [
    ...parametersIn(operation, 'path').map(({ name, schema }) => [schema, exchange.path[name]] as const),
    ...parametersIn(operation, 'query').map(({ name, schema }) => [schema, cleaned(query.get(name), name)] as const),
  ];
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  return [
    ...parameters.flatMap(([schema, value]) => (value === null ? [] : judged(schema, value, 'a parameter'))),
    ...(body === undefined ? [] : judged(body, bodyOf(exchange), 'a body')),
  ];
}

function judged(schema: Schema, value: unknown, what: string): string[] {
  const found = differences(schema, value, 'unknown members allowed');
  return found.length === 0 ? [] : [`accepts ${what} although ${found.join(' and ')}`];
}

function bodyOf({ body, method, request }: Exchange): unknown {
  const tree: unknown = request.raw === undefined ? body : JSON.parse(String(body));
  return withoutNulls(cleaned(JSON.parse(JSON.stringify(tree)), ''), method === 'PATCH');
}

function cleaned(tree: unknown, name: string): unknown {
  if (typeof tree === 'string') return RAW_MEMBERS.includes(name) ? tree : cleanText(tree);
  return mapped(tree, (member, key) => cleaned(member, key ?? name));
}

/** Items of a list are no merge patch, not even within one. */
function withoutNulls(tree: unknown, isMergePatch: boolean): unknown {
  if (Array.isArray(tree)) return tree.map((item) => withoutNulls(item, false));
  return mapped(tree, (member) => (member === null && !isMergePatch ? undefined : withoutNulls(member, isMergePatch)));
}

/** The tree with its members or items changed; those that become undefined are gone. */
function mapped(tree: unknown, change: (member: unknown, name?: string) => unknown): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((item) => change(item));
  const members = Object.entries(tree).map(([name, member]) => [name, change(member, name)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
