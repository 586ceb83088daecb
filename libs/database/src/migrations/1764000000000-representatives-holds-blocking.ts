import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Authorized representatives, holds, and the store for blocked data. */
export class RepresentativesHoldsBlocking1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A delete takes all documents of a customer; creates, which bring current ones only, do not pay for this.
    await queryRunner.query(`
      CREATE INDEX identity_documents_retired_idx ON identity_documents (org_id, customer_id)
      WHERE retired_at IS NOT NULL`);
    await queryRunner.query(`
      CREATE TABLE holds (
        org_id text COLLATE "C" NOT NULL,
        customer_id uuid NOT NULL,
        name text COLLATE "C" NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT holds_pkey PRIMARY KEY (org_id, customer_id, name)
      )`);
    await queryRunner.query(`
      CREATE TABLE blocked_data (
        org_id text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        customer_id uuid NOT NULL,
        body jsonb NOT NULL,
        blocked_at timestamptz(3) NOT NULL DEFAULT now(),
        destroy_after timestamptz(3) NOT NULL,
        CONSTRAINT blocked_data_pkey PRIMARY KEY (org_id, id)
      )`);
    // With the id, the first of many who share an email are read in the order of the index, however common it is.
    await queryRunner.query(`
      CREATE INDEX customers_contact_email_id_idx ON customers (org_id, contact_email_key, id)
      WHERE contact_email_key IS NOT NULL`);
    // Last, since these two lock out readers until the end.
    await queryRunner.query('DROP INDEX customers_contact_email_idx');
    await queryRunner.query('ALTER TABLE customers ADD COLUMN associated_users jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE blocked_data');
    await queryRunner.query('DROP TABLE holds');
    await queryRunner.query('DROP INDEX identity_documents_retired_idx');
    await queryRunner.query('ALTER TABLE customers DROP COLUMN associated_users');
    await queryRunner.query('DROP INDEX customers_contact_email_id_idx');
    await queryRunner.query(`
      CREATE INDEX customers_contact_email_idx ON customers (org_id, contact_email_key)
      WHERE contact_email_key IS NOT NULL`);
  }
}
