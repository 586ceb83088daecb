// Puts the figures of a benchmark into docs/PERFORMANCE.md, and draws its charts: `npm run bench:report -- FILE`, where FILE is what
// `npm run bench -- --json FILE` wrote. It is kept as docs/performance/figures.json; without FILE, that is taken again.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { format, resolveConfig } = require('prettier');
const { CHARTS } = require('./report/charts');
const { fill } = require('./report/document');
const { BLOCKS } = require('./report/tables');

const DOCS = path.join(__dirname, '../docs');
const DOCUMENT = path.join(DOCS, 'PERFORMANCE.md');
const FIGURES = path.join(DOCS, 'performance/figures.json');

async function main([file = FIGURES]) {
  const text = fs.readFileSync(file, 'utf8');
  const report = JSON.parse(text);
  const blocks = Object.fromEntries(Object.entries(BLOCKS).map(([name, block]) => [name, block(report)]));
  const filled = fill(fs.readFileSync(DOCUMENT, 'utf8'), blocks);
  const formatted = await format(filled, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT });
  fs.mkdirSync(path.dirname(FIGURES), { recursive: true });
  for (const [name, chart] of Object.entries(CHARTS)) {
    const drawn = chart(report);
    if (drawn !== undefined) fs.writeFileSync(path.join(DOCS, 'performance', `${name}.svg`), drawn);
  }
  fs.writeFileSync(FIGURES, text);
  fs.writeFileSync(DOCUMENT, formatted);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
});
