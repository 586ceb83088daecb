// Puts the figures of a benchmark into docs/PERFORMANCE.md, and draws its charts: `npm run bench:report -- FILE`, where FILE is what
// `npm run bench -- --json FILE` wrote. It is kept as docs/performance/figures.json; without FILE, that is taken again.
// With --check nothing is written: it exits with 1 when the document or a chart says anything else.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { format, resolveConfig } = require('prettier');
const { CHARTS } = require('./report/charts');
const { fill } = require('./report/document');
const { BLOCKS } = require('./report/tables');

const DOCUMENT = path.join(__dirname, '../docs/PERFORMANCE.md');
const DRAWN = path.join(__dirname, '../docs/performance');
const FIGURES = path.join(DRAWN, 'figures.json');

/** Texts by file, as the figures make them. */
async function filesOf(figures) {
  const report = JSON.parse(figures);
  const blocks = Object.fromEntries(Object.entries(BLOCKS).map(([name, block]) => [name, block(report)]));
  const filled = fill(fs.readFileSync(DOCUMENT, 'utf8'), blocks);
  const charts = Object.entries(CHARTS).map(([name, chart]) => [path.join(DRAWN, `${name}.svg`), chart(report)]);
  return {
    [FIGURES]: figures,
    [DOCUMENT]: await format(filled, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT }),
    ...Object.fromEntries(charts.filter(([, drawn]) => drawn !== undefined)),
  };
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
  const files = Object.entries(await filesOf(fs.readFileSync(positionals[0] ?? FIGURES, 'utf8')));
  if (values.check) {
    const differs = files.filter(([file, text]) => fs.readFileSync(file, 'utf8') !== text).map(([file]) => file);
    if (differs.length > 0) throw new Error(`not what the figures say: ${differs.join(', ')}`);
    return;
  }
  fs.mkdirSync(DRAWN, { recursive: true });
  for (const [file, text] of files) fs.writeFileSync(file, text);
}

main().catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
});
