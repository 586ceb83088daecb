// Runs the fault tests, one file at a time. `npm run test:faults -- --long` takes more kills, restarts and clients.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const options = process.argv.slice(2);
const isLong = options.includes('--long');
const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.faults.config.js'];
const command = [process.execPath, ...jest, ...options.filter((option) => option !== '--long')];

// A full disk is one of the faults: it is a small file system that the test mounts, as root or in a namespace.
const [program, ...rest] = canMount() ? command : ['unshare', '--user', '--map-root-user', '--mount', ...command];
const { status, error } = spawnSync(program, rest, {
  cwd: path.join(__dirname, '..'),
  stdio: 'inherit',
  env: { ...process.env, ...(isLong && { FAULTS_LONG: '1' }) },
});
if (error) process.stderr.write(`padron: the fault tests cannot be run here: ${error.message}\n`);
process.exit(status === null ? 1 : status);

function canMount() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'padron-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory]).status === 0;
  if (isMounted) spawnSync('umount', [directory]);
  fs.rmdirSync(directory);
  return isMounted;
}
