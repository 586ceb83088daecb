import { type OPERATIONS } from './generated/operations.js';
import { type operations } from './generated/schema.js';

/** The name of an operation: the operationId of the OpenAPI document. */
export type OperationId = keyof typeof OPERATIONS;

type HeaderOf<Op extends OperationId> =
  NonNullable<operations[Op]['parameters']['header']> extends infer Headers
    ? [Headers] extends [never]
      ? never
      : keyof Headers
    : never;
type AnyHeader = { [Op in OperationId]: HeaderOf<Op> }[OperationId];

/** The headers that operations take, and the options of a call that set them. A header without a row does not compile. */
export const HEADER_OPTIONS = {
  'Idempotency-Key': 'idempotencyKey',
  'If-Match': 'ifMatch',
  'If-None-Match': 'ifNoneMatch',
  'x-audit-reason': 'auditReason',
} as const satisfies Record<AnyHeader, string>;

type HeaderOptions = typeof HEADER_OPTIONS;

/** A member that is required, optional, or not there, as the OpenAPI document has it. */
type Part<Name extends string, Value> = [NonNullable<Value>] extends [never]
  ? unknown
  : undefined extends Value
    ? { readonly [Key in Name]?: NonNullable<Value> }
    : { readonly [Key in Name]: Value };

type BodyOf<Op extends OperationId> = operations[Op] extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : undefined;

/** What every call may say. */
export interface CommonOptions {
  /** Ends the call, and the waiting between its repetitions. */
  readonly signal?: AbortSignal | undefined;
  /** Goes out as `x-request-id`, and comes back with the answer and in the service's log: 1 to 128 of `A-Za-z0-9._-`. */
  readonly requestId?: string | undefined;
}

/** What an operation is called with: `path`, `query` and `body`, and the headers that it takes as options. */
export type Call<Op extends OperationId> = CommonOptions &
  Part<'path', operations[Op]['parameters']['path']> &
  Part<'query', operations[Op]['parameters']['query']> &
  Part<'body', BodyOf<Op>> & {
    readonly [Header in HeaderOf<Op> as HeaderOptions[Header]]?: string | undefined;
  };

/** A call of whatever operation. */
export interface AnyCall extends CommonOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly auditReason?: string | undefined;
}
