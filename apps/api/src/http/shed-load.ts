import { type IncomingMessage, type ServerResponse } from 'node:http';
import { DomainError } from '@app/common';
import { type FastifyInstance } from 'fastify';
import { errorAnswer } from './error-answer';
import { type Load } from './load';
import { type Observer, rawObservation } from './observation';
import { requestId } from './request-id';

/** Made once: a stack trace for each refusal would cost more than the refusal. */
const OVERLOADED = new DomainError('overloaded');

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Refuses operations while the load is too high, before Fastify sees them: what is refused must cost a small part of what is
 * done, or refusing would itself be the overload. Whoever watches the service still gets through to it.
 */
export function shedLoad(instance: FastifyInstance, load: Load, publicUrl: string, observe: Observer): void {
  const { server } = instance;
  const [handle] = server.listeners('request') as Listener[];
  if (handle === undefined) throw new Error('the server has no listener yet');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (load.isTooHigh() && request.url?.startsWith('/v4/') === true) refuse(request, response, publicUrl, observe);
    else handle.call(server, request, response);
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, publicUrl: string, observe: Observer): void {
  const { method, url } = request;
  const id = requestId(request);
  const { status, headers, body } = errorAnswer(
    OVERLOADED,
    { method, url, accept: request.headers.accept, requestId: id },
    publicUrl,
  );
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-length': length, 'cache-control': 'no-store', 'x-request-id': id });
  response.end(method === 'HEAD' ? undefined : body);
  observe({ ...rawObservation(status, id, OVERLOADED), method });
}
