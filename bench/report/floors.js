// What the service must reach, and whether it did.
'use strict';
const { fixed, mostSeen, OPERATIONS, operationsOf, table, whole } = require('./figures');

/** Of ours to the others' rate, at least. An `aim` is what we would like to reach beyond the floor. */
const READING = { limit: { floor: 0.7, aim: 0.9 }, usual: { floor: 5, aim: 6 } };
const RATIOS = {
  read: READING,
  'read-if-none-match': READING,
  'search-document': READING,
  'search-email': READING,
  create: { limit: { floor: 0.5, aim: 0.75 }, usual: { floor: 3, aim: 5 } },
  patch: { limit: { floor: 0.5 }, usual: { floor: 3, aim: 5 } },
  mix: { limit: { floor: 0.65 } },
};
/** p50 at a size as a multiple of that at the first, at most, at the same rate. */
const GROWTH = { 1000000: { floor: 1.25 }, 5000000: { floor: 1.4 } };
/** Megabytes, and a growth a minute that cannot be told from none: 5 MB in ten minutes. Milliseconds. */
const [MEMORY, SLOPE, READY] = [{ floor: 250 }, { floor: 0.5 }, { floor: 2500 }];

const WORDS = {
  limit: (name) => `${OPERATIONS[name]}, share of the limit`,
  usual: (name) => `${OPERATIONS[name]}, times the usual`,
};

/** Rows of all floors: what, the floor, how it is written, and what was measured, with words that tell where. */
function floorsOf(report) {
  return [...ratioFloors(report), ...growthFloors(report), ...processFloors(report)];
}

/** At each size. */
function ratioFloors({ sizes }) {
  return Object.entries(RATIOS).flatMap(([name, others]) =>
    Object.entries(others).map(([variant, floor]) => ({
      ...floor,
      what: WORDS[variant](name),
      sign: '≥',
      write: (value) => fixed(value, variant === 'limit' ? 2 : 1),
      measured: sizes.flatMap(({ size, operations }) => {
        const ratio = operations[name]?.ratios[variant];
        return ratio === undefined ? [] : [{ value: ratio.median, where: `at ${whole(size)}` }];
      }),
    })),
  );
}

/** Of all operations, the one that grew most. */
function growthFloors({ sizes: [first, ...others] }) {
  return Object.entries(GROWTH).map(([customers, floor]) => {
    const size = others.find((other) => other.size === Number(customers));
    const grown = (size === undefined ? [] : operationsOf(size))
      .filter((name) => size.operations[name].steady && first.operations[name]?.steady)
      .map((name) => ({ value: growthOf(first, size, name), where: OPERATIONS[name] }))
      .sort((one, other) => other.value - one.value);
    const what = `p50 at ${whole(Number(customers))} to that at ${whole(first.size)}, at most`;
    return { ...floor, what, sign: '≤', write: (value) => fixed(value, 2), measured: grown.slice(0, 1) };
  });
}

/** p50 of an operation at a size as a multiple of that at another, at the same rate. */
function growthOf(first, size, name) {
  return size.operations[name].steady.p50 / first.operations[name].steady.p50;
}

function processFloors({ sizes }) {
  const at = (size) => `at ${whole(size.size)}`;
  const of = (member, value) =>
    sizes.filter((size) => size[member]).map((size) => ({ value: value(size[member]), where: at(size) }));
  const common = { sign: '≤', write: whole };
  return [
    { ...common, ...MEMORY, what: 'memory (RSS) in ten minutes of the mix, MB', measured: of('soak', mostSeen) },
    {
      ...common,
      ...SLOPE,
      what: 'growth of memory, MB a minute',
      write: (value) => fixed(value, 2),
      measured: of('soak', ({ perMinute }) => perMinute),
    },
    { ...common, ...READY, what: 'ready on an existing database, ms', measured: of('ready', ({ median }) => median) },
  ];
}

/** Whether all that was measured is on the right side of the floor, as it is, not as it is written. */
function verdict({ floor, sign, measured }) {
  if (measured.length === 0) return 'not measured';
  return measured.every(({ value }) => (sign === '≥' ? value >= floor : value <= floor)) ? 'met' : '**not met**';
}

/** All floors as a table. The column of aims is there when there are any. */
function floorsTable(report) {
  const floors = floorsOf(report);
  const hasAims = floors.some(({ aim }) => aim !== undefined);
  const rows = floors.map((row) => {
    const { what, floor, aim, sign, write, measured } = row;
    const limitOf = (value) => (value === undefined ? '–' : `${sign} ${value}`);
    const found = measured.map(({ value, where }) => `${write(value)} (${where})`).join(', ');
    return [what, limitOf(floor), ...(hasAims ? [limitOf(aim)] : []), found || '–', verdict(row)];
  });
  return table(['', 'floor', ...(hasAims ? ['aim'] : []), 'measured', ''], rows);
}

module.exports = { floorsTable, growthOf, RATIOS };
