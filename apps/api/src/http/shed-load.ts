import { type IncomingMessage, type ServerResponse } from 'node:http';
import { DomainError } from '@app/common';
import { type FastifyInstance } from 'fastify';
import { type Drain } from './drain';
import { errorAnswer } from './error-answer';
import { type Load } from './load';
import { type Observer, rawObservation } from './observation';
import { requestId } from './request-id';

/** Made once: a stack trace for each refusal would cost more than the refusal. */
const OVERLOADED = new DomainError('overloaded');

/** What a refusal looks at, and whom it tells. */
interface Surroundings {
  readonly load: Load;
  readonly drain: Drain;
  readonly publicUrl: string;
  readonly observe: Observer;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Refuses operations while the load is too high, before Fastify sees them: what is refused must cost a small part of what is
 * done, or refusing would itself be the overload. Whoever watches the service still gets through to it.
 */
export function shedLoad(instance: FastifyInstance, surroundings: Surroundings): void {
  const { server } = instance;
  const [handle] = server.listeners('request') as Listener[];
  if (handle === undefined) throw new Error('the server has no listener yet');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const isOperation = request.url?.startsWith('/v4/') === true;
    if (isOperation && surroundings.load.isTooHigh()) refuse(request, response, surroundings);
    else handle.call(server, request, response);
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, { drain, publicUrl, observe }: Surroundings): void {
  const { method, url } = request;
  const id = requestId(request);
  const { status, headers, body } = errorAnswer(
    OVERLOADED,
    { method, url, accept: request.headers.accept, requestId: id },
    publicUrl,
  );
  const length = Buffer.byteLength(body);
  if (drain.started) response.shouldKeepAlive = false;
  response.writeHead(status, { ...headers, 'content-length': length, 'cache-control': 'no-store', 'x-request-id': id });
  response.end(method === 'HEAD' ? undefined : body);
  observe({ ...rawObservation(status, id, OVERLOADED), method });
}
