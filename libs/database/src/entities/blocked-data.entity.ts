import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Personal data that is kept for authorities alone until it is destroyed (Spanish LOPDGDD art. 32). No operation of the
 * API reads it. The service's role may add rows, see keys and dates, and remove what is due: by column privileges and row security.
 */
@Entity('blocked_data')
@Index('blocked_data_destroy_idx', ['orgId', 'destroyAfter'])
export class BlockedData {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'blocked_data_pkey' })
  orgId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'customer_id', primaryKeyConstraintName: 'blocked_data_pkey' })
  customerId!: string;

  /** That of the audit entry of the write that took it away. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'blocked_data_pkey' })
  id!: string;

  /** The write, by its id in the OpenAPI document. */
  @Column({ type: 'text', collation: 'C', default: 'deleteCustomer' })
  operation!: string;

  /** The rows that were taken away, by table; of a changed customer the members that were replaced. */
  @Column('jsonb')
  body!: object;

  @Column({ type: 'timestamptz', name: 'blocked_at', precision: 3, default: () => 'now()' })
  blockedAt!: Date;

  @Column({ type: 'timestamptz', name: 'destroy_after', precision: 3 })
  destroyAfter!: Date;
}
