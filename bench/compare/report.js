// What the benchmark prints.
'use strict';
const { ratio } = require('./rounds');

const say = (line) => process.stdout.write(`${line}\n`);

const whole = (value) => value.toFixed(0);

/** The figures of one operation, and how those of the service stand to the others'. */
function sayResults(operation, results) {
  const rates = Object.entries(results).map(
    ([variant, { perSecond, least, most, p50, p99, processor }]) =>
      `${variant} ${whole(perSecond)}/s (${whole(least)} to ${whole(most)}; p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms; ${whole(processor)} µs)`,
  );
  const share = ratio(results, 'ours', 'limit');
  const times = results.usual && ratio(results, 'ours', 'usual');
  const ratios = [
    `${share.median.toFixed(2)} of the limit (${share.least.toFixed(2)} to ${share.most.toFixed(2)})`,
    ...(times
      ? [`${times.median.toFixed(1)} times the usual (${times.least.toFixed(1)} to ${times.most.toFixed(1)})`]
      : []),
  ];
  say(`${operation}: ${ratios.join(', ')}\n  ${rates.join('\n  ')}`);
}

module.exports = { say, sayResults };
