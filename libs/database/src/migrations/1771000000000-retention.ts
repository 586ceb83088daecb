import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Retention by organization. By itself: whoever waits for blocked data holds organizations. */
export class Retention1771000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orgs
        ADD COLUMN retention_days integer,
        ADD CONSTRAINT orgs_retention_days_check CHECK (retention_days BETWEEN 1 AND 36500)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orgs DROP COLUMN retention_days');
  }
}
