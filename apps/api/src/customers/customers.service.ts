import { Injectable } from '@nestjs/common';
import { DomainError } from '@app/common';
import { Database } from '@app/database';
import { v7 as uuidv7 } from 'uuid';
import { OrganizationsService } from '../organizations/organizations.service';
import { asConflict } from './customer-conflicts';
import { customerDocument } from './customer-document';
import { createValues } from './customer-row';
import { type CreateCustomer } from './customers.dto';
import { CREATE_CUSTOMER, type CreatedRow, type CustomerRow, READ_CUSTOMER } from './customers.statements';

/** A customer as it is read: the JSON text of the answer, and the version that is its ETag. */
export interface CustomerDocument {
  readonly version: number;
  readonly json: string;
}

/** Creates and reads customers (contract §3.1, §3.3). */
@Injectable()
export class CustomersService {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationsService,
  ) {}

  /**
   * Registers a customer; the database decides who was first.
   * @throws DomainError unknownOrg, documentTaken, externalIdTaken or digitalEmailTaken
   */
  async create(org: string, body: CreateCustomer): Promise<CreatedRow> {
    const values = createValues(org, uuidv7(), body);
    const [created] = await this.database.query<CreatedRow>(CREATE_CUSTOMER, values).catch((error: unknown) => {
      throw asConflict(error, body.type);
    });
    if (created === undefined) throw new DomainError('unknownOrg');
    return created;
  }

  /** @throws DomainError unknownOrg or unknownCustomer */
  async read(org: string, id: string): Promise<CustomerDocument> {
    const row = await this.database.queryOne<CustomerRow>(READ_CUSTOMER, [org, id]);
    if (row === undefined) {
      // Throws when it is the organization that is unknown.
      await this.organizations.read(org);
      throw new DomainError('unknownCustomer');
    }
    return { version: row.version, json: customerDocument(id, row) };
  }
}
