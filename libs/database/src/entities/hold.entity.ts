import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reason why a customer must not be deleted, while it stands (contract §3.4). */
@Entity('holds')
export class Hold {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'holds_pkey' })
  orgId!: string;

  @PrimaryColumn('uuid', { name: 'customer_id', primaryKeyConstraintName: 'holds_pkey' })
  customerId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'holds_pkey' })
  name!: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
