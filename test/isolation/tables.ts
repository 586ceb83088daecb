import { type TestDatabase } from '../setup/database';

/** A row without its org_id, as PostgreSQL writes it in JSON. */
export type Row = Readonly<Record<string, unknown>>;
/** What one organization has: table → rows. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Deleted rows make every scan slower: after so many arrangements the tables are emptied for good. */
const TRUNCATE_EVERY = 50;

/** All tables that have an org_id, as the catalogue of PostgreSQL knows them: a new one is among them without a word here. */
export class OrgTables {
  private arrangements = 0;
  /** JSON of rows that were written before: the same few sets are written again and again. */
  private readonly texts = new WeakMap<Rows, Map<string, string>>();

  private constructor(
    private readonly database: TestDatabase,
    readonly names: readonly string[],
  ) {}

  static async of(database: TestDatabase): Promise<OrgTables> {
    const found = await database.query<{ name: string }>(
      `SELECT c.relname AS name
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attname = 'org_id' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        ORDER BY c.relname`,
    );
    const names = found.map(({ name }) => name);
    await database.query(functions(names));
    return new OrgTables(database, names);
  }

  /** Makes the tables hold these rows and no others, inserted in this order. */
  async arrange(contents: readonly (readonly [org: string, rows: Rows])[]): Promise<void> {
    if (this.arrangements++ % TRUNCATE_EVERY === 0) await this.database.query(`TRUNCATE ${this.names.join(', ')}`);
    const texts = contents.map(([org, rows]) => this.textOf(org, rows));
    await this.database.query('SELECT pg_temp.arrange($1::text[]::jsonb[])', [texts]);
  }

  /** Everything that is stored of each of the organizations. */
  async read(...orgs: string[]): Promise<Rows[]> {
    const found = await this.database.query<{ rows: Rows }>(
      'SELECT pg_temp.rows_of(org) AS rows FROM unnest($1::text[]) AS org',
      [orgs],
    );
    return found.map(({ rows }) => rows);
  }

  /** Rows as {@link read} gives them: PostgreSQL writes an instant in its own way. */
  async asStored(org: string, rows: Rows): Promise<Rows> {
    await this.arrange([[org, rows]]);
    const [stored = {}] = await this.read(org);
    return stored;
  }

  private textOf(org: string, rows: Rows): string {
    const texts = this.texts.get(rows) ?? new Map<string, string>();
    this.texts.set(rows, texts);
    const text = texts.get(org) ?? JSON.stringify(withOrg(org, rows));
    texts.set(org, text);
    return text;
  }
}

function withOrg(org_id: string, rows: Rows): Rows {
  return Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.map((row) => ({ ...row, org_id }))]));
}

/** Functions of the session, since it keeps their plans: planning so many tables takes longer than reading them. */
function functions(names: readonly string[]): string {
  const deletes = names.map((name) => `DELETE FROM ${name};`);
  const inserts = names.map(
    (name) => `INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, content -> '${name}');`,
  );
  const members = names.map(
    (name) =>
      `'${name}', (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'org_id'), '[]') FROM ${name} t WHERE t.org_id = org)`,
  );
  return `
    CREATE FUNCTION pg_temp.arrange(contents jsonb[]) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE content jsonb;
    BEGIN
      ${deletes.join('\n')}
      FOREACH content IN ARRAY contents LOOP
        ${inserts.join('\n')}
      END LOOP;
    END $$;
    CREATE FUNCTION pg_temp.rows_of(org text) RETURNS jsonb LANGUAGE plpgsql AS $$
    BEGIN
      RETURN jsonb_build_object(${members.join(', ')});
    END $$`;
}
