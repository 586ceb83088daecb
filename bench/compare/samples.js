// Customers at random over the whole table, for the load to ask for.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const { externalIdOf } = require(path.join(__dirname, '../../dist/apps/api/src/seed/seeded-customer'));
const { ORG } = require('./operations');

/** More than a round asks for. */
const CUSTOMERS = 300_000;

/** Draws samples, anew each time. @returns the file that has them */
async function drawSamples({ client, size }, directory) {
  const share = Math.min(100, (100 * CUSTOMERS) / size);
  const { rows: customers } = await client.query(
    `SELECT c.id, d.number, d.type, c.contact_email_key AS email
       FROM customers c TABLESAMPLE BERNOULLI (${share})
       LEFT JOIN identity_documents d ON d.org_id = c.org_id AND d.customer_id = c.id AND d.retired_at IS NULL
      WHERE c.org_id = $1 AND c.external_id < $2 AND c.version = 1`,
    // Those of the seed: what the rounds create is in the tables of one of the servers.
    [ORG, externalIdOf(size)],
  );
  const { rows: holders } = await client.query(
    'SELECT DISTINCT customer_id AS id FROM credit_cards WHERE org_id = $1',
    [ORG],
  );
  const file = path.join(directory, `samples-${Date.now()}.json`);
  fs.writeFileSync(file, JSON.stringify({ customers, holders }));
  return file;
}

module.exports = { drawSamples };
