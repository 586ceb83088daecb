import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiParam, ApiQuery, getSchemaPath } from '@nestjs/swagger';
import { SCHEMA_NAME } from '../openapi/schemas';
import { compile, type Parser } from './compile';
import { documentedMembers } from './documented-members';
import { compileQuery, type QueryParser } from './query';
import { AUDIT_REASON, documentHeader, IDEMPOTENCY_KEY } from '../write/write-headers';
import { type RawAct, type WriteDeclaration } from '../write/make-act';
import { type AuthenticatedRequest } from '../auth/roles.guard';
import { memberNames } from './sent-members';
import { isUnion, type Union } from './union';

/** The parts of a request that an operation takes, each with its DTO class. */
export interface InputParts {
  readonly path?: Type<object>;
  /** Unknown and repeated parameters are refused; operations without it ignore their query. */
  readonly query?: Type<object>;
  readonly body?: Type<object> | Union<object>;
  /** Named examples of the body for the OpenAPI document. */
  readonly examples?: Readonly<Record<string, { summary: string; value: object }>>;
  /** A write: it is audited, and a keyed one heeds Idempotency-Key, too (contract §5). */
  readonly write?: 'audited' | 'keyed';
}

/** What an operation takes, compiled when its controller is declared: a mistake in a DTO ends the start, not a request. */
export class InputDeclaration {
  readonly path: Parser<object> | undefined;
  readonly query: QueryParser | undefined;
  readonly body: Parser<object> | undefined;
  readonly write: WriteDeclaration;

  constructor(readonly parts: InputParts) {
    const { path, query, body } = parts;
    this.path = path && compile(path);
    this.query = query && compileQuery(query);
    this.body = body && (isUnion(body) ? body.parse : compile(body));
    this.write = { isKeyed: parts.write === 'keyed', memberNames: body ? memberNames(body) : () => [] };
  }
}

/** A request as the validation pipe finds it. */
export interface RawInput {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Of a write. */
  readonly act: RawAct | undefined;
}

const read = createParamDecorator(({ parts }: InputDeclaration, context: ExecutionContext): RawInput => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const act = parts.write && rawAct(request, context.getHandler());
  return { path: request.params, query: request.query, body: request.body, act };
});

function rawAct({ id, caller, headers }: AuthenticatedRequest, handler: object): RawAct {
  if (caller === undefined) throw new Error('a write that the guard has let through without a caller');
  const { operationId } = Reflect.getMetadata('swagger/apiOperation', handler) as { operationId: string };
  return { operation: operationId, requestId: id, caller, headers };
}

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
      ...(parts.write === undefined ? [] : [documentHeader(AUDIT_REASON)]),
      ...(parts.write === 'keyed' ? [documentHeader(IDEMPOTENCY_KEY)] : []),
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
    const { required, description, ...member } = documented as { required: boolean; description?: string };
    // The generator's own mark of every member, no keyword of a schema.
    const { isArray: _isArray, ...schema } = member as { isArray?: boolean };
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

/** The OpenAPI schema of a union: oneOf with a discriminator, under its name. */
export function unionSchema(union: Pick<Union<object>, 'name' | 'alternatives' | 'discriminator'>): UnionSchema {
  const references = Object.entries(union.alternatives).map(([name, type]) => [name, getSchemaPath(type)] as const);
  return {
    [SCHEMA_NAME]: union.name,
    oneOf: references.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: union.discriminator, mapping: Object.fromEntries(references) },
  };
}

interface UnionSchema {
  [SCHEMA_NAME]: string;
  oneOf: { $ref: string }[];
  discriminator: { propertyName: string; mapping: Record<string, string> };
}
