// The charts of docs/performance.
'use strict';
const { RATIOS } = require('./floors');
const { fixed, mainSize, OPERATIONS, operationsOf, whole } = require('./figures');
const { image, line, tag, text } = require('./svg');

/** Places, in pixels: names of operations, the first row, height of a bar, and between rows. */
const [NAMES, TOP, BAR, GAP] = [168, 84, 16, 12];
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

/** Ours to the limit and to the usual, with floors. */
function ratios(report) {
  const size = mainSize(report);
  const operations = operationsOf(size);
  const others = ['limit', 'usual'].filter((other) => size.operations[operations[0]].ratios[other]);
  const words = { limit: 'share of the limit', usual: 'times the usual' };
  const row = (other) => (name) => {
    const { median: value, least, most } = size.operations[name].ratios[other];
    const label = other === 'limit' ? fixed(value, 2) : `${fixed(value, 1)} ×`;
    return [{ value, least, most, mark: RATIOS[name]?.[other]?.floor, label }];
  };
  const [width, step] = [860, BAR + GAP];
  const each = (width - NAMES - 20) / others.length;
  const height = TOP + operations.length * step + 36;
  const title = `Requests a second at ${whole(size.size)} customers, compared`;
  const description = operations
    .map(
      (name) =>
        `${OPERATIONS[name]}: ${others.map((other) => `${row(other)(name)[0].label} ${words[other]}`).join(', ')}`,
    )
    .join('; ');
  return image({ width, height, title, description }, [
    ...names(operations, step, 1),
    ...others.flatMap((other, at) =>
      panel(operations.map(row(other)), { x: NAMES + at * each, width: each - 20, heading: words[other], step }),
    ),
    ...legend(height - 18),
  ]);
}

const legend = (y) => [
  line('mark', NAMES, y - 10, NAMES, y + 2),
  text(NAMES + 8, y, 'floor', { class: 'faint' }),
  line('range', NAMES + 56, y - 4, NAMES + 80, y - 4),
  text(NAMES + 88, y, 'least to most of the rounds', { class: 'faint' }),
];

/** p50 of ours at all sizes, at the same rate. */
function sizes({ sizes: all }) {
  const measured = all.slice(0, 3).filter((size) => operationsOf(size).some((name) => size.operations[name].steady));
  if (measured.length === 0) return undefined;
  const operations = operationsOf(measured[0]).filter((name) =>
    measured.every((size) => size.operations[name]?.steady),
  );
  const row = (name) =>
    measured.map((size) => {
      const { p50 } = size.operations[name].steady;
      return { value: p50, label: `${fixed(p50, 2)} ms` };
    });
  const [width, step] = [860, measured.length * BAR + GAP];
  const height = TOP + operations.length * step + 36;
  const title = 'Half of all requests are answered within';
  const counts = measured.map(({ size }) => whole(size));
  const description = operations
    .map(
      (name) =>
        `${OPERATIONS[name]}: ${row(name)
          .map(({ label }, at) => `${label} at ${counts[at]}`)
          .join(', ')}`,
    )
    .join('; ');
  return image({ width, height, title, description }, [
    ...names(operations, step, measured.length),
    ...panel(operations.map(row), {
      x: NAMES,
      width: width - NAMES - 20,
      heading: 'milliseconds (p50) of ours, at a rate that is the same at all sizes',
      step,
    }),
    ...counts.flatMap((count, at) => [
      tag('rect', { class: `b${at}`, x: NAMES + at * 160, y: height - 28, width: 12, height: 12, rx: 2 }),
      text(NAMES + at * 160 + 18, height - 18, `${count} customers`, { class: 'faint' }),
    ]),
  ]);
}

module.exports = { CHARTS: { ratios, sizes } };
