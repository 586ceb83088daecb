import { type FastifyCorsOptionsDelegate } from '@fastify/cors';
import { type FastifyRequest } from 'fastify';
import { headProblem } from './limits';
import { isUnknownPath } from './unknown-path';

/** Decides for each request. */
type CorsOptions = { readonly delegator: FastifyCorsOptionsDelegate };

/**
 * Lets browsers of the given origins call. Only a real preflight of a known path is answered; other OPTIONS requests go
 * on to the stages of every request.
 */
export function corsOptions(origins: readonly string[]): CorsOptions {
  const common = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['ETag', 'Idempotency-Replayed', 'Location', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
  };
  return {
    delegator: (request: FastifyRequest, done) => {
      const { origin, 'access-control-request-method': method } = request.headers;
      const isRefused = headProblem(request.raw) !== undefined || isUnknownPath(request);
      const preflight = origin !== undefined && method !== undefined && !isRefused;
      done(null, { ...common, preflight });
    },
  };
}
