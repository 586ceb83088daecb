const config = require('./jest.config');

// Real faults, one at a time: nothing else may compete for the machine while answers are timed.
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  testRegex: 'test/faults/.*\\.fault-spec\\.ts$',
  maxWorkers: 1,
  testTimeout: 300_000,
};
