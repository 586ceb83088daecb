// Rounds of load on the servers in turn, and what comes of them.
'use strict';
const { processorSeconds } = require('./machine');
const { CREATING, WRITING } = require('./operations');
const { median } = require('../statistics');

/**
 * Measures one operation on all servers. They take turns, and who begins changes: whatever else the machine does meets all alike.
 * @returns figures by variant: of each round, and over all
 */
async function measure(bench, operation, { rounds, seconds, warmUp, connections }) {
  const { servers } = bench;
  const results = Object.fromEntries(servers.map(({ variant }) => [variant, []]));
  for (let round = -1; round < rounds; round++) {
    const file = await bench.samples();
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(turn + round + servers.length) % servers.length];
      // The first round warms up.
      const length = round < 0 ? Math.min(warmUp, seconds) : seconds;
      const figures = await load(bench, server, { operation, seconds: length, connections, file });
      if (round >= 0) results[server.variant].push(figures);
    }
  }
  return Object.fromEntries(Object.entries(results).map(([variant, figures]) => [variant, summary(figures)]));
}

/** One round on one server. @returns what the load found, and microseconds of processor for each request */
async function load(bench, server, round) {
  const { variant, port, child } = server;
  wakeOnly(bench, server);
  const before = processorSeconds(child.pid);
  const figures = await bench.load.run({ lead: bench.lead, firstRow: bench.nextRow, variant, port, ...round });
  const after = processorSeconds(child.pid);
  if (CREATING.has(round.operation)) bench.nextRow += figures.rows;
  if (WRITING.has(round.operation)) await seal(bench, server);
  return { ...figures, processor: after === undefined ? undefined : ((after - before) * 1e6) / figures.sent };
}

/** The others stand still: the service works beside its requests, too, and must not do so at the cost of those it is compared with. */
function wakeOnly({ servers }, server) {
  for (const other of servers) if (other !== server) other.child.kill('SIGSTOP');
  server.child.kill('SIGCONT');
}

/** What a round has left to be sealed is sealed before the next, whoever wrote it. */
async function seal(bench, { variant }) {
  if (variant === 'usual') return;
  wakeOnly(
    bench,
    bench.servers.find((server) => server.variant === 'ours'),
  );
  await bench.stand.sealed(bench.database);
}

function summary(rounds) {
  const of = (name) => rounds.map((figures) => figures[name]);
  const perSecond = of('perSecond');
  const processor = of('processor').filter((each) => each !== undefined);
  return {
    rounds,
    perSecond: median(perSecond),
    least: Math.min(...perSecond),
    most: Math.max(...perSecond),
    p50: median(of('p50')),
    p99: median(of('p99')),
    processor: processor.length > 0 ? median(processor) : undefined,
  };
}

/** Of ours to each other variant, round by round: median, least and most of its rate as a share of the other's. */
function ratiosOf({ ours, ...others }) {
  return Object.fromEntries(
    Object.entries(others).map(([variant, { rounds }]) => {
      const ratios = rounds.map(({ perSecond }, at) => ours.rounds[at].perSecond / perSecond);
      return [variant, { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }];
    }),
  );
}

module.exports = { load, measure, ratiosOf };
