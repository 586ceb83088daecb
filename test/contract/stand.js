// What the contract tester talks to: the built service on a PostgreSQL of its own, with data.
'use strict';
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { Client } = require('pg');
const { pino } = require('pino');
const { makeData, ORG } = require('./data');
const { startFront } = require('./front');

const built = path.join(__dirname, '..', '..', 'dist');
const { Clock, loadSettings } = require(`${built}/libs/common/src`);
const { migrate, startEmbeddedPostgres } = require(`${built}/libs/database/src`);
const { createApp } = require(`${built}/apps/api/src/app`);
const { Drain } = require(`${built}/apps/api/src/http/drain`);

/** Starts everything. @returns where to ask, the document as it is served, what is there (ids), and how to stop */
exports.startStand = async function startStand() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'padron-contract-'));
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off', synchronous_commit: 'off' } });
  await migrate(postgres.url, { orgs: [ORG], serviceUrl: postgres.serviceUrl });
  const app = await createApp({
    settings: loadSettings({}),
    databaseUrl: postgres.serviceUrl,
    logger: pino({ level: 'silent' }),
    drain: new Drain(),
    clock: new Clock(),
  });
  await app.listen(0, '127.0.0.1');
  const service = app.getHttpServer().address().port;
  const document = await (await fetch(`http://127.0.0.1:${service}/openapi.json`)).json();
  const ids = await makeData(`http://127.0.0.1:${service}`);
  const owner = new Client({ connectionString: postgres.url });
  await owner.connect();
  const front = await startFront(service, owner);
  return {
    url: `http://127.0.0.1:${front.address().port}`,
    document,
    ids,
    stop: async () => {
      front.closeAllConnections();
      front.close();
      await app.close();
      await owner.end();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
