// Runs the browser tests, and what the README shows for curl. The browser is CHROMIUM, or the first of PROGRAMS on the PATH; on Debian,
// root has both installed.
'use strict';
const { spawnSync } = require('child_process');
const path = require('path');
const { findProgram, installPackage } = require('./debian');

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const chromium =
  process.env.CHROMIUM || findProgram(...PROGRAMS) || (installPackage('chromium') && findProgram(...PROGRAMS));
if (!chromium) {
  process.stderr.write('padron: the browser tests need Chromium: install it, or name the program in CHROMIUM\n');
  process.exit(1);
}
if (!findProgram('curl') && !installPackage('curl')) {
  process.stderr.write('padron: what the README shows needs curl: install it\n');
  process.exit(1);
}
const jest = ['node_modules/jest/bin/jest.js', '--config', 'jest.browser.config.js', ...process.argv.slice(2)];
const cwd = path.join(__dirname, '..');
const { status } = spawnSync(process.execPath, jest, {
  cwd,
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM: chromium },
});
process.exit(status ?? 1);
