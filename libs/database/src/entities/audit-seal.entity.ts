import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A block of an organization's audit entries, hashed together with the hash of the block before. */
@Entity('audit_seals')
export class AuditSeal {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'audit_seals_pkey' })
  orgId!: string;

  /** Blocks of an organization count from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audit_seals_pkey' })
  number!: number;

  /** How many entries the block has. */
  @Column('integer')
  entries!: number;

  /** Of the last entry of the block, in the order of (generation, xid, id). */
  @Column('integer', { name: 'last_generation' })
  lastGeneration!: number;

  @Column('bigint', { name: 'last_xid' })
  lastXid!: string;

  @Column('uuid', { name: 'last_id' })
  lastId!: string;

  @Column({ type: 'timestamptz', name: 'sealed_at', precision: 3 })
  sealedAt!: Date;

  /** SHA-256. */
  @Column('bytea')
  hash!: Buffer;
}
