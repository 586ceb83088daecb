// Builds dist/esm for `import` and dist/cjs for `require`, each with its types.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const FORMATS = {
  esm: { type: 'module', options: [] },
  cjs: {
    type: 'commonjs',
    options: ['--module', 'commonjs', '--moduleResolution', 'bundler', '--verbatimModuleSyntax', 'false'],
  },
};

process.chdir(import.meta.dirname);
rmSync('dist', { recursive: true, force: true });
for (const [name, { type, options }] of Object.entries(FORMATS)) {
  const outDir = `dist/${name}`;
  execFileSync(process.execPath, [tsc, '--project', '.', '--outDir', outDir, ...options], { stdio: 'inherit' });
  writeFileSync(`${outDir}/package.json`, `${JSON.stringify({ type })}\n`);
}
