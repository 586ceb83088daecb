import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The reservation of a document number within an organization: a primary key, so that the insert itself decides races.
 * `number` stands before `type` in the key, which makes the search without a type a range of the same index.
 */
@Entity('identity_documents')
@Check('identity_documents_type_check', `type IN ('NIF', 'NIE', 'PASSPORT', 'CIF')`)
@Index('identity_documents_current_key', ['orgId', 'customerId'], { unique: true, where: 'retired_at IS NULL' })
@Index('identity_documents_retired_idx', ['orgId', 'customerId'], { where: 'retired_at IS NOT NULL' })
export class IdentityDocumentReservation {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'identity_documents_pkey' })
  orgId!: string;

  /** Canonical form (contract §4). */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'identity_documents_pkey' })
  number!: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'identity_documents_pkey' })
  type!: string;

  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column({ type: 'timestamptz', name: 'valid_from', precision: 3, default: () => 'now()' })
  validFrom!: Date;

  /** Whether a conversion of a NIE made it the current document (contract §3.8). */
  @Column('boolean', { default: false })
  converted!: boolean;

  /** Null while the document is the customer's current one; a retired one stays found and reserved. */
  @Column({ type: 'timestamptz', name: 'retired_at', precision: 3, nullable: true })
  retiredAt!: Date | null;
}
