// How figures are found in what `npm run bench -- --json` wrote, and how they are written for people.
'use strict';

/** Operations in words, in the order of tables. */
const OPERATIONS = {
  read: 'read',
  'read-if-none-match': 'read, If-None-Match',
  'search-document': 'search by document',
  'search-email': 'search by email',
  cards: 'list of cards',
  create: 'create',
  patch: 'patch of one field',
  mix: 'mix 80/15/5',
};

const VARIANTS = ['limit', 'ours', 'usual'];

/** Thousands with commas, and no more digits than were measured. */
const whole = (value) => (value === undefined ? '–' : Math.round(value).toLocaleString('en-US'));

/** With so many decimals. */
const fixed = (value, decimals) => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(decimals));

/** Names of the operations that were measured at a size. */
const operationsOf = ({ operations }) => Object.keys(OPERATIONS).filter((name) => Object.hasOwn(operations, name));

/** The variants that were measured at a size. */
function variantsOf(size) {
  const [first] = Object.values(size.operations);
  return VARIANTS.filter((variant) => Object.hasOwn(first.variants, variant));
}

/** The size that charts and costs are of: the largest at which all were compared, else the largest. */
function mainSize({ sizes }) {
  return sizes.findLast((size) => variantsOf(size).includes('usual')) ?? sizes.at(-1);
}

/** Of the memory of a soak, the most that was seen; `most` is that of the whole life of the process. */
const mostSeen = ({ samples }) => Math.max(...samples.map(([, megabytes]) => megabytes));

/** A table of Markdown: the first column is text, the others are numbers. */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

module.exports = { fixed, mainSize, mostSeen, OPERATIONS, operationsOf, table, variantsOf, whole };
