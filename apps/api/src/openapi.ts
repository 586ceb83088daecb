import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { Clock, loadSettings } from '@app/common';
import { AppModule } from './app.module';
import { createAdapter } from './http/server';
import { Drain } from './http/drain';
import { openApiDocument } from './openapi-document';

/** Writes the OpenAPI document to the file named on the command line; needs no database. */
async function main(file: string): Promise<void> {
  const settings = loadSettings({});
  const drain = new Drain();
  const module = AppModule.forRoot({
    settings,
    databaseUrl: 'postgres://unused',
    drain,
    clock: new Clock(),
  });
  const app = await NestFactory.create(module, createAdapter(), { preview: true, logger: false });
  writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
}

void main(process.argv[2] ?? 'openapi.json');
