import { type IncomingMessage, type ServerResponse } from 'node:http';
import { DomainError } from '@app/common';
import { sinceArrival } from './arrival';
import { type Drain } from './drain';
import { errorAnswer } from './error-answer';
import { type Observer, rawObservation } from './observation';
import { requestId } from './request-id';
import { traceIdOf } from './trace-context';

/** Made once: a stack trace for each refusal would cost more than the refusal. */
const OVERLOADED = new DomainError('overloaded');

/** What a refusal looks at, and whom it tells. */
export interface RefusalContext {
  readonly drain: Drain;
  readonly publicUrl: string;
  readonly observe: Observer;
}

/**
 * Refuses a request that would be too much (503), without Fastify: a refusal must cost a small part of what it saves, or
 * refusing would itself be the overload.
 */
export function refuseLoad(
  request: IncomingMessage,
  response: ServerResponse,
  { drain, publicUrl, observe }: RefusalContext,
): void {
  const { method, url } = request;
  const id = requestId(request);
  const failed = { method, url, accept: request.headers.accept, requestId: id };
  const { status, headers, body } = errorAnswer(OVERLOADED, failed, publicUrl);
  const { traceparent } = request.headers;
  const traceId = traceIdOf(traceparent);
  const length = Buffer.byteLength(body);
  if (drain.started) response.shouldKeepAlive = false;
  response.writeHead(status, {
    ...headers,
    'content-length': length,
    'cache-control': 'no-store',
    'x-request-id': id,
    ...(traceId !== undefined && { traceparent }),
  });
  response.end(method === 'HEAD' ? undefined : body);
  observe({ ...rawObservation(status, id, OVERLOADED), method, traceId, ms: sinceArrival(request) });
}
