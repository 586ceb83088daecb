import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiParam, ApiQuery, getSchemaPath } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { compile, type Parser } from './compile';
import { documentedMembers } from './documented-members';
import { compileQuery, type QueryParser } from './query';
import { type Union } from './union';

/** The parts of a request that an operation takes, each with its DTO class. */
export interface InputParts {
  readonly path?: Type<object>;
  /** Unknown and repeated parameters are refused; operations without it ignore their query. */
  readonly query?: Type<object>;
  readonly body?: Type<object> | Union<object>;
  /** Named examples of the body for the OpenAPI document. */
  readonly examples?: Readonly<Record<string, { summary: string; value: object }>>;
}

/** What an operation takes, compiled when its controller is declared: a mistake in a DTO ends the start, not a request. */
export class InputDeclaration {
  readonly path: Parser<object> | undefined;
  readonly query: QueryParser | undefined;
  readonly body: Parser<object> | undefined;

  constructor(readonly parts: InputParts) {
    const { path, query, body } = parts;
    this.path = path && compile(path);
    this.query = query && compileQuery(query);
    this.body = body && (isUnion(body) ? body.parse : compile(body));
  }
}

/** A request as the validation pipe finds it. */
export interface RawInput {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const read = createParamDecorator((_declaration: InputDeclaration, context: ExecutionContext): RawInput => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { path: request.params, query: request.query, body: request.body };
});

/**
 * Declares, validates and documents what an operation takes. Path and body arrive as one parameter, because their
 * violations belong into one answer (contract §1, Order of stages).
 */
export function Input(parts: InputParts): ParameterDecorator {
  return (target, property, index) => {
    read(new InputDeclaration(parts))(target, property, index);
    const documentation = [
      ...(parts.path === undefined ? [] : pathDocumentation(parts.path)),
      ...(parts.query === undefined ? [] : queryDocumentation(parts.query)),
      ...(parts.body === undefined ? [] : bodyDocumentation(parts.body, parts.examples)),
    ];
    decorateMethod(target, property, documentation);
  };
}

/** Lets a parameter decorator decorate the method of its parameter. */
export function decorateMethod(
  target: object,
  method: string | symbol | undefined,
  decorators: readonly MethodDecorator[],
): void {
  const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
  if (method === undefined || descriptor === undefined) throw new Error('not a parameter of a method');
  for (const decorate of decorators) decorate(target, method, descriptor);
}

function pathDocumentation(path: Type<object>): MethodDecorator[] {
  return documentedMembers(path).map(([name, schema]) => ApiParam({ ...schema, name }));
}

function queryDocumentation(query: Type<object>): MethodDecorator[] {
  return documentedMembers(query).map(([name, documented]) => {
    const { required, description, ...schema } = documented as { required: boolean; description?: string };
    return ApiQuery({ name, required, description, schema });
  });
}

function bodyDocumentation(
  body: Type<object> | Union<object>,
  examples: InputParts['examples'] = {},
): MethodDecorator[] {
  if (!isUnion(body)) return [ApiBody({ type: body, examples })];
  return [ApiExtraModels(...Object.values(body.alternatives)), ApiBody({ schema: unionSchema(body), examples })];
}

/** The OpenAPI schema of a union: oneOf with a discriminator. */
export function unionSchema(union: Pick<Union<object>, 'alternatives' | 'discriminator'>): UnionSchema {
  const references = Object.entries(union.alternatives).map(([name, type]) => [name, getSchemaPath(type)] as const);
  return {
    oneOf: references.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: union.discriminator, mapping: Object.fromEntries(references) },
  };
}

interface UnionSchema {
  oneOf: { $ref: string }[];
  discriminator: { propertyName: string; mapping: Record<string, string> };
}

function isUnion(body: Type<object> | Union<object>): body is Union<object> {
  return 'alternatives' in body;
}
