import { Injectable } from '@nestjs/common';
import { DomainError } from '@app/common';
import { Database, type Query } from '@app/database';
import { type AllowedVersions } from '../http/entity-tag';
import { type CustomerState, READ_CUSTOMER_STATE, type StateRow } from './customers.statements';

/** Each attempt that fails is another writer's success, so this many are only used up on a customer under siege. */
const MAX_ATTEMPTS = 100;

/** A write that touches one customer's row in one statement. */
export interface CustomerWrite {
  /** Runs the statement for the given versions of the customer only; undefined when it found no such row. */
  readonly attempt: (versions: AllowedVersions) => Promise<{ version: number } | undefined>;
  /** Throws what the rules have against the write in this state. */
  readonly check?: (state: CustomerState) => void;
  /** Whether the statement alone cannot tell if the rules hold. */
  readonly dependsOnState?: boolean;
}

/** What every operation on an existing customer needs: is it there, may this version be changed, has it been changed. */
@Injectable()
export class CustomerVersions {
  constructor(private readonly database: Database) {}

  /**
   * The state of a customer as it is now.
   * @param query of a transaction that holds the customer's lock, if there is one
   * @throws DomainError unknownOrg, unknownCustomer or preconditionFailed, in this order (RFC 9110 §13.2.1)
   */
  async current(
    org: string,
    id: string,
    allowed?: AllowedVersions,
    query: Query = (statement, values) => this.database.query(statement, values),
  ): Promise<CustomerState> {
    const [row] = await query<StateRow>(READ_CUSTOMER_STATE, [org, id]);
    if (row === undefined) throw new DomainError('unknownOrg');
    if (!isKnown(row)) throw new DomainError('unknownCustomer');
    const { version } = row;
    if (allowed?.includes(String(version)) === false) throw new DomainError('preconditionFailed', [], { version });
    return row;
  }

  /**
   * Changes a customer by compare and set: rules that need the stored state are decided for one version, and the write
   * counts for that version only, under the lock of its row. Most writes need no state and are one statement.
   * @returns the new version
   * @throws DomainError as {@link current}, what `check` throws, repositoryTimeout when others always come first
   */
  async change(org: string, id: string, allowed: AllowedVersions, write: CustomerWrite): Promise<number> {
    if (write.dependsOnState !== true) {
      const changed = await write.attempt(allowed);
      if (changed !== undefined) return changed.version;
    }
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
      const state = await this.current(org, id, allowed);
      write.check?.(state);
      const changed = await write.attempt([String(state.version)]);
      if (changed !== undefined) return changed.version;
    }
    throw new DomainError('repositoryTimeout');
  }
}

function isKnown(row: StateRow): row is CustomerState {
  return row.type !== null;
}
