import 'reflect-metadata';
import { Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersController } from './customers.controller';
import { CustomersService } from './customers.service';
import * as entities from './entities';

const ENTITIES = Object.values(entities);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'],
      schema: 'usual',
      entities: ENTITIES,
      // Only into an empty schema: SYNCHRONIZE makes the tables, and the process ends.
      synchronize: process.env['SYNCHRONIZE'] === 'true',
      uuidExtension: 'pgcrypto',
      poolSize: Number(process.env['DATABASE_POOL_MAX'] ?? 10),
    }),
    TypeOrmModule.forFeature(ENTITIES),
  ],
  controllers: [CustomersController],
  providers: [CustomersService],
})
class AppModule {}

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  app.enableShutdownHooks();
  if (process.env['SYNCHRONIZE'] === 'true') {
    await app.init();
    return app.close();
  }
  await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
  process.stdout.write(`listening on ${await app.getUrl()}\n`);
}

void bootstrap();
