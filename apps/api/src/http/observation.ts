import { IncomingMessage } from 'node:http';
import { type AuthenticatedRequest, type DomainError } from '@app/common';
import { type FastifyInstance, type FastifyReply } from 'fastify';
import { sinceArrival } from './arrival';

/** What is known of a request when it is over. It has no value of the client's but what is checked to be harmless. */
export interface Observation {
  /** Undefined: it never became a request. */
  readonly method: string | undefined;
  /** Template of the path; undefined: no known path. */
  readonly route: string | undefined;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
  /** The organization of the path, which may be unknown. */
  readonly org?: string | undefined;
  /** As sent, known or not. */
  readonly roles?: readonly string[] | undefined;
  /** W3C Trace Context, when the caller sent a valid one. */
  readonly traceId?: string | undefined;
  /** The error that was answered. */
  readonly error?: DomainError | undefined;
}

/** Is told of each request when it is over. */
export type Observer = (observation: Observation) => void;

/** A request with what became of it. */
export interface ObservedRequest extends AuthenticatedRequest {
  failure?: DomainError;
  traceId?: string;
}

/** The client went away before it had its answer: no status of HTTP, but the one that proxies write for it. */
export const CLIENT_GONE = 499;

/** Tells the observer of every request, answered or not. */
export function observeRequests(instance: FastifyInstance, observe: Observer): void {
  instance.addHook('onRequest', (request: ObservedRequest, reply, done) => {
    // The twin of a request that Node refused is no request of a client's.
    if (!(request.raw instanceof IncomingMessage)) return done();
    // Unlike Fastify's onResponse, this also comes when the client goes away.
    reply.raw.once('close', () => observe(observationOf(request, reply)));
    done();
  });
}

/** The observation of what was answered before it became a request of Fastify's. */
export function rawObservation(status: number, requestId: string, error?: DomainError): Observation {
  return { method: undefined, route: undefined, status, ms: 0, requestId, error };
}

function observationOf(request: ObservedRequest, { raw }: FastifyReply): Observation {
  return {
    method: request.method,
    route: request.is404 ? undefined : request.routeOptions.url,
    status: raw.writableFinished ? raw.statusCode : CLIENT_GONE,
    ms: sinceArrival(request.raw),
    requestId: request.id,
    org: (request.params as { org_id?: string } | undefined)?.org_id,
    roles: request.caller?.roles,
    traceId: request.traceId,
    error: request.failure,
  };
}
