import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@app/common';
import { Database, type Query, type Work } from '@app/database';
import { type AllowedVersions } from '../http/entity-tag';
import { type CustomerState, FIND_CUSTOMER, LOCK_CUSTOMER, type StateRow } from './customers.statements';

/** A change of one customer's row. */
export interface CustomerWrite {
  /** Runs the one statement that makes the change, and gives the new version; nothing when it found no row to change. */
  readonly attempt: (query: Query) => Promise<{ version: number }[]>;
  /** Throws what the rules have against the change in this state; the customer is locked. */
  readonly check?: (state: CustomerState, query: Query) => Promise<void> | void;
  /** Whether the rules need the state: then it is read before the first attempt. */
  readonly dependsOnState?: boolean;
}

/** What every operation on an existing customer needs: to tell why there is none, to lock it, to change it. */
@Injectable()
export class ExistingCustomers {
  constructor(private readonly database: Database) {}

  /**
   * Tells why a statement found nothing.
   * @param work that the statement was part of
   * @throws DomainError unknownOrg or unknownCustomer; `unknown` when both are there
   */
  async throwUnknown(work: Work, org: string, id: string, unknown: ErrorKind = 'unknownCustomer'): Promise<never> {
    await this.mustExist(work, org, id);
    throw new DomainError(unknown);
  }

  /** @throws DomainError unknownOrg or unknownCustomer */
  async mustExist(work: Work, org: string, id: string): Promise<void> {
    const row = await work.queryOne<{ id: string | null }>(FIND_CUSTOMER, [org, id]);
    if (row === undefined) throw new DomainError('unknownOrg');
    if (row.id === null) throw new DomainError('unknownCustomer');
  }

  /**
   * Holds a customer until the end of the transaction.
   * @param query of the transaction
   * @returns the state as it is now
   * @throws DomainError unknownOrg, unknownCustomer or preconditionFailed, in this order (RFC 9110 §13.2.1)
   */
  async lock(query: Query, org: string, id: string, allowed?: AllowedVersions): Promise<CustomerState> {
    const [row] = await query<StateRow>(LOCK_CUSTOMER, [org, id]);
    if (row === undefined) throw new DomainError('unknownOrg');
    if (!isKnown(row)) throw new DomainError('unknownCustomer');
    const { version } = row;
    if (allowed?.includes(String(version)) === false) throw new DomainError('preconditionFailed', [], { version });
    return row;
  }

  /**
   * Changes a customer. Most changes are one statement, which decides by itself; what it cannot decide, and why it found
   * no row, is decided in a transaction under the lock of the customer's row.
   * @returns the new version
   * @throws DomainError as {@link lock}, and what `check` and `attempt` throw
   */
  async change(org: string, id: string, allowed: AllowedVersions, write: CustomerWrite): Promise<number> {
    const work = this.database.work();
    if (write.dependsOnState !== true) {
      const [changed] = await write.attempt(work.query);
      if (changed !== undefined) return changed.version;
    }
    return work.transaction(async (query) => {
      const state = await this.lock(query, org, id, allowed);
      await write.check?.(state, query);
      const [changed] = await write.attempt(query);
      if (changed === undefined) throw new Error('a customer that is locked and passes every rule was not changed');
      return changed.version;
    });
  }
}

function isKnown(row: StateRow): row is CustomerState {
  return row.type !== null;
}
