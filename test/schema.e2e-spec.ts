import { migrate, schemaOptions } from '@app/database';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../libs/database/src/data-source';
import { createEmptyDatabase, createTestDatabase } from './setup/database';

describe('the schema', () => {
  /**
   * `migration:generate --check` overlooks predicates and names of constraints. Here TypeORM makes the schema of the
   * entities in one database, the migrations make it in another, and PostgreSQL's catalogs tell the difference.
   */
  it('that the migrations make is the one that the entities describe', async () => {
    const migrated = await new DataSource(schemaOptions(await createEmptyDatabase())).initialize();
    const described = await new DataSource(schemaOptions(await createEmptyDatabase())).initialize();
    try {
      await migrated.runMigrations({ transaction: 'each' });
      await described.synchronize();
      expect(await catalog(migrated)).toEqual(await catalog(described));
      const { upQueries } = await migrated.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await migrated.destroy();
      await described.destroy();
    }
  });

  it('is made once, however many instances start at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const url = await createEmptyDatabase();
      await Promise.all(Array.from({ length: 8 }, () => migrate(url, { orgs: ['telco'] })));
    }
  });

  it('is not made in a database that could not hold every name', async () => {
    const server = await createTestDatabase();
    const name = new URL(await createEmptyDatabase()).pathname.slice(1).replace('test', 'test_latin');
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    await expect(migrate(url.href, { orgs: [] })).rejects.toThrow('the database must be in UTF-8');
    await server.close();
  });

  it('can be taken back, migration by migration', async () => {
    const dataSource = await new DataSource(schemaOptions(await createEmptyDatabase())).initialize();
    try {
      const { length } = await dataSource.runMigrations({ transaction: 'each' });
      for (let i = 0; i < length; i++) await dataSource.undoLastMigration({ transaction: 'each' });
      const tables = await dataSource.query<{ tablename: string }[]>(
        `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
      );
      expect(tables).toEqual([{ tablename: 'migrations' }]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('keeps no statistics of personal data, whatever an earlier version has left', async () => {
    const url = await createEmptyDatabase();
    const options = schemaOptions(url);
    const former = MIGRATIONS.filter(({ name }) => Number(name.slice(-13)) < 1_769_000_000_000);
    const before = await new DataSource({ ...options, migrations: former }).initialize();
    const after = await new DataSource(options).initialize();
    try {
      await before.runMigrations({ transaction: 'each' });
      await before.query(`
        INSERT INTO customers (org_id, id, type, section, external_id, login_email_key)
        SELECT 'telco', gen_random_uuid(), 'DIGITAL_CUSTOMER', jsonb_build_object('name', 'canary' || n), 'canary' || n, 'canary' || n
          FROM generate_series(1, 500) n`);
      await before.query('ANALYZE');
      const seen = (source: DataSource): Promise<unknown[]> =>
        source.query(
          "SELECT attname FROM pg_stats WHERE schemaname = 'public' AND pg_stats::text LIKE '%canary%' ORDER BY 1",
        );
      expect(await seen(before)).toEqual(['external_id', 'login_email_key', 'section'].map((attname) => ({ attname })));
      await after.runMigrations({ transaction: 'each' });
      expect(await seen(after)).toEqual([]);
      await after.query('ANALYZE');
      expect(await seen(after)).toEqual([]);
    } finally {
      await before.destroy();
      await after.destroy();
    }
  });

  it('keeps the rules of a cluster by org: keys start with org_id and compare bytes', async () => {
    const database = await createTestDatabase();
    const keys = await database.query<{ name: string; first: string }>(
      `SELECT i.indexrelid::regclass::text AS name, a.attname AS first
         FROM pg_index i
         JOIN pg_class t ON t.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE t.relname <> 'migrations'`,
    );
    const collations = await database.query<{ name: string }>(
      `SELECT DISTINCT format('%s.%s', t.relname, a.attname) AS name
         FROM pg_index i
         JOIN pg_class t ON t.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(i.indkey) AND a.atttypid = 'text'::regtype
        WHERE t.relname <> 'migrations' AND a.attcollation <> '"C"'::regcollation`,
    );
    const foreign = await database.query(`SELECT 1 FROM pg_constraint WHERE contype = 'f'`);
    await database.close();
    expect(keys.length).toBeGreaterThanOrEqual(7);
    expect(keys.filter(({ first }) => first !== 'org_id')).toEqual([]);
    expect(keys.filter(({ name }) => !/_(pkey|key|idx)$/.test(name))).toEqual([]);
    expect(foreign).toEqual([]);
    expect(collations).toEqual([]);
  });
});

/** Columns, indexes and constraints, as PostgreSQL prints them. */
async function catalog(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ line: string }[]>(`
    SELECT format('%s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), l.collname,
                  CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid)) AS line
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      LEFT JOIN pg_collation l ON l.oid = a.attcollation
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'migrations'
     UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
     UNION ALL
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid IS DISTINCT FROM to_regclass('migrations')
     ORDER BY line`);
  return rows.map(({ line }) => line);
}
