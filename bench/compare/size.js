// Everything that is measured at one size.
'use strict';
const fs = require('node:fs');
const { compareBodies } = require('./bodies');
const { ready, soak, steady, tails } = require('./extras');
const { say, sayResults } = require('./print');
const { measure, ratiosOf } = require('./rounds');
const { sampler } = require('./samples');
const { statements } = require('./statements');

/** Of ours to the limit, below which a quick run fails: other work on a machine must not fail it, a mistake must. */
const FLOOR = 0.4;
/** A quick run plans to have measured everything so many milliseconds after its start. */
const QUICK_MS = 165_000;

/** @returns figures of one size */
async function measureSize(bench, options, size) {
  const variants = options.variants.filter((variant) => variant !== 'usual' || size <= options.usualUpTo);
  say(`seeding ${size} customers`);
  const database = await bench.stand.createDatabase(size, { withUsual: variants.includes('usual') });
  const servers = await Promise.all(variants.map((variant) => bench.stand.serve(variant, database)));
  await bench.stand.sealed(database);
  const draw = sampler(database, bench.stand.directory);
  Object.assign(bench, { database, servers, lead: options.lead, samples: draw });
  bench.nextRow += await compareBodies(servers, JSON.parse(fs.readFileSync(await draw(), 'utf8')), bench.nextRow);
  const results = { size, seededPerSecond: database.seededPerSecond, operations: {} };
  for (const [at, operation] of options.operations.entries()) {
    const left = options.operations.length - at;
    results.operations[operation] = await measureOperation(bench, options, operation, left);
  }
  if (!options.quick) {
    results.ready = await ready(bench, 5);
    if (size === soakedSize(options)) results.soak = await soak(bench, options);
  }
  await bench.stand.end(servers);
  await bench.stand.dropDatabase(database);
  return results;
}

/** @param left how many operations are still to be measured, with this one */
async function measureOperation(bench, options, operation, left) {
  let figures = await measure(bench, operation, { ...options, rounds: Math.max(1, affordableRounds(options, left)) });
  const again = options.quick && shareOf(figures) < FLOOR ? affordableRounds(options, left) : 0;
  if (again > 0) {
    say(`${operation}: ${shareOf(figures).toFixed(2)} of the limit, so once more`);
    const second = await measure(bench, operation, { ...options, rounds: again });
    if (shareOf(second) > shareOf(figures)) figures = second;
  }
  sayResults(operation, figures);
  const results = { variants: figures, ratios: ratiosOf(figures) };
  if (options.quick) return results;
  // At once, before others make the tables larger.
  return {
    ...results,
    tails: await tails(bench, operation, figures),
    steady: await steady(bench, operation, figures),
    statements: await statements(bench, operation, options),
  };
}

/** Rounds for which a quick run has time, when so many operations are left: an installation may have taken a minute of it. */
function affordableRounds({ quick, variants, rounds, seconds, lead, warmUp }, left) {
  if (!quick) return rounds;
  // Beside the load, a second for samples, connections and seals.
  const each = (QUICK_MS - performance.now()) / 1000 / left - 1;
  const affordable = Math.floor((each / variants.length - warmUp - lead) / (seconds + lead));
  return Math.max(0, Math.min(rounds, affordable));
}

/** Of ours to the limit; a limit that is not measured is not missed. */
function shareOf(figures) {
  return ratiosOf(figures).limit?.median ?? Infinity;
}

/** The mix of ten minutes is run once: at the largest size at which all are compared. */
function soakedSize({ soak: seconds, sizes, usualUpTo }) {
  if (seconds === 0) return undefined;
  const compared = sizes.filter((size) => size <= usualUpTo);
  return Math.max(...(compared.length > 0 ? compared : sizes));
}

/** Names of operations of a run in which ours is too far from the limit. */
function tooSlow({ sizes }) {
  return sizes.flatMap(({ operations }) =>
    Object.keys(operations).filter((name) => shareOf(operations[name].variants) < FLOOR),
  );
}

module.exports = { FLOOR, measureSize, tooSlow };
