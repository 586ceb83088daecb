// The charts of docs/performance.
'use strict';
const { RATIOS } = require('./floors');
const { fixed, mainSize, OPERATIONS, operationsOf, whole } = require('./figures');
const { image, line, tag, text } = require('./svg');

/** In pixels: the whole, the end of the names of operations, the first row, height of a bar, and between rows. */
const [WIDTH, NAMES, TOP, BAR, GAP] = [860, 168, 84, 16, 12];
/** Of the value behind a bar. */
const LABEL = 64;

/** The end of an axis: a round number that nothing goes beyond. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value * 0.999);
}

const highest = (rows) =>
  Math.max(...rows.flat().map(({ value, most = value, mark = value }) => Math.max(value, most, mark)));

/** A row of bars, as they stand above each other. */
function barsOf(bars, { x, y, scale }) {
  return bars.flatMap(({ value, least, most, mark, label }, at) => {
    const top = y + at * BAR;
    const middle = top + BAR / 2;
    const end = x + Math.max(value, most ?? value, mark ?? value) * scale;
    return [
      tag('rect', { class: `b${at}`, x, y: top + 1, width: value * scale, height: BAR - 2, rx: 2 }),
      ...(least === undefined ? [] : [line('range', x + least * scale, middle, x + most * scale, middle)]),
      ...(mark === undefined ? [] : [line('mark', x + mark * scale, top - 2, x + mark * scale, top + BAR + 2)]),
      text(end + 6, middle + 4.5, label, { class: 'faint' }),
    ];
  });
}

/** Rows of bars from x on, with a heading and the line that they begin at. */
function panel(rows, { x, width, heading, step }) {
  const scale = (width - LABEL) / roundUp(highest(rows));
  const bottom = TOP + rows.length * step;
  return [
    text(x, TOP - 20, heading, { class: 'faint' }),
    line('axis', x, TOP - 8, x, bottom - GAP + 8),
    ...rows.flatMap((bars, at) => barsOf(bars, { x, y: TOP + at * step, scale })),
  ];
}

const names = (operations, step, bars) =>
  operations.map((name, at) =>
    text(NAMES - 12, TOP + at * step + (bars * BAR) / 2 + 4.5, OPERATIONS[name], { 'text-anchor': 'end' }),
  );

/** What is to be seen, in words: of each operation, several values. */
const described = (operations, values) =>
  operations.map((name) => `${OPERATIONS[name]}: ${values(name).join(', ')}`).join('; ');

const HEADINGS = { limit: 'share of the limit', usual: 'times the usual' };

/** A bar of ours to another, with the floor, if there is one. */
function ratioBar({ median: value, least, most }, name, other) {
  const label = other === 'limit' ? fixed(value, 2) : `${fixed(value, 1)} ×`;
  return { value, least, most, mark: RATIOS[name]?.[other]?.floor, label };
}

/** Ours to the limit and to the usual, with floors. */
function ratios(report) {
  const size = mainSize(report);
  const operations = operationsOf(size);
  const others = ['limit', 'usual'].filter((other) => size.operations[operations[0]].ratios[other]);
  const bar = (name, other) => ratioBar(size.operations[name].ratios[other], name, other);
  const step = BAR + GAP;
  const width = (WIDTH - NAMES - 20) / others.length;
  const height = TOP + operations.length * step + 36;
  const title = `Requests a second at ${whole(size.size)} customers, compared`;
  const description = described(operations, (name) =>
    others.map((other) => `${bar(name, other).label} ${HEADINGS[other]}`),
  );
  return image({ width: WIDTH, height, title, description }, [
    ...names(operations, step, 1),
    ...others.flatMap((other, at) => {
      const rows = operations.map((name) => [bar(name, other)]);
      return panel(rows, { x: NAMES + at * width, width: width - 20, heading: HEADINGS[other], step });
    }),
    ...ratioLegend(height - 18),
  ]);
}

const ratioLegend = (y) => [
  line('mark', NAMES, y - 10, NAMES, y + 2),
  text(NAMES + 8, y, 'floor', { class: 'faint' }),
  line('range', NAMES + 56, y - 4, NAMES + 80, y - 4),
  text(NAMES + 88, y, 'least to most of the rounds', { class: 'faint' }),
];

/** p50 of ours at all sizes, at the same rate. */
function sizes({ sizes: all }) {
  const measured = all.slice(0, 3).filter((size) => operationsOf(size).some((name) => size.operations[name].steady));
  if (measured.length === 0) return undefined;
  const isEverywhere = (name) => measured.every((size) => size.operations[name]?.steady);
  const operations = operationsOf(measured[0]).filter(isEverywhere);
  const row = (name) =>
    measured
      .map((size) => size.operations[name].steady.p50)
      .map((value) => ({ value, label: `${fixed(value, 2)} ms` }));
  const counts = measured.map(({ size }) => whole(size));
  const step = measured.length * BAR + GAP;
  const height = TOP + operations.length * step + 36;
  const title = 'Half of all requests are answered within';
  const description = described(operations, (name) => row(name).map(({ label }, at) => `${label} at ${counts[at]}`));
  const heading = 'milliseconds (p50) of ours, at a rate that is the same at all sizes';
  return image({ width: WIDTH, height, title, description }, [
    ...names(operations, step, measured.length),
    ...panel(operations.map(row), { x: NAMES, width: WIDTH - NAMES - 20, heading, step }),
    ...sizesLegend(counts, height - 28),
  ]);
}

const sizesLegend = (counts, y) =>
  counts.flatMap((count, at) => [
    tag('rect', { class: `b${at}`, x: NAMES + at * 160, y, width: 12, height: 12, rx: 2 }),
    text(NAMES + at * 160 + 18, y + 10, `${count} customers`, { class: 'faint' }),
  ]);

module.exports = { CHARTS: { ratios, sizes } };
