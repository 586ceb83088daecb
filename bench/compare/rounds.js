// Rounds of load on the servers in turn, and what comes of them.
'use strict';
const { processorSeconds } = require('./machine');
const { CREATING } = require('./operations');
const { median } = require('../statistics');

/** Seconds of a round before what is measured. */
const LEAD = 1;

/**
 * Measures one operation on all servers. They take turns, and who begins changes: whatever else the machine does meets all alike.
 * @returns figures by variant: of each round, and over all
 */
async function measure(bench, servers, operation, { rounds, seconds, connections }) {
  const results = Object.fromEntries(servers.map(({ variant }) => [variant, []]));
  for (let round = -1; round < rounds; round++) {
    const file = await bench.samples();
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(turn + round + servers.length) % servers.length];
      // The first round warms up.
      const length = round < 0 ? Math.min(2, seconds) : seconds;
      const figures = await load(bench, server, { operation, seconds: length, connections, file });
      if (round >= 0) results[server.variant].push(figures);
    }
  }
  return Object.fromEntries(Object.entries(results).map(([variant, figures]) => [variant, summary(figures)]));
}

/** One round on one server. @returns what the load found, and microseconds of processor for each request */
async function load(bench, { variant, port, child }, round) {
  const before = processorSeconds(child.pid);
  const figures = await bench.load.run({ lead: LEAD, firstRow: bench.nextRow, variant, port, ...round });
  if (CREATING.has(round.operation)) bench.nextRow += figures.rows;
  const after = processorSeconds(child.pid);
  return { ...figures, processor: after === undefined ? undefined : ((after - before) * 1e6) / figures.sent };
}

function summary(rounds) {
  const of = (name) => rounds.map((figures) => figures[name]);
  const perSecond = of('perSecond');
  return {
    rounds,
    perSecond: median(perSecond),
    least: Math.min(...perSecond),
    most: Math.max(...perSecond),
    p50: median(of('p50')),
    p99: median(of('p99')),
    processor: median(of('processor').filter((each) => each !== undefined)),
  };
}

/** Of two variants, round by round: median, least and most of the first's rate as a share of the second's. */
function ratio(results, one, other) {
  const ratios = results[one].rounds.map(({ perSecond }, at) => perSecond / results[other].rounds[at].perSecond);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

module.exports = { load, measure, ratio };
