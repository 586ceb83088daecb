import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks, printed } from './setup/markdown';
import { runAsShown, type SdkProject, sdkProject } from './setup/sdk-package';
import { startTestService, type TestService } from './setup/service';

jest.setTimeout(240_000);

const README = 'libs/sdk/README.md';
const RUN = `
  const padron = createClient({ baseUrl: process.argv[2], roles: 'ADMIN' });
  padron.listOrganizations().then(async ({ status }) => {
    const failed = await padron.getOrganization({ path: { org_id: 'nobody' } }).catch((error) => error);
    console.log(status, isPadronError(failed, ERROR_CODES.unknownOrg));
  });`;

/** The package as its users get it: packed, unpacked in a project of theirs. */
describe('the package of the SDK', () => {
  let service: TestService;
  let project: SdkProject;

  beforeAll(async () => {
    service = await startTestService();
    project = sdkProject();
    await project.install(codeBlocks(README, 'sh').join(''));
  });
  afterAll(async () => {
    project.remove();
    await service.stop();
  });

  it.each([
    ['imported', 'run.mjs', `import { createClient, ERROR_CODES, isPadronError } from 'padron-sdk';`],
    ['required', 'run.cjs', `const { createClient, ERROR_CODES, isPadronError } = require('padron-sdk');`],
  ])('runs when it is %s', async (_how, file, start) => {
    project.write(file, start + RUN);
    expect(await project.run('node', file, service.url)).toBe('200 true\n');
  });

  it.each([
    ['in Node, as ES module and as CommonJS', ['types.mts', 'types.cts'], ['--module', 'node20', '--types', 'node']],
    [
      'in a browser',
      ['types.ts'],
      ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable'],
    ],
  ])('has types that the strictest consumer can use %s', async (_where, files, options) => {
    const text = readFileSync('test/sdk-consumer/types.ts', 'utf8');
    for (const file of files) project.write(file, text);
    // Whoever publishes types that are inferred needs to name those of the SDK.
    await project.compile(files, '--declaration', '--ignoreConfig', ...options);
  });

  it('does what its README shows', async () => {
    const code = codeBlocks(README, 'ts').join('\n');
    expect(printed(code).length).toBeGreaterThan(7);
    await runAsShown(project, code, service.url);
  });

  it('has what its package.json names, README and types, and no sources', () => {
    const root = join(project.directory, 'node_modules/padron-sdk');
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ license: 'Apache-2.0', dependencies: { 'openapi-fetch': '0.17.0' } });
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe(readFileSync(README, 'utf8'));
  });
});
