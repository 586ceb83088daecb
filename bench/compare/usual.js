// The usual service is a package of its own: the product does not depend on what it is compared with.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '../..');
const HOME = path.join(ROOT, 'bench/usual');

/** Installs and compiles it, where that has not been done. @throws Error */
function installUsual() {
  if (!fs.existsSync(path.join(HOME, 'node_modules/.package-lock.json'))) {
    run(process.env.npm_execpath, 'ci', '--prefix', HOME, '--no-audit', '--no-fund', '--ignore-scripts');
  }
  run(path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', HOME);
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${path.basename(args[0])} failed`);
}

module.exports = { installUsual };
