import { Client, type ClientConfig } from 'pg';
import { type DataSourceOptions } from 'typeorm';
import { timeoutsFor } from './deadline';
import { AuditEntry } from './entities/audit-entry.entity';
import { AuditSeal } from './entities/audit-seal.entity';
import { BlockedData } from './entities/blocked-data.entity';
import { CreditCard } from './entities/credit-card.entity';
import { Customer } from './entities/customer.entity';
import { Hold } from './entities/hold.entity';
import { IdempotencyKey } from './entities/idempotency-key.entity';
import { IdentityDocumentReservation } from './entities/identity-document.entity';
import { Organization } from './entities/organization.entity';
import { Customers1700000000000 } from './migrations/1700000000000-customers';
import { RepresentativesHoldsBlocking1764000000000 } from './migrations/1764000000000-representatives-holds-blocking';
import { ConversionsCards1766000000000 } from './migrations/1766000000000-conversions-cards';
import { AuditIdempotency1768000000000 } from './migrations/1768000000000-audit-idempotency';
import { BlockedDataIndexes1769000000000 } from './migrations/1769000000000-blocked-data-indexes';
import { BlockedStore1770000000000 } from './migrations/1770000000000-blocked-store';
import { Retention1771000000000 } from './migrations/1771000000000-retention';

/** What a connection pool to PostgreSQL needs to know. */
export interface ConnectionOptions {
  readonly url: string;
  readonly poolMax: number;
  /** The deadline of one request; the other time-outs are fixed fractions of it. */
  readonly requestTimeoutMs: number;
}

/**
 * While it is checked out, a client has no `error` listener of the pool's, and a connection lost in that time would end
 * the process. The statement that was running fails by itself.
 */
class SteadyClient extends Client {
  constructor(config: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

const ENTITIES = [
  Organization,
  Customer,
  IdentityDocumentReservation,
  CreditCard,
  Hold,
  BlockedData,
  AuditEntry,
  AuditSeal,
  IdempotencyKey,
];
/** All that this build knows, in order. */
export const MIGRATIONS = [
  Customers1700000000000,
  RepresentativesHoldsBlocking1764000000000,
  ConversionsCards1766000000000,
  AuditIdempotency1768000000000,
  BlockedDataIndexes1769000000000,
  BlockedStore1770000000000,
  Retention1771000000000,
];

/** The options of TypeORM's DataSource for the running service. */
export function dataSourceOptions({ url, poolMax, requestTimeoutMs }: ConnectionOptions): DataSourceOptions {
  const timeouts = timeoutsFor(requestTimeoutMs);
  return {
    ...schemaOptions(url),
    applicationName: 'padron',
    poolSize: poolMax,
    extra: {
      Client: SteadyClient,
      lock_timeout: timeouts.lock,
      statement_timeout: timeouts.statement,
      connectionTimeoutMillis: timeouts.connection,
      idle_in_transaction_session_timeout: requestTimeoutMs,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
    },
  };
}

/** The options for migrations and for TypeORM's command line: no time-outs, one connection, the schema as code. */
export function schemaOptions(url: string): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    synchronize: false,
    // TypeORM would print parameters, and those are personal data.
    logging: false,
    poolSize: 1,
  };
}
