import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance } from 'fastify';
import { type AppContext, AppModule } from './app.module';
import { corsOptions } from './http/cors';
import { collectRoutes, refuseOtherMethods } from './http/method-not-allowed';
import { createAdapter } from './http/server';
import { serveDocs } from './openapi-document';

/** Makes the application with all its routes; the caller lets it listen. */
export async function createApp(context: AppContext): Promise<NestFastifyApplication> {
  const { settings, drain } = context;
  const adapter = createAdapter(settings, drain);
  const instance = adapter.getInstance<FastifyInstance>();
  const routes = collectRoutes(instance);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(context), adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  if (settings.corsOrigins.length > 0) app.enableCors(corsOptions(settings.corsOrigins));
  if (settings.docs) serveDocs(app);
  await app.init();
  refuseOtherMethods(instance, routes);
  return app;
}
