import { Injectable } from '@nestjs/common';
import { type Act, DomainError } from '@app/common';
import { Database } from '@app/database';
import { auditValues } from '../writes/audited.statements';
import { type OrganizationResponse, type PatchOrganizationRequest } from './organizations.dto';
import {
  LIST_ORGANIZATIONS,
  type OrganizationRow,
  READ_ORGANIZATION,
  REGISTER_ORGANIZATION,
  SET_RETENTION,
} from './organizations.statements';

/** Registers and lists organizations (contract §1, Orgs). */
@Injectable()
export class OrganizationsService {
  constructor(private readonly database: Database) {}

  /** @returns the organization when it is new; undefined when it was there */
  async register(id: string, act: Act): Promise<OrganizationResponse | undefined> {
    const row = await this.database.work().queryOne<OrganizationRow>(REGISTER_ORGANIZATION, [id, ...auditValues(act)]);
    return row && toResponse(row);
  }

  /**
   * Sets how long the organization keeps what it blocks from now on; what is blocked already keeps its date.
   * @throws DomainError unknownOrg
   */
  async patch(id: string, { retention_days }: PatchOrganizationRequest, act: Act): Promise<void> {
    const changed = await this.database.work().queryOne(SET_RETENTION, [id, retention_days, ...auditValues(act)]);
    if (changed === undefined) throw new DomainError('unknownOrg');
  }

  /** @throws DomainError unknownOrg */
  async read(id: string): Promise<OrganizationResponse> {
    const row = await this.database.work().queryOne<OrganizationRow>(READ_ORGANIZATION, [id]);
    if (row === undefined) throw new DomainError('unknownOrg');
    return toResponse(row);
  }

  /** @param visible the orgs that the caller is limited to; undefined: all */
  async list(visible: readonly string[] | undefined): Promise<OrganizationResponse[]> {
    const rows = await this.database.work().query<OrganizationRow>(LIST_ORGANIZATIONS, [visible]);
    return rows.map(toResponse);
  }
}

function toResponse({ org_id, created_at, retention_days }: OrganizationRow): OrganizationResponse {
  const organization = { id: org_id, created_at: created_at.toISOString() };
  return retention_days === null ? organization : { ...organization, retention_days };
}
