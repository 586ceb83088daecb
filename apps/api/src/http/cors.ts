import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';

type CorsOptions = NonNullable<Parameters<NestFastifyApplication['enableCors']>[0]>;

/** Lets browsers of the given origins call. Only a real preflight is answered; other OPTIONS requests stay 405. */
export function corsOptions(origins: readonly string[]): CorsOptions {
  const common = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
  };
  return {
    delegator: ({ headers }: FastifyRequest, done) => {
      const preflight = headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
      done(null, { ...common, preflight });
    },
  };
}
