// What is measured beside rates: tails at a load that leaves room, memory, starts, statements.
'use strict';
const { setTimeout: delay } = require('node:timers/promises');
const { residentMegabytes } = require('./machine');
const { OPERATIONS } = require('./operations');
const { load } = require('./rounds');
const { end } = require('./stand');
const { median } = require('../statistics');

/** Of the rate that a server can do at most. */
const SHARE = 0.6;
/** Connections of an open loop: so many requests may be under way. */
const OPEN_CONNECTIONS = 200;

/** Latencies while requests come at 60 % of the server's own maximum, whatever becomes of those before. */
async function tail(bench, server, operation, perSecond, seconds) {
  const file = await bench.samples();
  const rate = Math.round(perSecond * SHARE);
  return { rate, ...(await load(bench, server, { operation, seconds, rate, connections: OPEN_CONNECTIONS, file })) };
}

/** Memory during a mix at full load: the most, and by how much it grows, from the second fifth on. */
async function soak(bench, server, { seconds, connections }) {
  const samples = [];
  const over = { is: false };
  const watch = async () => {
    for (const begun = Date.now(); !over.is; await delay(Math.max(100, seconds * 5))) {
      samples.push({ minute: (Date.now() - begun) / 60_000, megabytes: residentMegabytes(server.child.pid) });
    }
  };
  const watching = watch();
  const figures = await load(bench, server, { operation: 'mix', seconds, connections, file: await bench.samples() });
  over.is = true;
  await watching;
  const settled = samples.slice(Math.floor(samples.length / 5));
  return {
    ...figures,
    most: Math.max(...samples.map(({ megabytes }) => megabytes)),
    perMinute: slope(settled),
    samples,
  };
}

/** Least squares, in MB a minute. */
function slope(samples) {
  const mean = (name) => samples.reduce((sum, sample) => sum + sample[name], 0) / samples.length;
  const [minute, megabytes] = [mean('minute'), mean('megabytes')];
  const sum = (of) => samples.reduce((total, sample) => total + of(sample), 0);
  return (
    sum((sample) => (sample.minute - minute) * (sample.megabytes - megabytes)) /
    sum((sample) => (sample.minute - minute) ** 2)
  );
}

/** Milliseconds from the start of a process until it takes requests, on a database that is there. */
async function ready(bench, database, times) {
  const all = [];
  for (let i = 0; i < times; i++) {
    const server = await bench.stand.serve('ours', database);
    all.push(server.readyMs);
    await end(server.child);
  }
  return { median: median(all), most: Math.max(...all) };
}

/** Statements of each operation, as PostgreSQL has counted them; what the service does beside requests is left out. */
async function statements(bench, server, { client }) {
  const found = {};
  for (const operation of Object.keys(OPERATIONS).filter((name) => name !== 'mix')) {
    await client.query('SELECT pg_stat_statements_reset()');
    const file = await bench.samples();
    const { sent } = await load(bench, server, { operation, seconds: 1, connections: 4, file });
    const { rows } = await client.query(
      `SELECT calls::integer, total_exec_time / calls AS ms, shared_blks_hit::float / calls AS blocks, query
         FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel`,
    );
    const ours = rows.filter(({ calls }) => calls > sent / 4);
    found[operation] = {
      statements: ours.reduce((sum, { calls }) => sum + calls, 0) / sent,
      microseconds: ours.reduce((sum, { calls, ms }) => sum + calls * ms * 1000, 0) / sent,
      blocks: ours.reduce((sum, { calls, blocks }) => sum + calls * blocks, 0) / sent,
    };
  }
  return found;
}

module.exports = { ready, soak, statements, tail };
