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

const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'generated-input'], {
  cwd: path.join(__dirname, '..'),
  stdio: 'inherit',
  env: {
    ...process.env,
    FUZZ_REQUESTS: values.requests,
    ...(values.seed !== undefined && { FC_SEED: values.seed }),
  },
});
process.exit(status ?? 1);
