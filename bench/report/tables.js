// The blocks of docs/PERFORMANCE.md that are made of figures.
'use strict';
const { floorsTable, growthOf } = require('./floors');
const { fixed, mainSize, mostSeen, OPERATIONS, operationsOf, table, variantsOf, whole } = require('./figures');

/** What was measured, on what, how. */
function machine({ date, machine: { processor, cores, memory, system, node, postgres }, options }) {
  const { rounds, seconds, connections } = options;
  return [
    `- ${date}, on ${processor}, ${cores} cores, ${memory}, ${system}`,
    `- Node ${node.slice(1)}, PostgreSQL ${postgres}, all of it and the load on this machine`,
    `- ${rounds} rounds of ${seconds} s on each service in turn, after one that warms up; ${connections} connections`,
  ].join('\n');
}

const eachSize = (one) => (report) =>
  report.sizes.map((size) => `**${whole(size.size)} customers**\n\n${one(size)}`).join('\n\n');

/** Requests a second, and ratios. */
const rates = eachSize((size) => {
  const variants = variantsOf(size);
  const others = variants.filter((variant) => variant !== 'ours');
  const range = ({ median, least, most }, decimals) =>
    `${fixed(median, decimals)} (${fixed(least, decimals)}–${fixed(most, decimals)})`;
  const rows = operationsOf(size).map((name) => {
    const { variants: figures, ratios } = size.operations[name];
    return [
      OPERATIONS[name],
      ...variants.map((variant) => {
        const { perSecond, least, most } = figures[variant];
        return `${whole(perSecond)} (${whole(least)}–${whole(most)})`;
      }),
      ...others.map((variant) => range(ratios[variant], variant === 'limit' ? 2 : 1)),
    ];
  });
  const words = { limit: 'share of the limit', usual: 'times the usual' };
  return table(['', ...variants.map((variant) => `${variant}, /s`), ...others.map((other) => words[other])], rows);
});

/** Of so few requests, p99.9 would be the slowest. */
const FEW = 1000;

/** Latencies at 60 % of each one's own maximum. */
const tails = eachSize((size) => {
  const variants = variantsOf(size);
  const names = operationsOf(size).filter((name) => size.operations[name].tails);
  const rows = names.map((name) => [
    OPERATIONS[name],
    ...variants.map((variant) => {
      const { rate, sent, ...found } = size.operations[name].tails[variant];
      const rarest = sent < FEW ? undefined : found['p99.9'];
      return `${whole(rate)}: ${[found.p50, found.p99, rarest].map((value) => fixed(value, 1)).join(' / ')}`;
    }),
  ]);
  return table(['', ...variants.map((variant) => `${variant}, /s: p50 / p99 / p99.9 ms`)], rows);
});

/** p50 of ours at the same rate at all sizes. */
function sizes({ sizes: [first, ...others] }) {
  const names = operationsOf(first).filter((name) => first.operations[name].steady);
  const rows = names.map((name) => {
    const { rate, p50 } = first.operations[name].steady;
    const later = others.map((size) => {
      const found = size.operations[name]?.steady;
      return found ? `${fixed(found.p50, 2)} (× ${fixed(growthOf(first, size, name), 2)})` : '–';
    });
    return [OPERATIONS[name], whole(rate), fixed(p50, 2), ...later];
  });
  const head = [first, ...others].map(({ size }) => `p50 at ${whole(size)}, ms`);
  return table(['', 'rate, /s', ...head], rows);
}

/** Processor of each service for one request, at full load. */
const processor = eachSize((size) => {
  const variants = variantsOf(size);
  const rows = operationsOf(size).map((name) => [
    OPERATIONS[name],
    ...variants.map((variant) => whole(size.operations[name].variants[variant].processor)),
  ]);
  return table(['', ...variants.map((variant) => `${variant}, µs`)], rows);
});

/** What one request asks of PostgreSQL. */
function statements(report) {
  const size = mainSize(report);
  const variants = variantsOf(size);
  const names = operationsOf(size).filter((name) => size.operations[name].statements);
  const rows = names.map((name) => [
    OPERATIONS[name],
    ...variants.map((variant) => {
      const found = size.operations[name].statements[variant];
      const counts = `${fixed(found.statements, 2)} / ${fixed(found.roundTrips, 2)}`;
      return `${counts} / ${whole(found.microseconds)} / ${whole(found.blocks)}`;
    }),
  ]);
  const head = variants.map((variant) => `${variant}: statements / round trips / µs / pages`);
  return `**${whole(size.size)} customers**\n\n${table(['', ...head], rows)}`;
}

/** Memory, starts and seeding. */
function memory({ sizes: all }) {
  const soaks = all
    .filter(({ soak }) => soak)
    .map(
      ({ size, soak }) =>
        `- ${whole(soak.seconds)} s of the mix at ${whole(size)} customers, ${whole(soak.perSecond)} requests a second: ${whole(mostSeen(soak))} MB resident at ` +
        `most of ${soak.samples.length} looks, ${fixed(soak.perMinute, 2)} MB more each minute. In the whole life of the process, which had up to 200 connections before: ${whole(soak.most)} MB at most.`,
    );
  const starts = all
    .filter(({ ready }) => ready)
    .map(
      ({ size, ready: { median, most, all: times } }) =>
        `- Ready on an existing database of ${whole(size)} customers after ${whole(median)} ms (${whole(most)} ms at most, of ${times.length} starts).`,
    );
  const seeding = all.map(
    ({ size, seededPerSecond }) => `- ${whole(size)} customers were seeded at ${whole(seededPerSecond)} a second.`,
  );
  return [...soaks, ...starts, ...seeding].join('\n');
}

module.exports = {
  BLOCKS: { machine, floors: floorsTable, rates, sizes, tails, processor, statements, memory },
};
