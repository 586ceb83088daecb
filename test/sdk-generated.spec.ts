import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMITTED = 'libs/sdk/src/generated';
const contentOf = (directory: string): Record<string, string> =>
  Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));

describe('what the SDK has of openapi.json', () => {
  it('is what the generator makes: run `npm run sdk` after a change', () => {
    const directory = mkdtempSync(join(tmpdir(), 'padron-sdk-'));
    try {
      execFileSync(process.execPath, ['scripts/sdk.js', directory]);
      const made = contentOf(directory);
      const committed = contentOf(COMMITTED);
      expect(Object.keys(committed)).toEqual(['error-codes.ts', 'operations.ts', 'schema.ts']);
      // One at a time and by equality: a difference of five thousand lines helps nobody.
      for (const [name, text] of Object.entries(made)) expect([name, text === committed[name]]).toEqual([name, true]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
