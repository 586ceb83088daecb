// Writes what the SDK takes from openapi.json: `npm run sdk`, or `node scripts/sdk.js DIRECTORY` to write elsewhere.
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: openapiTypeScript, astToString } = require('openapi-typescript');
const prettier = require('prettier');

const ROOT = join(__dirname, '..');
const HEAD = '// Made of openapi.json by `npm run sdk`. Changes made here are lost.\n\n';

write(process.argv[2] ?? join(ROOT, 'libs/sdk/src/generated')).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function write(directory) {
  const document = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
  const files = {
    'schema.ts': astToString(await openapiTypeScript(document)),
    'operations.ts': operationsOf(document),
    'error-codes.ts': errorCodesOf(document),
  };
  const style = { ...(await prettier.resolveConfig(join(ROOT, 'package.json'))), parser: 'typescript' };
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, name), await prettier.format(HEAD + text, style));
  }
}

/** The table of operations, by operationId. */
function operationsOf({ paths }) {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const row = { method, path, repeats: repeatsOf(method, operation), answers: answersOf(operation) };
      return `/** ${operation.summary} */\n${operation.operationId}: ${JSON.stringify(row)},`;
    }),
  );
  return `/** Every operation: its method, its path, when the client may send it again by itself, and which answers are no errors. */
export const OPERATIONS = {\n${rows.join('\n')}\n} as const;`;
}

/**
 * When a request may be sent again although it is not known whether it was carried out (RFC 9110 §9.2.2). Never for a DELETE:
 * the second answer would be 404 for what the first one did.
 */
function repeatsOf(method, { parameters, 'x-safe': isSafe }) {
  if (method === 'get' || isSafe === true) return 'always';
  const takesKey = parameters.some(({ $ref }) => $ref === '#/components/parameters/Idempotency-Key');
  if (method === 'post' && takesKey) return 'with-key';
  return method === 'put' ? 'unless-conditional' : 'never';
}

/** The statuses that are no errors, and what their answers have. */
function answersOf({ responses }) {
  const successes = Object.entries(responses).filter(([status]) => status < 400);
  return Object.fromEntries(successes.map(([status, { content }]) => [status, content ? 'data' : 'nothing']));
}

/** The codes of errors, by their kind: the document has an example of each under that name, and one more as problem details. */
function errorCodesOf({ components }) {
  const kinds = Object.entries(components.examples)
    .filter(([, { value }]) => value.status === undefined)
    .map(([kind, { value }]) => `${kind}: ${JSON.stringify(value.errors[0].error.code)},`);
  return `/** The codes of the errors that operations document, by kind. They are stable. */\nexport const ERROR_CODES = {\n${kinds.join('\n')}\n} as const;`;
}
