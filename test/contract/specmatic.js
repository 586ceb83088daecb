'use strict';
const { spawn } = require('node:child_process');
const { createWriteStream, mkdtempSync, readFileSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

// Its npm wrapper ends with 0 whatever fails.
const JAR = path.join(__dirname, 'node_modules', 'specmatic', 'specmatic.jar');

/**
 * Runs the contract tester with its generative tests. @returns how many tests were positive and negative, the names of
 * those that failed, the operations that were tried (`GET /path`), its exit code, and the directory of what it wrote
 */
exports.runSpecmatic = async function runSpecmatic(url, document) {
  const directory = mkdtempSync(path.join(tmpdir(), 'padron-specmatic-'));
  const write = (name, content) => writeFileSync(path.join(directory, name), JSON.stringify(content, null, 1));
  write('openapi.json', document);
  write('specmatic.json', {
    version: 2,
    contracts: [{ provides: ['openapi.json'] }],
    // Of one part of a request, that is: those of several are multiplied. Without a bound they are tens of thousands.
    test: { resiliencyTests: { enable: 'all' }, maxTestRequestCombinations: 30 },
    security: { OpenAPI: { securitySchemes: { roles: { type: 'apiKey', value: 'ADMIN' } } } },
  });
  const child = spawn('java', ['-jar', JAR, 'test', `--testBaseURL=${url}`, '--junitReportDir=junit'], {
    cwd: directory,
  });
  const output = createWriteStream(path.join(directory, 'output.log'));
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { directory, code, ...readReport(path.join(directory, 'junit', 'TEST-junit-jupiter.xml')) };
};

function readReport(file) {
  const [, ...cases] = readFileSync(file, 'utf8').split('<testcase ');
  const tests = cases.map((text) => {
    const [, name] = / name="([^"]*)"/.exec(text);
    const [, sign, operation] = /([+-])ve +Scenario: (.*?) -&gt;/.exec(name) ?? [];
    return {
      name,
      sign,
      operation: operation?.replace(/\((\w+):\w+\)/g, '{$1}'),
      failed: /<(?:failure|error)/.test(text),
    };
  });
  return {
    positive: tests.filter(({ sign }) => sign === '+').length,
    negative: tests.filter(({ sign }) => sign === '-').length,
    failed: tests.filter(({ failed }) => failed).map(({ name }) => name),
    tried: new Set(tests.map(({ operation }) => operation)),
  };
}
