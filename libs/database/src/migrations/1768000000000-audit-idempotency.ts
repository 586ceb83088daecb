import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The audit with its seals, and the results of requests with an Idempotency-Key. */
export class AuditIdempotency1768000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        org_id text COLLATE "C" NOT NULL,
        generation integer NOT NULL,
        xid bigint NOT NULL,
        id uuid NOT NULL,
        at timestamptz(6) NOT NULL,
        customer_id uuid,
        operation text COLLATE "C" NOT NULL,
        roles text[] NOT NULL,
        subject text COLLATE "C",
        request_id text COLLATE "C" NOT NULL,
        members text[] NOT NULL,
        reason text COLLATE "C",
        CONSTRAINT audit_entries_pkey PRIMARY KEY (org_id, generation, xid, id),
        CONSTRAINT audit_entries_place_check CHECK (generation > 0 AND xid > 0)
      )`);
    await queryRunner.query('CREATE INDEX audit_entries_customer_idx ON audit_entries (org_id, customer_id, at, id)');
    await queryRunner.query(`
      CREATE TABLE audit_seals (
        org_id text COLLATE "C" NOT NULL,
        number integer NOT NULL,
        entries integer NOT NULL,
        last_generation integer NOT NULL,
        last_xid bigint NOT NULL,
        last_id uuid NOT NULL,
        sealed_at timestamptz(3) NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT audit_seals_pkey PRIMARY KEY (org_id, number)
      )`);
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        org_id text COLLATE "C" NOT NULL,
        key_hash bytea NOT NULL,
        fingerprint bytea NOT NULL,
        result jsonb NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        CONSTRAINT idempotency_keys_pkey PRIMARY KEY (org_id, key_hash)
      )`);
    await queryRunner.query('CREATE INDEX idempotency_keys_expires_idx ON idempotency_keys (org_id, expires_at)');
    // Last, since it locks out readers until the end; a constant default rewrites no row.
    await queryRunner.query('ALTER TABLE orgs ADD COLUMN audit_generation integer NOT NULL DEFAULT 1');
    await queryRunner.query('ALTER TABLE orgs ADD CONSTRAINT orgs_audit_generation_check CHECK (audit_generation > 0)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orgs DROP COLUMN audit_generation');
    await queryRunner.query('DROP TABLE idempotency_keys');
    await queryRunner.query('DROP TABLE audit_seals');
    await queryRunner.query('DROP TABLE audit_entries');
  }
}
