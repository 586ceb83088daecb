import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Documents that came from a conversion, and tokenized cards. */
export class ConversionsCards1766000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE credit_cards (
        org_id text COLLATE "C" NOT NULL,
        customer_id uuid NOT NULL,
        id uuid NOT NULL,
        token text COLLATE "C" NOT NULL,
        provider text COLLATE "C" NOT NULL,
        brand text COLLATE "C" NOT NULL,
        last_four text COLLATE "C" NOT NULL,
        expiration_date text COLLATE "C" NOT NULL,
        is_default boolean NOT NULL,
        created_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT credit_cards_pkey PRIMARY KEY (org_id, customer_id, id)
      )`);
    await queryRunner.query('CREATE UNIQUE INDEX credit_cards_token_key ON credit_cards (org_id, token)');
    await queryRunner.query(
      'CREATE UNIQUE INDEX credit_cards_default_key ON credit_cards (org_id, customer_id) WHERE is_default',
    );
    // Last, since it locks out readers until the end; a constant default rewrites no row.
    await queryRunner.query('ALTER TABLE identity_documents ADD COLUMN converted boolean NOT NULL DEFAULT false');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE identity_documents DROP COLUMN converted');
    await queryRunner.query('DROP TABLE credit_cards');
  }
}
