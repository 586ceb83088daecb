import { readFileSync } from 'node:fs';

/** A schema of the OpenAPI document: the members of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly example?: string;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

interface Example {
  readonly value: unknown;
}

/** A body in one media type. */
export interface MediaType {
  readonly schema: Schema;
  /** By name. */
  readonly examples?: Readonly<Record<string, Example | { readonly $ref: string }>>;
}

type Content = Readonly<Record<string, MediaType>>;

/** What an operation may answer under one status. */
export interface DocumentedResponse {
  /** Answers have each of them, unless it says otherwise. */
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: Schema }>>;
  readonly content?: Content;
}

/** An operation with its method, in upper case, and path. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

/** The committed document. */
export const DOCUMENT = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path'>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, DocumentedResponse>>;
    readonly examples: Readonly<Record<string, Example>>;
  };
};

/** All operations of the document. */
export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path,
    parameters: (operation.parameters ?? []).map((each) => shared(each, DOCUMENT.components.parameters)),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, each]) => [
        status,
        shared(each, DOCUMENT.components.responses),
      ]),
    ),
  })),
);

/** The part itself, or the component that it names. */
function shared<T extends object>(part: T | { readonly $ref: string }, components: Readonly<Record<string, T>>): T {
  if (!('$ref' in part)) return part;
  const found = components[part.$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`the document has no ${part.$ref}`);
  return found;
}

/** The values of the examples of a body, by name. */
export function examplesOf({ examples = {} }: MediaType): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(examples).map(([name, each]) => [name, shared(each, DOCUMENT.components.examples).value]),
  );
}

/** The codes of all errors that the examples of a body show. */
export function codesOf(media: MediaType): string[] {
  return Object.values(examplesOf(media)).flatMap((value) =>
    (value as { errors: { error: { code: string } }[] }).errors.map(({ error }) => error.code),
  );
}

/** The schema itself, where another only names it. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const named = DOCUMENT.components.schemas[name];
  if (named === undefined) throw new Error(`the document has no schema ${name}`);
  return named;
}

/** The parameters of an operation in one place. */
export function parametersIn(operation: Operation, place: Parameter['in']): readonly Parameter[] {
  return (operation.parameters ?? []).filter((parameter) => parameter.in === place);
}

/** Every word that the document itself uses: names of members and parameters, values of enums, parts of paths. */
export const VOCABULARY = [...new Set(wordsOf(DOCUMENT))].join('\n');

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value).flatMap((name) => [name, ...name.split('/')]);
  return [...names, ...Object.values(value).flatMap(wordsOf)];
}

/** The bounds that the document sets for members of a name, in characters or items, each once. */
export const BOUNDS: ReadonlyMap<string, readonly number[]> = boundsOf(DOCUMENT);

function boundsOf(document: unknown): Map<string, number[]> {
  const bounds = new Map<string, number[]>();
  const visit = (name: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { maxLength, maxItems, items } = value as Schema;
    const found = [maxLength, maxItems, items?.maxLength].filter((bound) => bound !== undefined);
    bounds.set(name, [...new Set([...(bounds.get(name) ?? []), ...found])]);
    for (const [below, member] of Object.entries(value)) visit(below, member);
  };
  visit('', document);
  return bounds;
}
