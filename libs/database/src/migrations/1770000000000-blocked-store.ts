import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Columns that hold what clients tell of persons. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  customers: [
    'external_id',
    'login_email_key',
    'contact_email_key',
    'preferred_language',
    'segment',
    'section',
    'contact_info',
    'associated_users',
  ],
  identity_documents: ['number'],
  credit_cards: ['token', 'provider', 'last_four', 'expiration_date'],
  holds: ['name'],
  blocked_data: ['body'],
};

/** A blocked store that the service can add to and clear of what is due, and not read; retention by organization. */
export class BlockedStore1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The default is for processes of the former version, which block removals only.
    await queryRunner.query(
      `ALTER TABLE blocked_data ADD COLUMN operation text COLLATE "C" NOT NULL DEFAULT 'deleteCustomer'`,
    );
    // What is blocked of one customer lies together.
    await queryRunner.query('ALTER TABLE blocked_data DROP CONSTRAINT blocked_data_pkey');
    await queryRunner.query(
      'ALTER TABLE blocked_data ADD CONSTRAINT blocked_data_pkey PRIMARY KEY (org_id, customer_id, id)',
    );
    await queryRunner.query('CREATE INDEX blocked_data_destroy_idx ON blocked_data (org_id, destroy_after)');
    // Whoever may remove rows may remove those that are due; the owner is not bound by this.
    await queryRunner.query('CREATE POLICY blocked_data_add ON blocked_data FOR INSERT WITH CHECK (true)');
    await queryRunner.query('CREATE POLICY blocked_data_see ON blocked_data FOR SELECT USING (true)');
    await queryRunner.query(
      'CREATE POLICY blocked_data_destroy ON blocked_data FOR DELETE USING (destroy_after <= now())',
    );
    await queryRunner.query('ALTER TABLE blocked_data ENABLE ROW LEVEL SECURITY');
    // The planner's statistics would keep values of customers who are gone, for everybody who may read the column.
    for (const [table, columns] of Object.entries(PERSONAL)) {
      const targets = columns.map((column) => `ALTER COLUMN ${column} SET STATISTICS 0`);
      await queryRunner.query(`ALTER TABLE ${table} ${targets.join(', ')}`);
    }
    // An earlier ANALYZE has left some, which only a superuser can remove (CHANGELOG).
    await queryRunner.query(`
      DO $$ BEGIN
        IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
          DELETE FROM pg_statistic WHERE starelid IN (${Object.keys(PERSONAL)
            .map((table) => `'${table}'::regclass`)
            .join(', ')});
        END IF;
      END $$`);
    // Last, since it locks out readers until the end.
    await queryRunner.query('ALTER TABLE orgs ADD COLUMN retention_days integer');
    await queryRunner.query(
      'ALTER TABLE orgs ADD CONSTRAINT orgs_retention_days_check CHECK (retention_days BETWEEN 1 AND 36500)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orgs DROP COLUMN retention_days');
    for (const [table, columns] of Object.entries(PERSONAL)) {
      const targets = columns.map((column) => `ALTER COLUMN ${column} SET STATISTICS -1`);
      await queryRunner.query(`ALTER TABLE ${table} ${targets.join(', ')}`);
    }
    await queryRunner.query('ALTER TABLE blocked_data DISABLE ROW LEVEL SECURITY');
    for (const policy of ['add', 'see', 'destroy']) {
      await queryRunner.query(`DROP POLICY blocked_data_${policy} ON blocked_data`);
    }
    await queryRunner.query('DROP INDEX blocked_data_destroy_idx');
    await queryRunner.query('ALTER TABLE blocked_data DROP CONSTRAINT blocked_data_pkey');
    await queryRunner.query('ALTER TABLE blocked_data ADD CONSTRAINT blocked_data_pkey PRIMARY KEY (org_id, id)');
    await queryRunner.query('ALTER TABLE blocked_data DROP COLUMN operation');
  }
}
