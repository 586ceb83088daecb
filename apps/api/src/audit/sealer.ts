import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { BLOCK_SIZE, FIND_UNSEALED, SEAL_BLOCK } from './seals.statements';

/**
 * Seals audit entries: appends blocks over what is committed, each hashed with the one before, so that a change of any
 * entry shows (docs/decisions/0014). Every process seals; the primary key decides who was first.
 */
@Injectable()
export class Sealer {
  constructor(private readonly database: Database) {}

  /** Seals everything that is final now. @throws as `Work` does */
  async seal(): Promise<void> {
    const unsealed = await this.database.work().query<{ org_id: string }>(FIND_UNSEALED, []);
    for (const { org_id } of unsealed) await this.sealOrg(org_id);
  }

  private async sealOrg(org: string): Promise<void> {
    for (let isFull = true; isFull;) {
      const block = await this.database.work().queryOne<{ entries: number }>(SEAL_BLOCK, [org, BLOCK_SIZE]);
      isFull = block?.entries === BLOCK_SIZE;
    }
  }
}
