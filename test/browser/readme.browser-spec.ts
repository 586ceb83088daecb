import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { killAll, processesOn } from '../setup/embedded';
import { codeBlocks } from '../setup/markdown';
import { endProcesses, type ServiceProcess, startProcess } from '../setup/process';
import { atService, runAsShown, type SdkProject, sdkProject } from '../setup/sdk-package';

const SECTION = 'Use it from your language';

/** Beside the tests of the browser, as curl is no part of every system either. */
describe(`the README, ${SECTION}`, () => {
  let directory: string;
  let service: ServiceProcess;
  let project: SdkProject;
  const [curl = '', generator = '', ...others] = codeBlocks('README.md', 'sh', SECTION);
  const shell = (commands: string): Promise<string> => project.run('sh', '-ec', atService(commands, service.url));

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'padron-readme-'));
    service = await startProcess({ DATA_DIR: join(directory, 'data') });
    project = sdkProject();
    await project.install(codeBlocks('libs/sdk/README.md', 'sh').join(''));
  });
  afterAll(async () => {
    project.remove();
    await service.end('SIGTERM');
    endProcesses();
    killAll(processesOn(directory));
    rmSync(directory, { recursive: true, force: true });
  });

  it('creates a customer by curl, and finds it by the SDK', async () => {
    expect(JSON.parse(await shell(curl))).toEqual({ id: expect.any(String) });
    await runAsShown(project, codeBlocks('README.md', 'ts', SECTION).join('\n'), service.url);
  });

  it('generates types from the running service', async () => {
    expect(others).toEqual([]);
    // As in a clone after npm ci, which is where the README runs it.
    symlinkSync(resolve('node_modules/.bin'), join(project.directory, 'node_modules/.bin'));
    await shell(generator);
    expect(readFileSync(join(project.directory, 'padron.d.ts'), 'utf8')).toMatch(/createCustomer: \{/);
  });
});
