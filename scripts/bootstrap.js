// Runs before `npm start` and `npm test`: makes a fresh clone work. It must parse on old versions of Node, which is why
// it is written as it is, and must not need anything that it installs.
'use strict';
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var ROOT = path.join(__dirname, '..');
var INSTALLED = path.join(ROOT, 'node_modules', '.package-lock.json');
var LOCK = path.join(ROOT, 'package-lock.json');
var BUILT = path.join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js');
var SOURCES = [
  'apps',
  'libs',
  'ormconfig.ts',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

checkNode(process.versions.node);
if (modified(INSTALLED) < modified(LOCK)) install();
if (process.argv.indexOf('--no-build') < 0 && modified(BUILT) < newest(SOURCES)) build();

/** Nest 12 consists of ES modules that CommonJS code requires: Node 20.19 and 22.12 were the first to allow that. */
function checkNode(version) {
  var parts = version.split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  fail('Padron needs Node ≥ 20.19 (or ≥ 22.12); this is Node ' + version);
}

function install() {
  say('installing the dependencies (npm ci)');
  // Without the development dependencies there is nothing to build with, whatever NODE_ENV says.
  run(
    process.env.npm_execpath,
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'ignore',
    'npm ci',
  );
  // npm leaves an existing time stamp alone when nothing changed.
  fs.utimesSync(INSTALLED, new Date(), new Date());
}

function build() {
  say('building (nest build)');
  var started = new Date();
  run(path.join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), ['build', 'api'], 'inherit', 'the build');
  // A source that was saved during the build is newer than what was built of it.
  fs.utimesSync(BUILT, started, started);
}

function run(script, args, output, what) {
  if (!script) fail('run this through npm: npm start, npm test');
  var stdio = ['inherit', output, 'inherit'];
  var result = childProcess.spawnSync(process.execPath, [script].concat(args), { cwd: ROOT, stdio: stdio });
  if (result.status !== 0) fail(what + ' failed');
}

/** Time of the newest file or directory below the given ones; a removed file shows in its directory. */
function newest(names) {
  return names.reduce(function (latest, name) {
    var file = path.join(ROOT, name);
    if (!fs.existsSync(file)) return latest;
    if (!fs.statSync(file).isDirectory()) return Math.max(latest, modified(file));
    var below = fs.readdirSync(file).map(function (entry) {
      return path.join(name, entry);
    });
    return Math.max(latest, modified(file), newest(below));
  }, 0);
}

function modified(file) {
  return fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0;
}

function say(line) {
  process.stdout.write('padron: ' + line + '\n');
}

function fail(line) {
  process.stderr.write('padron: ' + line + '\n');
  process.exit(1);
}
