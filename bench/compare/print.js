// What the benchmark prints.
'use strict';
const { ratiosOf } = require('./rounds');

const say = (line) => process.stdout.write(`${line}\n`);

const whole = (value) => (value === undefined ? '–' : value.toFixed(0));

/** How ratios are told: of the limit as a share, of the usual as a multiple. */
const RATIOS = {
  limit: ({ median, least, most }) => `${median.toFixed(2)} of the limit (${least.toFixed(2)} to ${most.toFixed(2)})`,
  usual: ({ median, least, most }) =>
    `${median.toFixed(1)} times the usual (${least.toFixed(1)} to ${most.toFixed(1)})`,
};

/** The figures of one operation, and how those of the service stand to the others'. */
function sayResults(operation, figures) {
  const rates = Object.entries(figures).map(
    ([variant, { perSecond, least, most, p50, p99, processor }]) =>
      `${variant} ${whole(perSecond)}/s (${whole(least)} to ${whole(most)}; p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms; ${whole(processor)} µs)`,
  );
  const ratios = Object.entries(ratiosOf(figures)).map(([variant, ratio]) => RATIOS[variant](ratio));
  say(`${operation}: ${ratios.join(', ')}\n  ${rates.join('\n  ')}`);
}

/** All operations of one size: requests a second of each variant, ratios of ours, its latencies, and processor for each request. */
function sayTable({ size, operations }) {
  const head = ['', 'limit/s', 'ours/s', 'usual/s', 'of limit', 'x usual', 'p50 ms', 'p99 ms', 'CPU µs'];
  const rows = Object.entries(operations).map(([name, { variants, ratios }]) => [
    name,
    ...['limit', 'ours', 'usual'].map((variant) => whole(variants[variant]?.perSecond)),
    ratios.limit?.median.toFixed(2) ?? '–',
    ratios.usual?.median.toFixed(1) ?? '–',
    variants.ours.p50.toFixed(1),
    variants.ours.p99.toFixed(1),
    whole(variants.ours.processor),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
  say(`\n${size} customers; medians of the rounds`);
  for (const [first, ...others] of [head, ...rows]) {
    say([first.padEnd(widths[0]), ...others.map((cell, at) => cell.padStart(widths[at + 1]))].join('  '));
  }
}

module.exports = { say, sayResults, sayTable };
