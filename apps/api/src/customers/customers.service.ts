import { Inject, Injectable } from '@nestjs/common';
import { type Act, brokenRule, DomainError, type Settings } from '@app/common';
import { Database, type Query } from '@app/database';
import { v7 as uuidv7 } from 'uuid';
import { auditValues } from '../writes/audited.statements';
import { blockedValues } from '../writes/blocked.statements';
import { type AllowedVersions } from '../http/entity-tag';
import { keyValues } from '../idempotency/idempotency.statements';
import { firstResult, type Once, rethrowKeyInUse } from '../idempotency/once';
import { SETTINGS } from '../tokens';
import { asConflict, digitalEmailConflict } from './customer-conflicts';
import { customerDocument } from './customer-document';
import { checkPatch, dependsOnState, newLoginEmailKey, patchStatement } from './customer-patch';
import { createValues } from './customer-row';
import { isAmbiguous, missingCriterion, searchStatement } from './customer-search';
import { type CustomerSearchRequest, type CustomerSearchResponse } from './customer-search.dto';
import { type FoundRow } from './customer-search.statements';
import { ExistingCustomers } from './existing-customers';
import { type CreateCustomer, type PatchCustomerRequest } from './customers.dto';
import {
  CREATE_CUSTOMER,
  CREATE_CUSTOMER_ONCE,
  type CreatedRow,
  type CustomerRow,
  FIND_LOGIN_EMAIL,
  READ_CUSTOMER,
  REMOVE_CUSTOMER,
} from './customers.statements';

/** A customer as it is read: the JSON text of the answer, and the version that is its ETag. */
export interface CustomerDocument {
  readonly version: number;
  readonly json: string;
}

/** Creates, finds, reads, changes and removes customers (contract §3.1 to §3.5). */
@Injectable()
export class CustomersService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Registers a customer; the database decides who was first.
   * @throws DomainError unknownOrg, documentTaken, externalIdTaken, digitalEmailTaken, keyReused or keyInUse
   */
  async create(org: string, body: CreateCustomer, act: Act): Promise<Once<CreatedRow>> {
    const { query } = this.database.work();
    const result: CreatedRow = { id: uuidv7(), version: 1 };
    const values = [...createValues(org, result.id, body), ...auditValues(act)];
    const creating = act.key
      ? query<CreatedRow>(CREATE_CUSTOMER_ONCE, [...values, ...keyValues(act.key, result)]).catch(rethrowKeyInUse)
      : query<CreatedRow>(CREATE_CUSTOMER, values);
    const [created] = await creating.catch((error: unknown) => {
      throw asConflict(error, body.type);
    });
    if (created !== undefined) return { result: created, isReplay: false };
    const first = act.key && (await firstResult<CreatedRow>(query, org, act.key));
    if (first === undefined) throw new DomainError('unknownOrg');
    return { result: first, isReplay: true };
  }

  /**
   * Finds the one customer that all criteria fit.
   * @param part of the request that the criteria came in: `?` the query, `/` the body
   * @throws DomainError unknownOrg, unknownCustomer, or badRequest when the criteria leave open who is meant
   */
  async search(org: string, criteria: CustomerSearchRequest, part: '?' | '/'): Promise<CustomerSearchResponse> {
    const found = await this.database.work().query<FoundRow>(...searchStatement(org, criteria));
    const [first] = found;
    if (first === undefined) throw new DomainError('unknownOrg');
    if (first.id === null) throw new DomainError('unknownCustomer');
    if (isAmbiguous(found)) {
      const at = `/${missingCriterion(criteria)}`;
      throw brokenRule(part, at, 'is required: more than one customer fits the other criteria');
    }
    const { id, type, external_id } = first;
    return external_id === null ? { id, type } : { id, type, external_id };
  }

  /** @throws DomainError unknownOrg or unknownCustomer */
  async read(org: string, id: string): Promise<CustomerDocument> {
    const work = this.database.work();
    const row = await work.queryOne<CustomerRow>(READ_CUSTOMER, [org, id]);
    if (row === undefined) return this.existing.throwUnknown(work, org, id);
    return { version: row.version, json: customerDocument(id, row) };
  }

  /**
   * Merges a patch into a customer.
   * @returns the new version
   * @throws DomainError unknownOrg, unknownCustomer, preconditionFailed, badRequest or digitalEmailTaken
   */
  patch(org: string, id: string, patch: PatchCustomerRequest, allowed: AllowedVersions, act: Act): Promise<number> {
    const [statement, values] = patchStatement(org, id, allowed, patch);
    values.push(...blockedValues(act, this.settings.retentionDays));
    return this.existing.change(org, id, allowed, {
      dependsOnState: dependsOnState(patch),
      check: async (state, query) => {
        checkPatch(patch, state);
        await this.checkLoginEmail(org, id, newLoginEmailKey(patch), query);
      },
      attempt: (query) =>
        query<{ version: number }>(statement, values).catch((error: unknown) => {
          throw asConflict(error, 'DIGITAL_CUSTOMER');
        }),
    });
  }

  /**
   * The unique index decides who gets an email. It is asked for before the row is touched, because two customers who swap
   * emails would wait for each other's key until both time out.
   */
  private async checkLoginEmail(org: string, id: string, key: string | undefined, query: Query): Promise<void> {
    if (key === undefined) return;
    const [other] = await query(FIND_LOGIN_EMAIL, [org, key, id]);
    if (other !== undefined) throw digitalEmailConflict();
  }

  /**
   * Removes a customer from everything but the blocked data; its keys are free again.
   * @throws DomainError unknownOrg, unknownCustomer, preconditionFailed or customerOnHold
   */
  async remove(org: string, id: string, allowed: AllowedVersions, act: Act): Promise<void> {
    const values = [org, id, ...blockedValues(act, this.settings.retentionDays)];
    await this.database.work().transaction(async (query) => {
      await this.existing.lock(query, org, id, allowed);
      const [removed] = await query(REMOVE_CUSTOMER, values);
      if (removed === undefined) throw new DomainError('customerOnHold');
    });
  }
}
