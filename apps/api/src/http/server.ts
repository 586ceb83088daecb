import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError, type Settings } from '@app/common';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { clientErrorHandler } from './client-errors';
import { type Drain } from './drain';
import { registerJsonBody } from './json-body';
import { MAX_BODY_LENGTH, MAX_HEADERS_LENGTH, MAX_URL_LENGTH, tooLarge } from './limits';
import { requestId } from './request-id';
import { sendError } from './send-error';
import { toDomainError } from './transport-errors';

/** How long a client may take to send a request, in milliseconds. */
const ARRIVAL_MS = 10_000;

/** The HTTP server as the contract wants it, before any route is registered. */
export function createAdapter(settings: Settings, drain: Drain): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_LENGTH,
    // A param that is too long for us is a 400 of the path rules; the router itself would say 414.
    routerOptions: { maxParamLength: MAX_URL_LENGTH },
    requestTimeout: ARRIVAL_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    skipMiddie: true,
    genReqId: requestId,
    clientErrorHandler: clientErrorHandler(settings.publicUrl),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendError(toDomainError(error), request, reply, settings.publicUrl),
    http: {
      // Room for both, so that tooLarge() tells them apart.
      maxHeaderSize: MAX_URL_LENGTH + MAX_HEADERS_LENGTH,
      headersTimeout: ARRIVAL_MS,
      connectionsCheckingInterval: 1000,
    },
  });
  const instance = adapter.getInstance<FastifyInstance>();
  registerJsonBody(instance);
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.header('cache-control', 'no-store').header('x-request-id', request.id);
    if (drain.started) void reply.header('connection', 'close');
    const problem = tooLarge(request.raw) ?? (isUnknownPath(request) ? 'unknownPath' : undefined);
    done(problem && new DomainError(problem));
  });
  return adapter;
}

/** Asked before the body is read, so that 404 comes first; the router lets an empty segment pass for a parameter. */
function isUnknownPath({ is404, params }: FastifyRequest): boolean {
  if (is404) return true;
  const values = params as Record<string, string>;
  for (const name in values) if (values[name] === '' && name !== '*') return true;
  return false;
}
