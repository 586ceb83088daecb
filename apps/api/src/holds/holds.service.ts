import { Injectable } from '@nestjs/common';
import { DomainError } from '@app/common';
import { Database } from '@app/database';
import { CustomerVersions } from '../customers/customer-versions';
import { type HoldResponse } from './holds.dto';
import { type HoldRow, LIST_HOLDS, PLACE_HOLD, RELEASE_HOLD } from './holds.statements';

/** Keeps the holds that stop the removal of a customer (contract §3.4). No read of the customer shows them. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly versions: CustomerVersions,
  ) {}

  /** @throws DomainError unknownOrg or unknownCustomer */
  async place(org: string, id: string, name: string): Promise<void> {
    const placed = await this.database.queryOne(PLACE_HOLD, [org, id, name]);
    if (placed === undefined) throw await this.missing(org, id, 'unknownCustomer');
  }

  /** @throws DomainError unknownOrg, unknownCustomer or unknownHold */
  async release(org: string, id: string, name: string): Promise<void> {
    const released = await this.database.queryOne(RELEASE_HOLD, [org, id, name]);
    if (released === undefined) throw await this.missing(org, id, 'unknownHold');
  }

  /**
   * @returns oldest first
   * @throws DomainError unknownOrg or unknownCustomer
   */
  async list(org: string, id: string): Promise<HoldResponse[]> {
    const rows = await this.database.query<HoldRow>(LIST_HOLDS, [org, id]);
    if (rows.length === 0) throw await this.missing(org, id, 'unknownCustomer');
    return rows.flatMap(({ name, created_at }) =>
      name === null ? [] : [{ name, created_at: created_at.toISOString() }],
    );
  }

  /** What is missing when a statement found nothing: thrown for the org or the customer, returned for what is left. */
  private async missing(org: string, id: string, left: 'unknownCustomer' | 'unknownHold'): Promise<DomainError> {
    await this.versions.current(org, id);
    return new DomainError(left);
  }
}
