import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { printed } from './markdown';

/** A project that has the SDK as its users get it. */
export interface SdkProject {
  readonly directory: string;
  /** Packs the SDK by a command of its README, and installs it. */
  install(pack: string): Promise<void>;
  /** Writes a file. */
  write(name: string, text: string): void;
  /** Runs a program, node perhaps, and resolves with what it prints; rejects with all output when it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Compiles the files as strictly as can be, with more options of tsc; rejects with its output when that fails. */
  compile(files: readonly string[], ...options: string[]): Promise<unknown>;
  remove(): void;
}

/** Nothing that TypeScript can be asked to check is left out, the types of the package included. */
const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];

/** Where the READMEs say that the service is. */
const SHOWN_URL = 'http://127.0.0.1:3000';

/** A piece of a README with the service where it is. */
export function atService(code: string, url: string): string {
  return code.replaceAll(SHOWN_URL, url);
}

/** Runs TypeScript of a README, as strictly compiled as can be, and compares what it prints with what its comments say. */
export async function runAsShown(project: SdkProject, code: string, url: string): Promise<void> {
  project.write('shown.mts', atService(code, url));
  await project.compile(['shown.mts'], '--ignoreConfig', '--module', 'node20', '--types', 'node');
  expect((await project.run('node', 'shown.mjs')).trimEnd().split('\n')).toEqual(printed(code));
}

/** Makes an empty project in a directory of its own. Nothing comes from the network: what the SDK needs is taken from here. */
export function sdkProject(): SdkProject {
  const base = mkdtempSync(join(tmpdir(), 'padron-sdk-'));
  const directory = join(base, 'project');
  const modules = join(directory, 'node_modules');
  // Not the synchronous one: the service that they call is in this process.
  const run = async (cwd: string, command: string, args: readonly string[]): Promise<string> => {
    try {
      return (await promisify(execFile)(command, args, { cwd, timeout: 120_000 })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${command} failed:\n${stdout}${stderr}`, { cause: error });
    }
  };
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"private":true,"type":"module"}');
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types']) {
    cpSync(join('node_modules', name), join(modules, name), { recursive: true });
  }
  return {
    directory,
    install: async (pack) => {
      // The repository, as far as packing needs it: a build in the real one would be seen by the other tests.
      const repository = join(base, 'repository');
      cpSync('libs/sdk', join(repository, 'libs/sdk'), {
        recursive: true,
        filter: (path) => basename(path) !== 'dist',
      });
      symlinkSync(resolve('node_modules'), join(repository, 'node_modules'));
      await run(repository, 'sh', ['-c', pack]);
      const [tarball = ''] = readdirSync(repository).filter((name) => name.endsWith('.tgz'));
      mkdirSync(join(modules, 'padron-sdk'));
      await run(base, 'tar', [
        '-xzf',
        join(repository, tarball),
        '--strip-components=1',
        '-C',
        join(modules, 'padron-sdk'),
      ]);
    },
    write: (name, text) => writeFileSync(join(directory, name), text),
    run: (command, ...args) => run(directory, command, args),
    compile: (files, ...options) =>
      run(directory, process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...STRICT, ...options, ...files]),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
