// Takes each org condition of each statement away, one at a time, and prints by what the isolation tests have seen it.
'use strict';
const { spawnSync } = require('child_process');
const path = require('path');

const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', '--runInBand', 'isolation-mutation'], {
  cwd: path.join(__dirname, '..'),
  stdio: 'inherit',
  env: { ...process.env, MUTATION_TABLE: '1' },
});
process.exit(status ?? 1);
