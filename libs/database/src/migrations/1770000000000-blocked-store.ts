import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Columns that hold what clients tell of persons, with their types. */
const PERSONAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customers: {
    external_id: 'text COLLATE "C"',
    login_email_key: 'text COLLATE "C"',
    contact_email_key: 'text COLLATE "C"',
    preferred_language: 'text COLLATE "C"',
    segment: 'text COLLATE "C"',
    section: 'jsonb',
    contact_info: 'jsonb',
    associated_users: 'jsonb',
  },
  identity_documents: { number: 'text COLLATE "C"' },
  credit_cards: {
    token: 'text COLLATE "C"',
    provider: 'text COLLATE "C"',
    last_four: 'text COLLATE "C"',
    expiration_date: 'text COLLATE "C"',
  },
  holds: { name: 'text COLLATE "C"' },
  blocked_data: { body: 'jsonb' },
};

/** A blocked store that the service can add to and clear of what is due, and not read. */
export class BlockedStore1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The default is for processes of the former version, which block removals only.
    await queryRunner.query(
      `ALTER TABLE blocked_data ADD COLUMN operation text COLLATE "C" NOT NULL DEFAULT 'deleteCustomer'`,
    );
    // What is blocked of one customer lies together.
    await queryRunner.query(`
      ALTER TABLE blocked_data
        DROP CONSTRAINT blocked_data_pkey,
        ADD CONSTRAINT blocked_data_pkey PRIMARY KEY USING INDEX blocked_data_customer_key`);
    // Whoever may remove rows may remove those that are due, and add none that are; the owner is not bound by this.
    await queryRunner.query(
      'CREATE POLICY blocked_data_add ON blocked_data FOR INSERT WITH CHECK (destroy_after > now())',
    );
    await queryRunner.query('CREATE POLICY blocked_data_see ON blocked_data FOR SELECT USING (true)');
    await queryRunner.query(
      'CREATE POLICY blocked_data_destroy ON blocked_data FOR DELETE USING (destroy_after <= now())',
    );
    await queryRunner.query('ALTER TABLE blocked_data ENABLE ROW LEVEL SECURITY');
    // The planner's statistics would keep values of customers who are gone, for everybody who may read the column. A column that is given
    // its own type again loses what an earlier ANALYZE has left; no table is rewritten.
    for (const [table, columns] of Object.entries(PERSONAL)) {
      const actions = Object.entries(columns).flatMap(([column, type]) => [
        `ALTER COLUMN ${column} SET STATISTICS 0`,
        `ALTER COLUMN ${column} TYPE ${type}`,
      ]);
      await queryRunner.query(`ALTER TABLE ${table} ${actions.join(', ')}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(PERSONAL)) {
      const actions = Object.keys(columns).map((column) => `ALTER COLUMN ${column} SET STATISTICS -1`);
      await queryRunner.query(`ALTER TABLE ${table} ${actions.join(', ')}`);
    }
    await queryRunner.query('ALTER TABLE blocked_data DISABLE ROW LEVEL SECURITY');
    for (const policy of ['add', 'see', 'destroy']) {
      await queryRunner.query(`DROP POLICY blocked_data_${policy} ON blocked_data`);
    }
    await queryRunner.query('ALTER TABLE blocked_data DROP CONSTRAINT blocked_data_pkey');
    await queryRunner.query('ALTER TABLE blocked_data ADD CONSTRAINT blocked_data_pkey PRIMARY KEY (org_id, id)');
    await queryRunner.query('CREATE UNIQUE INDEX blocked_data_customer_key ON blocked_data (org_id, customer_id, id)');
    await queryRunner.query('ALTER TABLE blocked_data DROP COLUMN operation');
  }
}
