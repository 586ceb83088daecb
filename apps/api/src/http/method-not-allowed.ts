import { METHODS } from 'node:http';
import { type FastifyInstance } from 'fastify';

/** Path pattern → the methods that it answers. */
export type RouteTable = Map<string, Set<string>>;

/** The CORS plugin's route for preflights of every path, known or not. */
export const ANY_PATH = '*';

/** CONNECT goes to a host, not to a path. */
const REQUEST_METHODS = METHODS.filter((method) => method !== 'CONNECT');

/** Watches the routes that are registered from now on. */
export function collectRoutes(instance: FastifyInstance): RouteTable {
  const table: RouteTable = new Map();
  instance.addHook('onRoute', ({ url, method }) => {
    if (url === ANY_PATH) return;
    const methods = table.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    table.set(url, methods);
  });
  return table;
}

/**
 * Answers every other method of every known path with 405, `Allow` and an empty body (published page). Registered as
 * routes, so that a literal segment wins over a parameter for these methods too; as a hook, so that the body is not
 * looked at first (contract §1, Order of stages).
 */
export function refuseOtherMethods(instance: FastifyInstance, table: RouteTable): void {
  for (const method of REQUEST_METHODS) {
    if (!instance.supportedMethods.includes(method)) instance.addHttpMethod(method, { hasBody: true });
  }
  // As a plugin it runs after the plugins before it, when their routes (the console's files) are in the table, too.
  instance.register((child, _options, done) => {
    for (const [url, methods] of [...table]) refuse(child, url, [...methods].sort());
    done();
  });
}

function refuse(instance: FastifyInstance, url: string, allowed: readonly string[]): void {
  const allow = allowed.join(', ');
  instance.route({
    url,
    method: REQUEST_METHODS.filter((method) => !allowed.includes(method)),
    exposeHeadRoute: false,
    // Answering without calling `done` ends the request here.
    onRequest: (_request, reply, _done) => void reply.code(405).header('allow', allow).send(),
    handler: () => undefined,
  });
}
