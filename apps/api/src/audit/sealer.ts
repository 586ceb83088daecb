import { Injectable } from '@nestjs/common';
import { DomainError } from '@app/common';
import { Database } from '@app/database';
import { type Anchor } from './anchor';
import { BLOCK_SIZE, FIND_UNSEALED, type NewBlockRow, SEAL_BLOCK } from './seals.statements';

/**
 * Seals audit entries: appends blocks over what is committed, each hashed with the one before, so that a change of any
 * entry shows (docs/decisions/0014). Every process seals; the primary key decides who was first.
 */
@Injectable()
export class Sealer {
  private readonly heads = new Map<string, Anchor>();

  constructor(private readonly database: Database) {}

  /**
   * Seals everything that is final now. An organization that cannot be sealed does not keep the others from it.
   * @throws the first error that was met, as `Work` does
   */
  async seal(): Promise<void> {
    const unsealed = await this.database.work().query<{ org_id: string }>(FIND_UNSEALED, []);
    const errors: unknown[] = [];
    for (const { org_id } of unsealed) await this.sealOrg(org_id).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  /** The last blocks that this process has made since it was asked last. */
  takeHeads(): Anchor[] {
    const heads = [...this.heads.values()];
    this.heads.clear();
    return heads;
  }

  private async sealOrg(org: string): Promise<void> {
    let size = BLOCK_SIZE;
    for (;;) {
      try {
        const block = await this.database.work().queryOne<NewBlockRow>(SEAL_BLOCK, [org, size]);
        if (block !== undefined) this.heads.set(org, { org, number: block.number, hash: block.hash });
        if (block === undefined || block.entries < size) return;
      } catch (error) {
        // Large entries, or a busy server: fewer of them may do.
        if (!isTimeout(error) || size === 1) throw error;
        size = Math.ceil(size / 10);
      }
    }
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'repositoryTimeout';
}
