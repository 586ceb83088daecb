import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That a write was made, by whom and why; never a value (contract §5). Rows are added, and never changed or removed. */
@Entity('audit_entries')
// Blocks begin behind place 0: nothing may lie before them.
@Check('audit_entries_place_check', 'generation > 0 AND xid > 0')
@Index('audit_entries_customer_idx', ['orgId', 'customerId', 'at', 'id'])
export class AuditEntry {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'audit_entries_pkey' })
  orgId!: string;

  /** Of the server that the entry was written on: transactions count anew on another one, to which a dump was restored. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audit_entries_pkey' })
  generation!: number;

  /** The transaction that made the write: once it is below every running one, no row can come before it any more. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'audit_entries_pkey' })
  xid!: string;

  /** UUIDv7, made by the application. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entries_pkey' })
  id!: string;

  /** To the microsecond, since it tells which of a customer's entries is newer. */
  @Column({ type: 'timestamptz', precision: 6 })
  at!: Date;

  /** Null for a write that concerns no customer. */
  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  @Column({ type: 'text', collation: 'C' })
  operation!: string;

  @Column('text', { array: true })
  roles!: string[];

  @Column({ type: 'text', collation: 'C', nullable: true })
  subject!: string | null;

  @Column({ type: 'text', name: 'request_id', collation: 'C' })
  requestId!: string;

  @Column('text', { array: true })
  members!: string[];

  @Column({ type: 'text', collation: 'C', nullable: true })
  reason!: string | null;
}
