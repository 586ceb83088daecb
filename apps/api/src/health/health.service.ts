import { Injectable } from '@nestjs/common';
import { DomainError } from '@app/common';
import { Database } from '@app/database';
import { DataSource } from 'typeorm';
import { Drain } from '../http/drain';
import { CHECK_STORE, type StoreRow } from './health.statements';

/** Tells whether the service can do its work (contract §6, /health/ready). */
@Injectable()
export class HealthService {
  private readonly migrations: string[];
  private check: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly drain: Drain,
    dataSource: DataSource,
  ) {
    this.migrations = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  }

  /** @throws DomainError storeUnavailable when draining, or the store is not writable, or a migration is missing */
  async mustBeReady(): Promise<void> {
    if (this.drain.started) throw new DomainError('storeUnavailable');
    // Anybody may ask, as often as he likes: the store is asked once for all who ask meanwhile.
    this.check ??= this.checkStore().finally(() => (this.check = undefined));
    await this.check;
  }

  private async checkStore(): Promise<void> {
    if (this.database.isFull()) throw new DomainError('storeUnavailable');
    const store = await this.database.work().queryOne<StoreRow>(CHECK_STORE, [this.migrations]);
    if (store?.writable !== true || store.applied < this.migrations.length) throw new DomainError('storeUnavailable');
  }
}
