import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@app/common';
import { Database, UniqueViolation } from '@app/database';
import { emailKey, type IdentityDocument } from '@app/domain';
import { v7 as uuidv7 } from 'uuid';
import { OrganizationsService } from '../organizations/organizations.service';
import { type ContactInfo } from './contact-info.dto';
import { customerDocument, SECTION_OF } from './customer-document';
import { type CreateCustomer } from './customers.dto';
import { CREATE_CUSTOMER_STATEMENT, type CustomerRow, READ_CUSTOMER } from './customers.statements';

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
   * @returns the new id
   * @throws DomainError unknownOrg, documentTaken, externalIdTaken or digitalEmailTaken
   */
  async create(org: string, body: CreateCustomer): Promise<string> {
    const id = uuidv7();
    const section = sectionOf(body);
    const document = 'identity_document' in section ? section.identity_document : undefined;
    const values = [
      org,
      id,
      body.type,
      body.external_id,
      body.type === 'DIGITAL_CUSTOMER' ? emailKey(body.digital_personal_info.email) : undefined,
      contactEmailKey(body.contact_info),
      body.preferred_language,
      body.segment,
      contactDocument(body.contact_info),
      JSON.stringify(section),
      document?.number,
      document?.type,
    ];
    const created = await this.database.queryOne(CREATE_CUSTOMER_STATEMENT, values).catch((error: unknown) => {
      throw asConflict(error, body);
    });
    if (created === undefined) throw new DomainError('unknownOrg');
    return id;
  }

  /** @throws DomainError unknownOrg or unknownCustomer */
  async read(org: string, id: string): Promise<CustomerDocument> {
    const row = await this.database.queryOne<CustomerRow>(READ_CUSTOMER, [org, id]);
    if (row === undefined) {
      await this.organizations.mustExist(org);
      throw new DomainError('unknownCustomer');
    }
    return { version: row.version, json: customerDocument(id, row) };
  }
}

function sectionOf(body: CreateCustomer): { identity_document?: IdentityDocument } {
  switch (body.type) {
    case 'PRIVATE_CUSTOMER':
      return body.personal_info;
    case 'CORPORATE_CUSTOMER':
      return body.company_info;
    case 'DIGITAL_CUSTOMER':
      return body.digital_personal_info as object;
  }
}

function contactEmailKey(contact: ContactInfo | undefined): string | undefined {
  const standard = contact?.emails?.find((email) => email.is_default);
  return standard && emailKey(standard.email);
}

/** Contact information as it is stored: an empty list, or nothing at all, is left out (contract, Ids and lists). */
function contactDocument(contact: ContactInfo | undefined): string | undefined {
  if (contact === undefined) return undefined;
  const kept = Object.entries(contact).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return kept.length === 0 ? undefined : JSON.stringify(Object.fromEntries(kept));
}

/** Unique constraints of a create → what the client is told, and where in its body. */
const CONFLICTS: Readonly<Record<string, { kind: ErrorKind; rule: string; field: (section: string) => string }>> = {
  identity_documents_pkey: {
    kind: 'documentTaken',
    rule: 'belongs to another customer of the organization',
    field: (section) => `/${section}/identity_document/number`,
  },
  customers_external_id_key: {
    kind: 'externalIdTaken',
    rule: 'belongs to another customer of the organization',
    field: () => '/external_id',
  },
  customers_login_email_key: {
    kind: 'digitalEmailTaken',
    rule: 'belongs to another digital customer of the organization',
    field: (section) => `/${section}/email`,
  },
};

function asConflict(error: unknown, body: CreateCustomer): unknown {
  const conflict = error instanceof UniqueViolation ? CONFLICTS[error.constraint] : undefined;
  if (conflict === undefined) return error;
  const field = conflict.field(SECTION_OF[body.type]);
  return new DomainError(conflict.kind, [
    { message: `${field.slice(1).replaceAll('/', '.')} ${conflict.rule}`, field },
  ]);
}
