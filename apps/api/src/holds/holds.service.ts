import { Injectable } from '@nestjs/common';
import { type Act } from '@app/common';
import { Database } from '@app/database';
import { auditValues } from '../writes/audited.statements';
import { ExistingCustomers } from '../customers/existing-customers';
import { type HoldResponse } from './holds.dto';
import { type HoldRow, LIST_HOLDS, PLACE_HOLD, RELEASE_HOLD } from './holds.statements';

/** Keeps the holds that stop the removal of a customer (contract §3.4). No read of the customer shows them. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
  ) {}

  /** @throws DomainError unknownOrg or unknownCustomer */
  async place(org: string, id: string, name: string, act: Act): Promise<void> {
    const work = this.database.work();
    const placed = await work.queryOne(PLACE_HOLD, [org, id, name, ...auditValues(act)]);
    if (placed === undefined) await this.existing.throwUnknown(work, org, id);
  }

  /** @throws DomainError unknownOrg, unknownCustomer or unknownHold */
  async release(org: string, id: string, name: string, act: Act): Promise<void> {
    const work = this.database.work();
    const released = await work.queryOne(RELEASE_HOLD, [org, id, name, ...auditValues(act)]);
    if (released === undefined) await this.existing.throwUnknown(work, org, id, 'unknownHold');
  }

  /**
   * @returns oldest first
   * @throws DomainError unknownOrg or unknownCustomer
   */
  async list(org: string, id: string): Promise<HoldResponse[]> {
    const work = this.database.work();
    const rows = await work.query<HoldRow>(LIST_HOLDS, [org, id]);
    if (rows.length === 0) await this.existing.throwUnknown(work, org, id);
    return rows.flatMap(({ name, created_at }) =>
      name === null ? [] : [{ name, created_at: created_at.toISOString() }],
    );
  }
}
