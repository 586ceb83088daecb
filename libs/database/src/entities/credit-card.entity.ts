import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A tokenized card of a customer: what the payment provider knows it by, and what may be shown of it. No card number. */
@Entity('credit_cards')
@Index('credit_cards_token_key', ['orgId', 'token'], { unique: true })
@Index('credit_cards_default_key', ['orgId', 'customerId'], { unique: true, where: 'is_default' })
export class CreditCard {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'credit_cards_pkey' })
  orgId!: string;

  @PrimaryColumn('uuid', { name: 'customer_id', primaryKeyConstraintName: 'credit_cards_pkey' })
  customerId!: string;

  /** UUIDv7, made by the application. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'credit_cards_pkey' })
  id!: string;

  /** Of the payment provider; no answer shows it. */
  @Column({ type: 'text', collation: 'C' })
  token!: string;

  @Column({ type: 'text', collation: 'C' })
  provider!: string;

  @Column({ type: 'text', collation: 'C' })
  brand!: string;

  @Column({ type: 'text', name: 'last_four', collation: 'C' })
  lastFour!: string;

  /** YYYY-MM; the card can be used until the end of that month, UTC. */
  @Column({ type: 'text', name: 'expiration_date', collation: 'C' })
  expirationDate!: string;

  /** Counts while the card has not expired; without such a card the newest counts (contract §3.7). */
  @Column('boolean', { name: 'is_default' })
  isDefault!: boolean;

  /** To the microsecond, since it tells which card is the newest. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 6, default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
