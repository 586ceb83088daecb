import { migrate } from '@app/database';
import { readSettings } from '../environment';

/** Migrates the database of MIGRATION_DATABASE_URL or DATABASE_URL as a start does, without starting the service. */
async function main(): Promise<void> {
  const { databaseUrl: serviceUrl, migrationDatabaseUrl = serviceUrl, orgs } = readSettings();
  if (migrationDatabaseUrl === undefined) throw new Error('DATABASE_URL must be set');
  await migrate(migrationDatabaseUrl, { orgs, serviceUrl });
}

main().catch((error: Error) => {
  process.stderr.write(`padron: ${error.message}\n`);
  process.exitCode = 1;
});
