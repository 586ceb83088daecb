import { Inject, Injectable } from '@nestjs/common';
import { type Act, type Settings } from '@app/common';
import { SETTINGS } from '../tokens';
import { blockedValues } from '../writes/blocked.statements';
import { ExistingCustomers } from '../customers/existing-customers';
import { type AllowedVersions } from '../http/entity-tag';
import { type AssociatedUser } from './associated-users.dto';
import { PUT_ASSOCIATED_USERS } from './associated-users.statements';

/** Keeps the authorized representatives of customers of every type (contract §3.6). */
@Injectable()
export class AssociatedUsersService {
  constructor(
    private readonly existing: ExistingCustomers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Replaces the list.
   * @returns the new version of the customer
   * @throws DomainError unknownOrg, unknownCustomer or preconditionFailed
   */
  put(org: string, id: string, users: readonly AssociatedUser[], allowed: AllowedVersions, act: Act): Promise<number> {
    const list = users.map((user) => ({ ...user, role: user.role ?? 'AUTHORIZED_REPRESENTATIVE' }));
    const json = list.length === 0 ? undefined : JSON.stringify(list);
    const values = [org, id, allowed, json, ...blockedValues(act, this.settings.retentionDays)];
    return this.existing.change(org, id, allowed, {
      attempt: (query) => query(PUT_ASSOCIATED_USERS, values),
    });
  }
}
