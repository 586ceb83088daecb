import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AssociatedUsers } from './associated-users.entity';
import { ContactInfo } from './contact-info.entity';

/** The kinds of customers. */
export const CUSTOMER_TYPES = ['PRIVATE_CUSTOMER', 'CORPORATE_CUSTOMER', 'DIGITAL_CUSTOMER'] as const;
export type CustomerType = (typeof CUSTOMER_TYPES)[number];

/** A customer of one organization. What must be unique or searched has a column; what is only read whole is jsonb. */
@Entity('customers')
@Check('customers_type_check', `type IN ('PRIVATE_CUSTOMER', 'CORPORATE_CUSTOMER', 'DIGITAL_CUSTOMER')`)
@Check('customers_login_email_key_check', `(type = 'DIGITAL_CUSTOMER') = (login_email_key IS NOT NULL)`)
@Index('customers_external_id_key', ['orgId', 'externalId'], { unique: true, where: 'external_id IS NOT NULL' })
@Index('customers_login_email_key', ['orgId', 'loginEmailKey'], { unique: true, where: 'login_email_key IS NOT NULL' })
@Index('customers_contact_email_id_idx', ['orgId', 'contactInfo.emailKey', 'id'], {
  where: 'contact_email_key IS NOT NULL',
})
export class Customer {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'customers_pkey' })
  orgId!: string;

  /** UUIDv7, made by the application. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customers_pkey' })
  id!: string;

  @Column({ type: 'text', collation: 'C' })
  type!: CustomerType;

  /** Moves with every change of what a read shows; the ETag. */
  @Column('integer', { default: 1 })
  version!: number;

  /** The id in the operator's own system. */
  @Column({ type: 'text', name: 'external_id', nullable: true, collation: 'C' })
  externalId!: string | null;

  /** Comparison key of the email that a digital customer authenticates with. */
  @Column({ type: 'text', name: 'login_email_key', nullable: true, collation: 'C' })
  loginEmailKey!: string | null;

  @Column({ type: 'text', name: 'preferred_language', nullable: true, collation: 'C' })
  preferredLanguage!: string | null;

  @Column({ type: 'text', nullable: true, collation: 'C' })
  segment!: string | null;

  @Column(() => ContactInfo, { prefix: false })
  contactInfo!: ContactInfo;

  /** The section of the type: personal_info, company_info or digital_personal_info. */
  @Column('jsonb')
  section!: object;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt!: Date;

  @Column(() => AssociatedUsers, { prefix: false })
  associatedUsers!: AssociatedUsers;
}
