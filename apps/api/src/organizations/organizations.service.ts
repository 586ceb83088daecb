import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DomainError } from '@app/common';
import { Organization } from '@app/database';
import { In, type Repository } from 'typeorm';
import { type OrganizationResponse } from './organizations.dto';

/** Registers and lists organizations (contract §1, Orgs). */
@Injectable()
export class OrganizationsService {
  constructor(@InjectRepository(Organization) private readonly organizations: Repository<Organization>) {}

  /** @returns true when the organization is new, false when it was there */
  async register(id: string): Promise<boolean> {
    const result = await this.organizations
      .createQueryBuilder()
      .insert()
      .values({ id })
      .orIgnore()
      .returning('org_id')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  /** @throws DomainError unknownOrg */
  async read(id: string): Promise<OrganizationResponse> {
    const organization = await this.organizations.findOneBy({ id });
    if (organization === null) throw new DomainError('unknownOrg');
    return toResponse(organization);
  }

  /** @param visible the orgs that the caller is limited to; undefined: all */
  async list(visible: readonly string[] | undefined): Promise<OrganizationResponse[]> {
    const where = visible === undefined ? {} : { id: In([...visible]) };
    const organizations = await this.organizations.find({ where, order: { id: 'ASC' } });
    return organizations.map(toResponse);
  }

  /** @throws DomainError unknownOrg */
  async mustExist(id: string): Promise<void> {
    if (!(await this.organizations.existsBy({ id }))) throw new DomainError('unknownOrg');
  }
}

function toResponse({ id, createdAt }: Organization): OrganizationResponse {
  return { id, created_at: createdAt.toISOString() };
}
