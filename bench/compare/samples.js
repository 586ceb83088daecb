// Customers at random over the whole table, for the load to ask for.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const { externalIdOf } = require(path.join(__dirname, '../../dist/apps/api/src/seed/seeded-customer'));
const { ORG } = require('./operations');

/** More than a round asks for. */
const CUSTOMERS = 300_000;

/** @returns draws samples, anew each time, and tells the file that has them until it is called again */
function sampler(database, directory) {
  let [file, count] = [undefined, 0];
  return async () => {
    const samples = await draw(database);
    if (file !== undefined) fs.rmSync(file);
    file = path.join(directory, `samples-${database.size}-${++count}.json`);
    fs.writeFileSync(file, JSON.stringify(samples));
    return file;
  };
}

async function draw({ client, size }) {
  const share = Math.min(100, (100 * CUSTOMERS) / size);
  const { rows: customers } = await client.query(
    `SELECT c.id, c.version, d.number, d.type, c.contact_email_key AS email
       FROM customers c TABLESAMPLE BERNOULLI (${share})
       LEFT JOIN identity_documents d ON d.org_id = c.org_id AND d.customer_id = c.id AND d.retired_at IS NULL
      WHERE c.org_id = $1 AND c.external_id < $2`,
    // Those of the seed: what the rounds create is in the tables of one of the servers.
    [ORG, externalIdOf(size)],
  );
  const { rows: holders } = await client.query(
    'SELECT DISTINCT customer_id AS id FROM credit_cards WHERE org_id = $1',
    [ORG],
  );
  return { customers, holders };
}

module.exports = { sampler };
