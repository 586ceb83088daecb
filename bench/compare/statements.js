// What each operation asks of PostgreSQL: statements, and the round trips that they take.
'use strict';
const { load } = require('./rounds');
const { end } = require('./stand');
const { Wire } = require('./wire');

/** Calls for each request below which a statement is of the work beside requests. */
const LEAST_CALLS = 0.01;

/** Of each variant, for one request at full load: servers of their own are started for it, whose messages are counted. */
async function statements(bench, operation, { connections }) {
  const found = {};
  for (const { variant } of bench.servers) {
    const wire = await Wire.open(bench.database.url);
    try {
      const { url, serviceUrl } = bench.database;
      const server = await bench.stand.serve(variant, { url: wire.through(url), serviceUrl: wire.through(serviceUrl) });
      found[variant] = await countOne(bench, server, wire, { operation, connections });
      await end(server.child);
    } finally {
      wire.close();
    }
  }
  return found;
}

async function countOne(bench, server, wire, round) {
  const { client } = bench.database;
  const file = await bench.samples();
  // Once before, so that connections are open and statements are prepared.
  await load(bench, server, { ...round, file, seconds: 1 });
  await client.query('SELECT pg_stat_statements_reset()');
  const before = wire.roundTrips;
  const { sent } = await load(bench, server, { ...round, file, seconds: 1 });
  const roundTrips = (wire.roundTrips - before) / sent;
  const { rows } = await client.query(
    `SELECT calls::integer, total_exec_time AS ms, shared_blks_hit + shared_blks_read AS blocks
       FROM pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel AND calls >= $1`,
    [Math.ceil(sent * LEAST_CALLS)],
  );
  const each = (of) => rows.reduce((sum, row) => sum + Number(of(row)), 0) / sent;
  return {
    statements: each(({ calls }) => calls),
    roundTrips,
    microseconds: each(({ ms }) => ms * 1000),
    blocks: each(({ blocks }) => blocks),
  };
}

module.exports = { statements };
