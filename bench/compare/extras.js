// What is measured beside rates: latencies at loads that leave room, memory, starts.
'use strict';
const { setTimeout: delay } = require('node:timers/promises');
const { peakMegabytes, residentMegabytes } = require('./machine');
const { load } = require('./rounds');
const { end } = require('./stand');
const { median, slope } = require('../statistics');

/** Of the rate that a server can do at most: where its tail is measured. */
const TAIL_SHARE = 0.6;
/** Of what ours can do at the first size: a rate that is far from the maximum at all sizes, so that what is compared is no queue. */
const STEADY_SHARE = 0.3;
/** Seconds of an open loop, thousands of requests; where it is compared between sizes, several short ones. */
const [TAIL_SECONDS, STEADY_SECONDS, STEADY_ROUNDS] = [4, 2, 3];
/** Connections of an open loop: so many requests may be under way. */
const OPEN_CONNECTIONS = 200;

/** Latencies while requests come at 60 % of each server's own maximum, whatever becomes of those before. */
async function tails(bench, operation, figures) {
  const found = {};
  for (const server of bench.servers) {
    const rate = Math.max(1, Math.round(figures[server.variant].perSecond * TAIL_SHARE));
    found[server.variant] = await openRound(bench, server, { operation, rate, seconds: TAIL_SECONDS });
  }
  return found;
}

/** Latencies of ours at a rate that is the same at all sizes. */
async function steady(bench, operation, figures) {
  bench.steadyRates ??= {};
  const rate = (bench.steadyRates[operation] ??= Math.max(1, Math.round(figures.ours.perSecond * STEADY_SHARE)));
  const ours = bench.servers.find(({ variant }) => variant === 'ours');
  const rounds = [];
  while (rounds.length < STEADY_ROUNDS) {
    rounds.push(await openRound(bench, ours, { operation, rate, seconds: STEADY_SECONDS }));
  }
  // Since each was sent: what the load itself was late would be the same at all sizes, and hide a part of what differs.
  return { rate, p50: median(rounds.map(({ sentP50 }) => sentP50)), rounds };
}

async function openRound(bench, server, round) {
  const file = await bench.samples();
  return { rate: round.rate, ...(await load(bench, server, { ...round, connections: OPEN_CONNECTIONS, file })) };
}

/** Memory during a mix at full load, the most since the process began, and by how much it grows a minute, from the second fifth on. */
async function soak(bench, { soak: seconds, connections }) {
  const server = bench.servers.find(({ variant }) => variant === 'ours');
  const { pid } = server.child;
  const samples = [];
  const begun = Date.now();
  const over = new AbortController();
  const watch = async () => {
    while (!over.signal.aborted) {
      samples.push([(Date.now() - begun) / 60_000, residentMegabytes(pid)]);
      await delay(Math.max(100, seconds * 5), undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  const round = { operation: 'mix', seconds, connections, file: await bench.samples() };
  const figures = await load(bench, server, round).finally(() => over.abort());
  await watching;
  const settled = samples.slice(Math.floor(samples.length / 5));
  return { seconds, ...figures, most: peakMegabytes(pid), perMinute: slope(settled), samples };
}

/** Milliseconds from the start of a process until it takes requests, on a database that is there. */
async function ready(bench, times) {
  const all = [];
  for (let i = 0; i < times; i++) {
    const server = await bench.stand.serve('ours', bench.database);
    all.push(server.readyMs);
    await end(server.child);
  }
  return { median: median(all), most: Math.max(...all), all };
}

module.exports = { ready, soak, steady, tails };
