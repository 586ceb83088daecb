// Holds openapi.json and the service against each other with tools of others, which are a package of their own:
// `npm run test:contract`. The contract tester needs Java; on Debian, root has it installed.
'use strict';
const { spawnSync } = require('child_process');
const { existsSync, mkdtempSync, rmSync, writeFileSync } = require('fs');
const { tmpdir } = require('os');
const path = require('path');
const { findProgram, installPackage } = require('./debian');

const root = path.join(__dirname, '..');
const home = path.join(root, 'test', 'contract');
const tool = (name) => path.join(home, 'node_modules', '.bin', name);

if (!existsSync(path.join(home, 'node_modules', '.package-lock.json'))) {
  run(process.env.npm_execpath, 'ci', '--prefix', home, '--no-audit', '--no-fund');
}
if (!findProgram('java') && !installPackage('openjdk-17-jre-headless')) {
  process.stderr.write('padron: the contract tester needs Java 17 or newer: install a runtime\n');
  process.exit(1);
}
lint();
generate();
run(path.join(home, 'tester.js'));

function lint() {
  const ruleset = path.join(home, 'ruleset.yaml');
  run(tool('spectral'), 'lint', 'openapi.json', '--ruleset', ruleset, '--fail-severity', 'hint');
}

/** Has a client generated that is none of ours, and compiles it. The SDK is made by another generator. */
function generate() {
  const directory = mkdtempSync(path.join(tmpdir(), 'padron-generated-'));
  const client = path.join(directory, 'client.ts');
  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', types: [] };
  try {
    run(tool('orval'), '--input', 'openapi.json', '--output', client, '--client', 'fetch', '--fail-on-warnings');
    writeFileSync(path.join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['client.ts'] }));
    run('node_modules/typescript/bin/tsc', '--project', directory);
    process.stdout.write('padron: the client that orval generates compiles\n');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${path.basename(args[0])} failed`);
}
