import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Indexes of the blocked data by customer and by date. By themselves, so that what they lock is free again soon. Not CONCURRENTLY: that waits for
 * every statement that runs, and so for other instances that wait for this migration.
 */
export class BlockedDataIndexes1769000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE UNIQUE INDEX blocked_data_customer_key ON blocked_data (org_id, customer_id, id)');
    await queryRunner.query('CREATE INDEX blocked_data_destroy_idx ON blocked_data (org_id, destroy_after)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX blocked_data_destroy_idx');
    await queryRunner.query('DROP INDEX blocked_data_customer_key');
  }
}
