import { Injectable } from '@nestjs/common';
import { type Act, DomainError } from '@app/common';
import { Database } from '@app/database';
import { auditValues } from '../writes/audited.statements';
import { type OrganizationResponse } from './organizations.dto';
import {
  LIST_ORGANIZATIONS,
  type OrganizationRow,
  READ_ORGANIZATION,
  REGISTER_ORGANIZATION,
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

function toResponse({ org_id, created_at }: OrganizationRow): OrganizationResponse {
  return { id: org_id, created_at: created_at.toISOString() };
}
