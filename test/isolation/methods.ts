import { readFileSync } from 'node:fs';
import { type INestApplication, type Type } from '@nestjs/common';
import { PARAMTYPES_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { Database } from '@app/database';
import { DataSource } from 'typeorm';
import { SOURCES } from '../setup/sources';

/** Providers that have the database and touch no data, each with the reason. */
const WITHOUT_DATA: Readonly<Record<string, string>> = {
  Metrics: 'counts the connections of the pool and asks them nothing',
};

/** `Class.method` of every public method of every provider of ours that has the database, or has a provider that has it. */
export function dataMethods(app: INestApplication): string[] {
  const providers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.providers.values()]);
  const classes = new Set(
    providers.map(({ metatype }) => metatype).filter((type): type is Type => isOurs(type) && hasDatabase(type)),
  );
  return [...classes]
    .filter(({ name }) => !(name in WITHOUT_DATA))
    .flatMap((type) => publicMethodsOf(type).map((method) => `${type.name}.${method}`))
    .sort();
}

function sourceOf(name: string): string | undefined {
  return SOURCES.map((file) => readFileSync(file, 'utf8')).find((text) =>
    new RegExp(`export class ${name}\\b`).test(text),
  );
}

function isOurs(type: unknown): type is Type {
  return typeof type === 'function' && sourceOf(type.name) !== undefined;
}

function hasDatabase(type: Type): boolean {
  const needs = (Reflect.getMetadata(PARAMTYPES_METADATA, type) ?? []) as unknown[];
  return needs.some((need) => need === Database || need === DataSource || (isOurs(need) && hasDatabase(need)));
}

/** What is private is known to the source alone. */
function publicMethodsOf(type: Type): string[] {
  const source = sourceOf(type.name) ?? '';
  return Object.getOwnPropertyNames(type.prototype).filter(
    (name) => name !== 'constructor' && !new RegExp(`\\b(private|protected) (async )?${name}\\b`).test(source),
  );
}
