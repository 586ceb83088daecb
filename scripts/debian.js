'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

/** Where the first of these programs is on the PATH; undefined without any. */
function findProgram(...names) {
  const directories = (process.env.PATH || '').split(path.delimiter);
  return names
    .flatMap((name) => directories.map((directory) => path.join(directory, name)))
    .find((file) => fs.existsSync(file));
}

/** Installs one of Debian's packages, as far as this is Debian, and root is asking. @returns whether it worked */
function installPackage(name) {
  if (process.getuid?.() !== 0 || !fs.existsSync('/etc/debian_version')) return false;
  process.stdout.write(`padron: installing ${name} (apt-get)\n`);
  const apt = (...values) => spawnSync('apt-get', values, { stdio: 'inherit' }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', name);
}

module.exports = { findProgram, installPackage };
