import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a request with an Idempotency-Key did, so that a repetition is told the same (contract §5). */
@Entity('idempotency_keys')
@Index('idempotency_keys_expires_idx', ['orgId', 'expiresAt'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'text', name: 'org_id', collation: 'C', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  orgId!: string;

  /** SHA-256 of the key and of what it counts for: caller, operation, path. The key itself is not stored. */
  @PrimaryColumn('bytea', { name: 'key_hash', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  keyHash!: Buffer;

  /** HMAC of the canonical body under the key: it tells whether a repetition is one, and nothing of the body. */
  @Column('bytea')
  fingerprint!: Buffer;

  /** What the operation gave: ids and versions, no personal data. */
  @Column('jsonb')
  result!: object;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;
}
