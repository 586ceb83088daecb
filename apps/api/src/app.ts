import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authenticator, JwtAuthenticator } from '@app/common';
import { loggableError } from '@app/database';
import { type FastifyInstance } from 'fastify';
import { type Logger } from 'pino';
import { type AppContext, AppModule } from './app.module';
import { serveDocs } from './console/serve-docs';
import { collectRoutes, refuseOtherMethods } from './http/method-not-allowed';
import { createAdapter, registerStages } from './http/server';
import { requestLog } from './http/request-log';
import { Load } from './http/load';
import { type Observation } from './http/observation';
import { Metrics } from './metrics/metrics';

/** Makes the application with all its routes; the caller lets it listen. */
export async function createApp(context: AppContext): Promise<NestFastifyApplication> {
  const { settings, logger, drain } = context;
  const adapter = createAdapter();
  const instance = adapter.getInstance<FastifyInstance>();
  const routes = collectRoutes(instance);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(context), adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  const metrics = app.get(Metrics);
  const log = requestLog(logger);
  const observe = (observation: Observation): void => {
    log(observation);
    metrics.observe(observation);
  };
  warnOfMissingKeys(app.get(Authenticator), logger);
  registerStages(instance, { settings, drain, load: app.get(Load), observe });
  if (settings.docs) serveDocs(app, settings.authMode);
  await app.init();
  refuseOtherMethods(instance, routes);
  return app;
}

/** While the keys cannot be fetched, one that its issuer has withdrawn is believed on: somebody has to know. */
function warnOfMissingKeys(authenticator: Authenticator, logger: Logger): void {
  if (!(authenticator instanceof JwtAuthenticator)) return;
  const warning = 'the keys of JWT_JWKS_URL cannot be fetched';
  authenticator.onFailure = (error) => logger.warn({ warning, cause: loggableError(error) });
}
