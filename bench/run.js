// Measures the service between two others: the limit, which is node:http and pg with the same statements and nothing else, and what is
// usual, NestJS with Express and TypeORM's repositories. `npm run bench`, and after `--` options:
//   --quick                    10,000 customers and short rounds: at most three minutes, for every change
//   --sizes 10000,1000000      customers; the usual service is left out above --usual-up-to 1000000
//   --variants limit,ours      some of them
//   --operations read,create   some of them
//   --rounds 3 --seconds 8 --connections 50
//   --soak 600                 seconds of the mix while memory is watched; 0: none
//   --json FILE                every figure, for `npm run bench:report`
// It exits with 1 when answers differ or are not what they have to be; with --quick, too, when ours is too far from the limit.
'use strict';
const fs = require('node:fs');
const { Load } = require('./compare/load');
const { machine } = require('./compare/machine');
const { MOST, readOptions } = require('./compare/options');
const { say, sayTable } = require('./compare/print');
const { FLOOR, measureSize, tooSlow } = require('./compare/size');
const { Stand } = require('./compare/stand');
const { installUsual } = require('./compare/usual');

async function run(options) {
  if (options.variants.includes('usual')) installUsual();
  const bench = { stand: new Stand(), load: new Load(), nextRow: MOST };
  const interrupt = () => void bench.stand.stop().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
  // Not where the figures are written to: that is a path of one machine.
  const { json, ...told } = options;
  const report = { date: new Date().toISOString().slice(0, 10), machine: machine(), options: told, sizes: [] };
  try {
    await bench.stand.start();
    report.machine.postgres = await bench.stand.version();
    for (const size of options.sizes) {
      report.sizes.push(await measureSize(bench, options, size));
      // A later size may fail: what was measured is kept.
      if (json !== undefined) fs.writeFileSync(json, JSON.stringify(report, null, 1));
    }
  } finally {
    bench.load.stop();
    await bench.stand.stop();
  }
  return report;
}

async function main() {
  try {
    const options = readOptions();
    const report = await run(options);
    for (const size of report.sizes) sayTable(size);
    say(`measured in ${Math.round(performance.now() / 1000)} s`);
    const slow = options.quick ? tooSlow(report) : [];
    if (slow.length === 0) return;
    process.stderr.write(`bench: under ${FLOOR} of the limit: ${slow.join(', ')}\n`);
  } catch (error) {
    process.stderr.write(`bench: ${error.message}\n`);
  }
  process.exitCode = 1;
}

void main();
