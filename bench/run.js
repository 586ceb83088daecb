// Measures the service between two others: the limit, which is node:http and pg with the same statements and nothing else, and what is
// usual, NestJS with Express and TypeORM's repositories. `npm run bench`, and after `--` options:
//   --quick                    10,000 customers and short rounds: at most three minutes, for every change
//   --sizes 10000,1000000      customers; the usual service is left out above --usual-up-to
//   --rounds 3 --seconds 8 --connections 50
//   --operations read,create   some of them
//   --soak 600                 seconds of the mix while memory is watched; 0: none
//   --json FILE                every figure
'use strict';
const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { compareBodies } = require('./compare/bodies');
const { ready, soak, statements, tail } = require('./compare/extras');
const { Load } = require('./compare/load');
const { machine } = require('./compare/machine');
const { OPERATIONS } = require('./compare/operations');
const { say, sayResults } = require('./compare/report');
const { measure, ratio } = require('./compare/rounds');
const { drawSamples } = require('./compare/samples');
const { Stand } = require('./compare/stand');
const { installUsual } = require('./compare/usual');

/** Of ours to the limit, below which a quick run fails: other work on a machine must not fail it, a mistake must. */
const FLOOR = 0.4;
/** Creates begin behind all that was seeded. */
const FIRST_NEW_ROW = 10_000_000;

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      'usual-up-to': { type: 'string', default: '1000000' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '50' },
      operations: { type: 'string', default: Object.keys(OPERATIONS).join() },
      soak: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const {
    quick,
    sizes = quick ? '10000' : '10000,1000000',
    rounds = quick ? '1' : '3',
    seconds = quick ? '2' : '8',
  } = values;
  const operations = values.operations.split(',');
  for (const name of operations) if (!Object.hasOwn(OPERATIONS, name)) throw new Error(`--operations: no ${name}`);
  const whole = (name, value) => {
    if (!/^\d{1,8}$/.test(value)) throw new Error(`--${name} must be a whole number`);
    return Number(value);
  };
  return {
    quick,
    operations,
    sizes: sizes.split(',').map((size) => whole('sizes', size)),
    usualUpTo: whole('usual-up-to', values['usual-up-to']),
    rounds: whole('rounds', rounds),
    seconds: whole('seconds', seconds),
    connections: whole('connections', values.connections),
    soak: whole('soak', values.soak ?? (quick ? '0' : '600')),
    json: values.json,
  };
}

/** Everything at one size. */
async function measureSize(bench, options, size) {
  const withUsual = size <= options.usualUpTo;
  say(`seeding ${size} customers`);
  const database = await bench.stand.createDatabase(size, { withUsual });
  bench.samples = () => drawSamples(database, bench.stand.directory);
  const variants = ['limit', 'ours', ...(withUsual ? ['usual'] : [])];
  const servers = await Promise.all(variants.map((variant) => bench.stand.serve(variant, database)));
  await bench.stand.sealed(database);
  const ours = servers[1];
  bench.nextRow += await compareBodies(
    servers,
    JSON.parse(fs.readFileSync(await bench.samples(), 'utf8')),
    bench.nextRow,
  );
  const results = { size, seededPerSecond: database.seededPerSecond, operations: {}, tails: {} };
  for (const operation of options.operations) {
    results.operations[operation] = await measure(bench, servers, operation, options);
    sayResults(operation, results.operations[operation]);
  }
  if (!options.quick) {
    for (const [
      operation,
      {
        ours: { perSecond },
      },
    ] of Object.entries(results.operations)) {
      results.tails[operation] = await tail(bench, ours, operation, perSecond, options.seconds);
    }
    results.statements = await statements(bench, ours, database);
    results.ready = await ready(bench, database, 5);
    if (options.soak > 0 && size === Math.max(...options.sizes.filter((each) => each <= options.usualUpTo))) {
      results.soak = await soak(bench, ours, { seconds: options.soak, connections: options.connections });
    }
  }
  await bench.stand.end(servers);
  return results;
}

async function run(options) {
  installUsual();
  const bench = { stand: new Stand(), load: new Load(), nextRow: FIRST_NEW_ROW };
  const interrupt = () => void bench.stand.stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
  const report = { machine: machine(), options, sizes: [] };
  try {
    await bench.stand.start();
    report.machine.postgres = await bench.stand.version();
    for (const size of options.sizes) report.sizes.push(await measureSize(bench, options, size));
  } finally {
    bench.load.stop();
    await bench.stand.stop();
  }
  if (options.json !== undefined) fs.writeFileSync(options.json, JSON.stringify(report, null, 1));
  return report;
}

/** Operations of a quick run in which ours is too far from the limit. */
function tooSlow({ sizes }) {
  return sizes.flatMap(({ operations }) =>
    Object.entries(operations).filter(([, results]) => ratio(results, 'ours', 'limit').median < FLOOR),
  );
}

async function main() {
  try {
    const options = readOptions();
    const report = await run(options);
    const slow = options.quick ? tooSlow(report) : [];
    if (slow.length === 0) return;
    process.stderr.write(`bench: under ${FLOOR} of the limit: ${slow.map(([operation]) => operation).join(', ')}\n`);
  } catch (error) {
    process.stderr.write(`bench: ${error.message}\n`);
  }
  process.exitCode = 1;
}

void main();
