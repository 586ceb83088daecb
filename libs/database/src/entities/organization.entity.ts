import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** An organization: one operator whose customers are kept apart from all others. */
@Entity('orgs')
@Check('orgs_audit_generation_check', 'audit_generation > 0')
@Check('orgs_retention_days_check', 'retention_days BETWEEN 1 AND 36500')
export class Organization {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'orgs_pkey' })
  id!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  /** Goes up when the data has come to a server whose transactions count lower: see AuditEntry. */
  @Column('integer', { name: 'audit_generation', default: 1 })
  auditGeneration!: number;

  /** How long what it blocks from now on is kept; null: as long as RETENTION_DAYS says. */
  @Column('integer', { name: 'retention_days', nullable: true })
  retentionDays!: number | null;
}
