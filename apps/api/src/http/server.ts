import cors from '@fastify/cors';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError, type Settings } from '@app/common';
import { timeoutsFor } from '@app/database';
import { type FastifyInstance } from 'fastify';
import { admitInTurns } from './admission';
import { answerClientErrors } from './client-errors';
import { corsOptions } from './cors';
import { type Drain } from './drain';
import { hasBody, registerJsonBody } from './json-body';
import { headProblem, MAX_BODY_LENGTH, MAX_HEADERS_LENGTH, MAX_URL_LENGTH } from './limits';
import { countWork } from './count-work';
import { type Load } from './load';
import { type ObservedRequest, observeRequests, type Observer } from './observation';
import { parseQuery } from './query-string';
import { requestId } from './request-id';
import { decodableTarget } from './request-target';
import { traceIdOf } from './trace-context';
import { Turns } from './turns';
import { isUnknownPath } from './unknown-path';
import { closeStalledConnections } from './stalled-connections';

/** How long a client may take to send a request, in milliseconds. */
const ARRIVAL_MS = 10_000;

/** The HTTP server as the contract wants it, before any hook or route is registered. */
export function createAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_LENGTH,
    // A param that is too long for us is a 400 of the path rules; the router itself would say 414.
    routerOptions: { maxParamLength: 2 * MAX_URL_LENGTH, querystringParser: parseQuery },
    rewriteUrl: ({ url = '' }) => decodableTarget(url),
    requestTimeout: ARRIVAL_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    skipMiddie: true,
    genReqId: requestId,
    http: {
      // Well above both limits, so that headProblem() gets to see what breaks them.
      maxHeaderSize: 4 * (MAX_URL_LENGTH + MAX_HEADERS_LENGTH),
      headersTimeout: ARRIVAL_MS,
      connectionsCheckingInterval: 1000,
      requireHostHeader: false,
    },
  });
  const instance = adapter.getInstance<FastifyInstance>();
  // Node drops headers beyond a number, 2000 by default: a second x-auth-roles could hide behind them.
  instance.server.maxHeadersCount = 0;
  // Expectations other than 100-continue are ignored (RFC 9110 §10.1.1 allows that), not answered by Node with a 417.
  instance.server.on('checkExpectation', (request, response) => instance.server.emit('request', request, response));
  closeStalledConnections(instance.server);
  registerJsonBody(instance);
  return adapter;
}

/** What the stages before the routes look at, and whom they tell. */
interface Surroundings {
  readonly settings: Settings;
  readonly drain: Drain;
  readonly load: Load;
  readonly observe: Observer;
}

/** The stages of every request before its route, in the order of contract §1. */
export function registerStages(instance: FastifyInstance, { settings, drain, load, observe }: Surroundings): void {
  answerClientErrors(instance, settings.publicUrl, observe);
  observeRequests(instance, observe);
  instance.addHook('onRequest', (request: ObservedRequest, reply, done) => {
    void reply.header('cache-control', 'no-store').header('x-request-id', request.id);
    request.traceId = traceIdOf(request.headers.traceparent);
    if (request.traceId !== undefined) void reply.header('traceparent', request.headers.traceparent);
    done();
  });
  // Not Nest's enableCors(), which answers preflights before every hook: a preflight is a request like any other.
  if (settings.corsOrigins.length > 0) void instance.register(cors, corsOptions(settings.corsOrigins));
  instance.addHook('onRequest', (request, _reply, done) => {
    // Without a body, the content type says nothing: clients send one with a bodiless DELETE.
    if (!hasBody(request)) delete request.headers['content-type'];
    done(headProblem(request.raw) ?? (isUnknownPath(request) ? new DomainError('unknownPath') : undefined));
  });
  // Not before: a drain may begin while a request is at work.
  instance.addHook('onSend', (_request, reply, _payload, done) => {
    if (drain.started) void reply.header('connection', 'close');
    done();
  });
  const { publicUrl, databasePoolMax, requestTimeoutMs } = settings;
  const turns = new Turns(load, { perTurn: databasePoolMax, wait: timeoutsFor(requestTimeoutMs).turn });
  countWork(instance, load, turns);
  admitInTurns(instance, turns, { drain, publicUrl, observe });
}
