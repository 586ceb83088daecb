// What is told of many measurements.
'use strict';

/** The value below which a share of the values lies, interpolated; NaN when there is none. */
function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below === undefined ? NaN : below + (at % 1) * (sorted[Math.ceil(at)] - below);
}

const median = (values) => quantile(values, 0.5);

/** Median, quartiles and range in one line: one figure would hide how much the machine was disturbed. */
function spread(values, format) {
  const [least, lower, middle, upper, most] = [0, 0.25, 0.5, 0.75, 1].map((share) => format(quantile(values, share)));
  return `median ${middle}, quartiles ${lower} to ${upper}, range ${least} to ${most}`;
}

/** Of a line through points [x, y], by least squares. */
function slope(points) {
  const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const sum = (of) => points.reduce((total, point) => total + of(point), 0);
  return sum((point) => (point[0] - x) * (point[1] - y)) / sum((point) => (point[0] - x) ** 2);
}

module.exports = { quantile, median, slope, spread };
