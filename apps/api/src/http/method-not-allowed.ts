import { METHODS } from 'node:http';
import { type FastifyInstance } from 'fastify';

/** Path pattern → the methods that it answers. */
export type RouteTable = Map<string, Set<string>>;

/** Watches the routes that are registered from now on. */
export function collectRoutes(instance: FastifyInstance): RouteTable {
  const table: RouteTable = new Map();
  instance.addHook('onRoute', ({ url, method }) => {
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
  const supported = METHODS.filter((method) => method !== 'CONNECT');
  for (const method of supported) {
    if (!instance.supportedMethods.includes(method)) instance.addHttpMethod(method, { hasBody: true });
  }
  const known = [...table].map(([url, methods]) => ({ url, methods: [...methods].sort() }));
  for (const { url, methods } of known) {
    const allow = methods.join(', ');
    instance.route({
      url,
      method: supported.filter((method) => !methods.includes(method)),
      exposeHeadRoute: false,
      // Answering without calling `done` ends the request here.
      onRequest: (_request, reply, _done) => void reply.code(405).header('allow', allow).send(),
      handler: () => undefined,
    });
  }
}
