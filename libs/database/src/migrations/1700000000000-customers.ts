import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Organizations, customers and the reservations of their identity documents. */
export class Customers1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE orgs (
        org_id text COLLATE "C" NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT orgs_pkey PRIMARY KEY (org_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE customers (
        org_id text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        type text COLLATE "C" NOT NULL,
        version integer NOT NULL DEFAULT 1,
        external_id text COLLATE "C",
        login_email_key text COLLATE "C",
        preferred_language text COLLATE "C",
        segment text COLLATE "C",
        section jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        contact_info jsonb,
        contact_email_key text COLLATE "C",
        CONSTRAINT customers_pkey PRIMARY KEY (org_id, id),
        CONSTRAINT customers_type_check CHECK (type IN ('PRIVATE_CUSTOMER', 'CORPORATE_CUSTOMER', 'DIGITAL_CUSTOMER')),
        CONSTRAINT customers_login_email_key_check CHECK ((type = 'DIGITAL_CUSTOMER') = (login_email_key IS NOT NULL))
      ) WITH (fillfactor = 85)`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX customers_external_id_key ON customers (org_id, external_id) WHERE external_id IS NOT NULL`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX customers_login_email_key ON customers (org_id, login_email_key)
      WHERE login_email_key IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX customers_contact_email_idx ON customers (org_id, contact_email_key)
      WHERE contact_email_key IS NOT NULL`);
    await queryRunner.query(`
      CREATE TABLE identity_documents (
        org_id text COLLATE "C" NOT NULL,
        number text COLLATE "C" NOT NULL,
        type text COLLATE "C" NOT NULL,
        customer_id uuid NOT NULL,
        valid_from timestamptz(3) NOT NULL DEFAULT now(),
        retired_at timestamptz(3),
        CONSTRAINT identity_documents_pkey PRIMARY KEY (org_id, number, type),
        CONSTRAINT identity_documents_type_check CHECK (type IN ('NIF', 'NIE', 'PASSPORT', 'CIF'))
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX identity_documents_current_key ON identity_documents (org_id, customer_id)
      WHERE retired_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE identity_documents');
    await queryRunner.query('DROP TABLE customers');
    await queryRunner.query('DROP TABLE orgs');
  }
}
