import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type * as database from '@app/database';

// The build, not the sources: Jest maps no module aliases here, and `npm test` has just built it.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { migrate, startEmbeddedPostgres } = require('../../dist/libs/database/src') as typeof database;

/** Cloned for every test file: migrated once, with the organizations that the tests use. */
export const TEMPLATE = 'padron_test_template';

declare global {
  var embeddedPostgres: { server: database.EmbeddedPostgres; dataDir: string };
}

/** Starts one PostgreSQL for all tests; TEST_POSTGRES_BINARIES names the `native` directory of another version. */
export default async function setUp(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'padron-test-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    binaries: process.env['TEST_POSTGRES_BINARIES'],
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      shared_preload_libraries: 'pg_stat_statements',
    },
  });
  globalThis.embeddedPostgres = { server, dataDir };
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href, { orgs: ['telco', 'other'], serviceUrl: server.serviceUrl });
  process.env['TEST_POSTGRES_URL'] = server.url;
  process.env['TEST_POSTGRES_SERVICE_URL'] = server.serviceUrl;
}

/** Stops what setUp started and removes its data. */
export async function tearDown(): Promise<void> {
  const { server, dataDir } = globalThis.embeddedPostgres;
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
