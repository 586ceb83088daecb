import { schemaOptions } from '@app/database';
import { DataSource } from 'typeorm';
import { createEmptyDatabase, createTestDatabase } from './setup/database';

describe('the schema', () => {
  it('that the migrations make is the one that the entities describe', async () => {
    const database = await createTestDatabase();
    const dataSource = await new DataSource(schemaOptions(database.url)).initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await dataSource.destroy();
      await database.close();
    }
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

  it('keeps the rules of a cluster by org: keys start with org_id, every constraint is named by hand', async () => {
    const database = await createTestDatabase();
    const keys = await database.query<{ name: string; first: string }>(
      `SELECT i.indexrelid::regclass::text AS name, a.attname AS first
         FROM pg_index i
         JOIN pg_class t ON t.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE t.relname <> 'migrations'`,
    );
    const foreign = await database.query(`SELECT 1 FROM pg_constraint WHERE contype = 'f'`);
    await database.close();
    expect(keys.length).toBeGreaterThanOrEqual(7);
    expect(keys.filter(({ first }) => first !== 'org_id')).toEqual([]);
    expect(keys.filter(({ name }) => !/_(pkey|key|idx)$/.test(name))).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
