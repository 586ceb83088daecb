import { type OperationId } from './calls.js';
import { type operations } from './generated/schema.js';

/** What every answer tells beside status and data. */
export interface AnswerHead {
  /** The version of the customer, as `ifMatch` and `ifNoneMatch` take it. */
  readonly etag: string | undefined;
  /** The path of what was made. */
  readonly location: string | undefined;
  /** By which the service's log knows the request. */
  readonly requestId: string | undefined;
  /** The answer is that of an earlier request with the same Idempotency-Key; this one had no effect. */
  readonly isReplay: boolean;
  readonly headers: Headers;
}

type Responses<Op extends OperationId> = operations[Op]['responses'];

/** The statuses of an operation that are no errors; 304 is one of them. */
export type SuccessStatus<Op extends OperationId> = Extract<keyof Responses<Op>, 200 | 201 | 204 | 304>;

type DataOf<Response> = Response extends { content: { 'application/json': infer Data } } ? Data : undefined;

/** The answer of an operation. Where there are several statuses, `status` tells what `data` is. */
export type Answer<Op extends OperationId, Status extends SuccessStatus<Op> = SuccessStatus<Op>> = {
  [One in Status]: AnswerHead & { readonly status: One; readonly data: DataOf<Responses<Op>[One]> };
}[Status];

/** The answer of whatever operation. */
export interface AnyAnswer extends AnswerHead {
  readonly status: number;
  readonly data: unknown;
}

/** @param data the body, parsed */
export function answerOf({ status, headers }: Response, data: unknown): AnyAnswer {
  return {
    status,
    data,
    etag: headers.get('etag') ?? undefined,
    location: headers.get('location') ?? undefined,
    requestId: headers.get('x-request-id') ?? undefined,
    isReplay: headers.get('idempotency-replayed') === 'true',
    headers,
  };
}
