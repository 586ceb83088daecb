import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { FIND_EXPIRED, REMOVE_EXPIRED } from './idempotency.statements';

/** Keys that are removed by one statement. */
const STEP = 1000;

/** Removes Idempotency-Keys that have expired. They count no more already; this makes room. */
@Injectable()
export class ExpiredKeys {
  constructor(private readonly database: Database) {}

  /** Removes all that have expired for an hour. @throws as `Work` does */
  async remove(): Promise<void> {
    const orgs = await this.database.work().query<{ org_id: string }>(FIND_EXPIRED, []);
    for (const { org_id } of orgs) {
      for (let isFull = true; isFull;) {
        const removed = await this.database.work().query(REMOVE_EXPIRED, [org_id, STEP]);
        isFull = removed.length === STEP;
      }
    }
  }
}
