// Nest 12 is ESM-only and Jest on Node 20 cannot require ESM, so these packages are transformed too.
const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
};

const ESM_PACKAGES = [
  '@nestjs',
  '@lukeed',
  'balanced-match',
  'brace-expansion',
  'content-disposition',
  'cookie',
  'glob',
  'jose',
  'lru-cache',
  'minimatch',
  'minipass',
  'path-scurry',
  'uid',
];

// Far from UTC, so that a date or month in local time is seen; inherited by the workers and the processes that tests start.
process.env.TZ = 'America/New_York';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testRegex: '(libs|apps|test)/.*\\.(e2e-)?spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: {
    '^@app/(common|database|domain)$': '<rootDir>/libs/$1/src',
    '^padron-sdk$': '<rootDir>/libs/sdk/src',
    // ES modules in TypeScript name the files that are made of them.
    '^(\\.\\.?/.*)\\.js$': '$1',
  },
  transform: {
    '\\.ts$': ['@swc/jest', swc],
    '\\.m?js$': ['@swc/jest', { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'ecmascript' } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(.*/node_modules/)?(${ESM_PACKAGES.join('|')})/)`],
  globalSetup: '<rootDir>/test/setup/global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/document/after-each.ts'],
  maxWorkers: 2,
  testTimeout: 120_000,
};
