import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FastifyInstance } from 'fastify';
import { markArrival } from './arrival';
import { CLIENT_GONE, rawObservation } from './observation';
import { takeTurn } from './pipelining';
import { refuseLoad, type RefusalContext } from './refuse-load';
import { requestId } from './request-id';
import { type Turns } from './turns';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** What those who watch the service ask for; every other spelling waits as operations do. */
const WATCHED = new Set(['/health/live', '/health/ready', '/metrics']);

/** Whether a request neither waits nor counts as load. */
export function isWatching({ url }: { url?: string | undefined }): boolean {
  return url !== undefined && WATCHED.has(url);
}

/**
 * Stands before Fastify: lets requests begin in turns as the load allows it, and refuses those that have waited too long. Whoever
 * watches the service does not wait.
 */
export function admitInTurns(instance: FastifyInstance, turns: Turns, context: RefusalContext): void {
  const { server } = instance;
  const [handle] = server.listeners('request') as Listener[];
  if (handle === undefined) throw new Error('the server has no listener yet');
  const begin: Listener = (request, response) => handle.call(server, request, response);

  const enter: Listener = (request, response) => {
    if (isWatching(request)) return begin(request, response);
    turns.enter({
      begin: () => begin(request, response),
      refuse: () => refuseLoad(request, response, context),
      isGone: () => request.socket.destroyed,
      skip: () => context.observe({ ...rawObservation(CLIENT_GONE, requestId(request)), method: request.method }),
    });
  };
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response) => {
    markArrival(request);
    takeTurn(request, response, () => enter(request, response));
  });
}
