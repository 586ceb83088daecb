import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Personal data that is kept for authorities alone until it is destroyed (Spanish LOPDGDD art. 32). No operation of the
 * API reads it.
 */
@Entity('blocked_data')
export class BlockedData {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'blocked_data_pkey' })
  orgId!: string;

  /** UUIDv7, made by the application. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'blocked_data_pkey' })
  id!: string;

  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  /** The rows that were taken away, by table. */
  @Column('jsonb')
  body!: object;

  @Column({ type: 'timestamptz', name: 'blocked_at', precision: 3, default: () => 'now()' })
  blockedAt!: Date;

  @Column({ type: 'timestamptz', name: 'destroy_after', precision: 3 })
  destroyAfter!: Date;
}
