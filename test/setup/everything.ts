import { Client, DatabaseError } from 'pg';

/** What one role can read in a database, with nothing but SELECT. */
export interface Readable {
  /** Relation with its schema → all its rows, as text. */
  readonly texts: ReadonlyMap<string, string>;
  /** The relations, and the columns of others, that it may not read. */
  readonly denied: readonly string[];
}

interface Relation {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables, views, materialized views, sequences, foreign and TOAST tables of every schema, as the catalogue has them. */
const RELATIONS = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name,
         ARRAY(SELECT quote_ident(attname) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)::text[] AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 't')
   ORDER BY 1`;

/** A view of the server's memory that fails where the kernel knows no NUMA. */
const NEEDS_NUMA = 'pg_catalog.pg_shmem_allocations_numa';

/**
 * Reads everything that the role of a URL can read. What it may read is tried, not taken from the catalogue: where a relation is
 * denied as a whole, each of its columns is asked for alone.
 */
export async function readEverything(url: string): Promise<Readable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Relation>(RELATIONS);
    const texts = new Map<string, string>();
    const denied: string[] = [];
    for (const { name, columns } of rows) {
      const whole = await read(client, name, 'ROW(r.*)');
      if (whole !== undefined) {
        texts.set(name, whole);
        continue;
      }
      const parts: (string | undefined)[] = [];
      for (const column of columns) parts.push(await read(client, name, `r.${column}`));
      const allowed = parts.filter((part) => part !== undefined);
      if (allowed.length > 0) texts.set(name, allowed.join('\n'));
      if (allowed.length === 0) denied.push(name);
      else
        denied.push(...columns.filter((_, index) => parts[index] === undefined).map((column) => `${name}.${column}`));
    }
    return { texts, denied };
  } finally {
    await client.end();
  }
}

/** @returns undefined when it cannot be had */
async function read(client: Client, relation: string, what: string): Promise<string | undefined> {
  const text = `SELECT ${what}::text AS text FROM ${relation} r`;
  try {
    const { rows } = await client.query<{ text: string | null }>(text);
    return rows.map((row) => row.text ?? '').join('\n');
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42501') return undefined;
    if (relation === NEEDS_NUMA) return undefined;
    throw new Error(`cannot read ${relation}`, { cause: error });
  }
}

/** A text, and the same with one quotation mark for each that is escaped: rows, arrays and jsonb each escape what is in them. */
export function unescaped(text: string): string {
  return `${text}\n${text.replace(/[\\"]+/g, '"')}`;
}
