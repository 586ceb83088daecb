// Sends generated requests for as long as it takes. `npm run fuzz -- --requests 200000 --seed 42`; without a seed the time is it.
'use strict';
const { spawnSync } = require('child_process');
const path = require('path');
const { parseArgs } = require('util');

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '200000' }, seed: { type: 'string' } },
});
const wrong = ['requests', 'seed'].filter((name) => values[name] !== undefined && !/^\d{1,9}$/.test(values[name]));
if (wrong.length > 0) {
  process.stderr.write(`padron: --${wrong[0]} must be a number of up to nine digits\n`);
  process.exit(1);
}

const root = path.join(__dirname, '..');
run('scripts/bootstrap.js', [], {});
run('node_modules/jest/bin/jest.js', ['generated-input'], {
  FUZZ_REQUESTS: values.requests,
  ...(values.seed !== undefined && { FC_SEED: values.seed }),
});

function run(script, args, env) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...args], options);
  if (status !== 0) process.exit(status ?? 1);
}
