'use strict';
const { FOUND } = require('./data');

/**
 * Values of the examples, and the same as long as they may be: to make a value wrong the tester puts `_` behind it, which
 * is dropped from the number of a document, and is a sound end of a shorter segment.
 */
exports.LONG = {
  NIF: '14861628V'.padEnd(40, '-'),
  NEW_NIF: '07687697Q'.padEnd(40, '-'),
  CIF: 'B64717838'.padEnd(40, '-'),
  PASSPORT: 'AAA123456'.padEnd(40, '-'),
  FOUND: FOUND.number.padEnd(40, '-'),
  SEGMENT: 'CONSUMER'.padEnd(32, '_'),
};

/** A schema of one string alone. */
exports.only = function only(value) {
  return { type: 'string', pattern: `^${value.replace(/[+*.]/g, '[$&]')}$` };
};

/** The examples with the long values in the places of their own. */
exports.lengthen = function lengthen(examples) {
  const longer = (value) => Object.values(exports.LONG).find((long) => long.replace(/[-_]+$/, '') === value) ?? value;
  return JSON.parse(JSON.stringify(examples), (name, value) => longer(value));
};
