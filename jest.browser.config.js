const config = require('./jest.config');

// The built service with a database of its own, and a real browser: `npm run test:browser`.
/** @type {import('jest').Config} */
module.exports = {
  ...config,
  testRegex: 'test/browser/.*\\.browser-spec\\.ts$',
  globalSetup: undefined,
  globalTeardown: undefined,
  maxWorkers: 1,
  testTimeout: 120_000,
};
