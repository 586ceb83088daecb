import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Canary, type Canaries } from './canaries';
import { type TestDatabase } from './database';
import { type Life } from './erasure-lives';
import { readEverything, unescaped } from './everything';
import { runTool, type ToolName } from './tools';

/** Place → the canaries that were found there. */
export type Findings = ReadonlyMap<string, ReadonlySet<Canary>>;

/** What may be read by no role at all, or only where the kernel knows NUMA. */
const NEVER_READ = ['pg_catalog.pg_shmem_allocations_numa'];
const HIDDEN = ['public.blocked_data.body', 'public.blocked_data.operation', 'public.migrations_id_seq'];

/**
 * Everything that the service's role can read, relation by relation. ANALYZE looks at the rows before, so that the planner's
 * statistics have what they may have.
 * @throws Error when the role is denied anything else of ours than it should be
 */
export async function readAsService(database: TestDatabase, canaries: Canaries): Promise<Findings> {
  await database.query('ANALYZE');
  const { texts, denied } = await readEverything(database.serviceUrl);
  const ours = denied.filter((name) => name.startsWith('public.'));
  if (ours.join() !== HIDDEN.join()) throw new Error(`the service cannot read ${ours.join()}`);
  return findIn(canaries, texts, (name) => `service: ${placeOf(name)}`);
}

/** Everything that there is, of every schema, as a superuser. @throws Error when anything cannot be read */
export async function readAsSuperuser(database: TestDatabase, canaries: Canaries): Promise<Findings> {
  await database.query('ANALYZE');
  const { texts, denied } = await readEverything(database.url);
  const unread = denied.filter((name) => !NEVER_READ.includes(name));
  if (unread.length > 0) throw new Error(`not read: ${unread.join()}`);
  const blocked = new Map([['', texts.get('public.blocked_data') ?? '']]);
  return new Map([
    ...findIn(canaries, blocked, () => 'blocked_data'),
    ...findIn(canaries, texts, () => 'every relation'),
  ]);
}

/** What the tools print of each customer. @throws Error when one fails */
export async function readByTool(tool: ToolName, { url }: TestDatabase, lives: readonly Life[]): Promise<string[]> {
  const runs = lives.map(({ org, id }) => runTool(tool, { DATABASE_URL: url }, '--org', org, '--customer', id));
  const ended = await Promise.all(runs);
  if (ended.some(({ code, err }) => code !== 0 || err !== '')) throw new Error(`${tool} failed`);
  return ended.map(({ out }) => out);
}

/** Table of ours, or kind of catalogue. */
function placeOf(relation: string): string {
  const [schema, name = ''] = relation.split('.');
  if (schema === 'public') return name;
  return /^pg_stat(s|istic)/.test(name) ? 'planner statistics' : 'other catalogues';
}

/** What was found in the catalogues, which are large, and change little from one look to the next. */
const searched = new WeakMap<Canaries, Map<string, Canary[]>>();

function search(canaries: Canaries, text: string): Canary[] {
  // Nothing that was made later can be in a text that is the same as before.
  const known = searched.get(canaries) ?? new Map<string, Canary[]>();
  searched.set(canaries, known);
  const found = known.get(text) ?? canaries.find(unescaped(text));
  known.set(text, found);
  return found;
}

/** The canaries in texts, by place. */
export function findIn(
  canaries: Canaries,
  texts: ReadonlyMap<string, string>,
  placeOf: (name: string) => string,
): Findings {
  const found = new Map<string, Set<Canary>>();
  for (const [name, text] of texts) {
    const place = found.get(placeOf(name)) ?? new Set();
    for (const canary of search(canaries, text)) place.add(canary);
    found.set(placeOf(name), place);
  }
  return found;
}

/**
 * What pg_dump writes of the database.
 * @returns undefined, after a line on stderr, when the machine has none that takes a server of this version
 */
export async function pgDump(database: TestDatabase): Promise<string | undefined> {
  const run = promisify(execFile);
  const { stdout: version } = await run('pg_dump', ['--version']).catch(() => ({ stdout: '' }));
  const [row] = await database.query<{ major: number }>(
    "SELECT current_setting('server_version_num')::integer / 10000 AS major",
  );
  if (Number(/(\d+)/.exec(version)?.[1] ?? 0) < (row?.major ?? 0)) {
    process.stderr.write(`no pg_dump for PostgreSQL ${row?.major} here: what it would show is not looked at\n`);
    return undefined;
  }
  return (await run('pg_dump', ['--dbname', database.url], { maxBuffer: 64 * 1024 * 1024 })).stdout;
}
