// Runs the contract tester against the service: every operation, requests that must succeed and requests that must not.
'use strict';
const { rmSync } = require('node:fs');
const { narrow } = require('./narrow');
const { runSpecmatic } = require('./specmatic');
const { startStand } = require('./stand');

void main();

async function main() {
  const stand = await startStand();
  const document = narrow(stand.document, stand.ids);
  const run = await runSpecmatic(stand.url, document).finally(() => stand.stop());
  const untried = operations(document).filter((each) => !run.tried.has(each));
  const missing = operations(stand.document).length - operations(document).length;
  process.stdout.write(
    `padron: ${run.positive} positive and ${run.negative} negative tests of ${run.tried.size} operations, ${run.failed.length} failed\n`,
  );
  for (const name of run.failed.slice(0, 20)) process.stdout.write(`  failed: ${name}\n`);
  for (const each of untried) process.stdout.write(`  never tried: ${each}\n`);
  const isSound =
    run.code === 0 &&
    run.failed.length === 0 &&
    run.positive > 0 &&
    run.negative > 0 &&
    untried.length === 0 &&
    missing === 0;
  if (isSound) return rmSync(run.directory, { recursive: true });
  process.stderr.write(`padron: the contract tester is not content; what it printed is in ${run.directory}\n`);
  process.exitCode = 1;
}

function operations({ paths }) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}
