// Measures what the audit of writes, or an Idempotency-Key, costs a create: `npm run bench:audit`, and after `--` options:
//   --compare audit|key   what the two variants differ in: audit and seals (default), or an Idempotency-Key
//   --keyed               sends Idempotency-Keys in both variants of `--compare audit`
//   --rounds 12 --seconds 5 --connections 32   rounds of each variant, their length, and clients at once
'use strict';
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { measure } = require('./rounds');
const { Stand } = require('./stand');
const { median, quantile, spread } = require('./statistics');

const WITHOUT_AUDIT = ['--require', path.join(__dirname, 'without-audit.js')];

/** The variant in question first, then the one it is compared with. */
const COMPARISONS = {
  audit: (isKeyed) => [
    { name: 'with audit', nodeOptions: [], isAudited: true, isKeyed },
    { name: 'without audit', nodeOptions: WITHOUT_AUDIT, isAudited: false, isKeyed },
  ],
  key: () => [
    { name: 'with key', nodeOptions: [], isAudited: true, isKeyed: true },
    { name: 'without key', nodeOptions: [], isAudited: true, isKeyed: false },
  ],
};

/** @throws Error that says which option is wrong */
function readOptions() {
  const { values } = parseArgs({
    options: {
      compare: { type: 'string', default: 'audit' },
      keyed: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '12' },
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
    },
  });
  if (!Object.hasOwn(COMPARISONS, values.compare)) throw new Error('--compare must be audit or key');
  if (values.keyed && values.compare === 'key') throw new Error('--keyed has no meaning with --compare key');
  const numbers = ['rounds', 'seconds', 'connections'].map((name) => {
    if (!/^[1-9]\d{0,3}$/.test(values[name])) throw new Error(`--${name} must be a whole number from 1 to 9999`);
    return [name, Number(values[name])];
  });
  return { ...Object.fromEntries(numbers), variants: COMPARISONS[values.compare](values.keyed) };
}

const say = (line) => process.stdout.write(`${line}\n`);

const whole = (value) => value.toFixed(0);

function sayRound({ pair, variant, perSecond }) {
  say(`${pair < 0 ? 'warm-up' : `round ${pair + 1}`} ${variant.name}: ${whole(perSecond)}/s`);
}

function sayResults([first, second], results) {
  for (const [i, { name }] of [first, second].entries()) {
    const latencies = results[i].flatMap((round) => round.latencies);
    const [p50, p99] = [0.5, 0.99].map((share) => quantile(latencies, share).toFixed(1));
    say(`${name}: creates/s ${perSecondSpread(results[i])}; latency p50 ${p50} ms, p99 ${p99} ms`);
  }
  const ratios = results[0].map(({ perSecond }, i) => perSecond / results[1][i].perSecond);
  const cost = ((1 - median(ratios)) * 100).toFixed(1);
  say(`${first.name} / ${second.name}, pair by pair: ${spread(ratios, (ratio) => ratio.toFixed(3))}; cost ${cost} %`);
}

function perSecondSpread(rounds) {
  return spread(
    rounds.map(({ perSecond }) => perSecond),
    whole,
  );
}

/** The load average tells how far the figures can be trusted: this benchmark alone makes about three. */
async function sayMachine(stand, loadBefore) {
  const { rows } = await stand.query(stand.postgres.url, 'SHOW server_version');
  const loads = [loadBefore, os.loadavg()].map(([lastMinute]) => lastMinute.toFixed(1));
  const { server_version: postgres } = rows[0];
  say(
    `Node ${process.version}, PostgreSQL ${postgres}, ${os.availableParallelism()} cores, load ${loads.join(' to ')}`,
  );
}

/** @throws Error when a round cannot be run, its counts do not fit, or it is interrupted */
async function run({ variants, ...options }, signal) {
  const stand = new Stand(signal);
  try {
    const loadBefore = os.loadavg();
    await stand.start(variants);
    const results = await measure(stand.services, options, signal, sayRound);
    sayResults(variants, results);
    await sayMachine(stand, loadBefore);
  } finally {
    await stand.stop();
  }
}

async function main() {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Error(`got ${name}`)));
  try {
    await run(readOptions(), stopping.signal);
  } catch (error) {
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 1;
  }
}

void main();
