import { Inject, Injectable } from '@nestjs/common';
import { type Act, brokenRule, DomainError, type Settings } from '@app/common';
import { type CustomerType, Database, type Query } from '@app/database';
import { type IdentityDocument } from '@app/domain';
import { SETTINGS } from '../tokens';
import { AUDIT, auditValues } from '../writes/audited.statements';
import { blockedValues } from '../writes/blocked.statements';
import { belongsToAnother } from '../customers/customer-conflicts';
import { type CustomerState } from '../customers/customers.statements';
import { ExistingCustomers } from '../customers/existing-customers';
import { needsFirstSurname } from '../customers/sections.dto';
import { type AllowedVersions } from '../http/entity-tag';
import {
  COMPANY_DOCUMENT_TYPES,
  type IdentityDocumentEntry,
  NUMBER_RULE,
  type ParsedDocument,
  PERSONAL_DOCUMENT_TYPES,
  type PutIdentityDocumentRequest,
} from './identity-documents.dto';
import {
  type DocumentRow,
  FIND_DOCUMENTS,
  type FoundDocuments,
  LIST_DOCUMENTS,
  REPLACE_DOCUMENT,
} from './identity-documents.statements';

/** How a document comes in the place of the current one. */
interface Replacement {
  readonly document: IdentityDocument;
  /** The old document stays found and reserved. */
  readonly retires: boolean;
  readonly isConversion: boolean;
  /** Pointer to the document in the body. */
  readonly field: string;
  /** As blockedValues(). */
  readonly record: readonly unknown[];
}

/** Keeps the identity documents of customers: history, replacement, conversion of a NIE (contract §3.8). */
@Injectable()
export class IdentityDocumentsService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @returns the current document, then the retired ones, the last first; none for a digital customer
   * @throws DomainError unknownOrg or unknownCustomer
   */
  async list(org: string, id: string): Promise<IdentityDocumentEntry[]> {
    const work = this.database.work();
    const rows = await work.query<DocumentRow>(LIST_DOCUMENTS, [org, id]);
    if (rows.length === 0) await this.existing.throwUnknown(work, org, id);
    return rows.flatMap((row) => {
      if (row.type === null) return [];
      const { type, number, valid_from, retired_at } = row;
      const since = { type, number, valid_from: valid_from.toISOString() };
      return [retired_at === null ? since : { ...since, valid_to: retired_at.toISOString() }];
    });
  }

  /**
   * Converts the NIE of a person who has become Spanish. The NIE is retired; that the conversion was made before is no
   * error.
   * @param nif in canonical form
   * @returns the version of the customer
   * @throws DomainError unknownOrg, unknownCustomer, preconditionFailed, noNieToConvert or documentTaken
   */
  convert(org: string, id: string, nif: string, allowed: AllowedVersions, act: Act): Promise<number> {
    const document: IdentityDocument = { type: 'NIF', number: nif };
    return this.database.work().transaction(async (query) => {
      const state = await this.existing.lock(query, org, id, allowed);
      const found = await find(query, org, id, document);
      if (isCurrent(document, found) && found.converted === true) return keep(query, org, id, state, act);
      if (state.type !== 'PRIVATE_CUSTOMER' || found.type !== 'NIE') throw new DomainError('noNieToConvert');
      const record = blockedValues(act, this.settings.retentionDays);
      return replace(query, org, id, found, { document, retires: true, isConversion: true, field: '/nif', record });
    });
  }

  /**
   * Puts another document in the place of the current one; the current one itself changes nothing.
   * @returns the version of the customer
   * @throws DomainError unknownOrg, unknownCustomer, preconditionFailed, badRequest, noIdentityDocument or documentTaken
   */
  put(org: string, id: string, body: PutIdentityDocumentRequest, allowed: AllowedVersions, act: Act): Promise<number> {
    return this.database.work().transaction(async (query) => {
      const state = await this.existing.lock(query, org, id, allowed);
      const document = documentFor(state.type, body.identity_document);
      const found = await find(query, org, id, document);
      if (isCurrent(document, found)) return keep(query, org, id, state, act);
      checkSurname(state, document);
      const retires = body.reason === 'REPLACEMENT';
      const field = '/identity_document/number';
      const record = blockedValues(act, this.settings.retentionDays);
      return replace(query, org, id, found, { document, retires, isConversion: false, field, record });
    });
  }
}

/**
 * The document as a customer of this type has it.
 * @throws DomainError noIdentityDocument, or badRequest when such a customer cannot have it
 */
function documentFor(type: CustomerType, parsed: ParsedDocument): IdentityDocument {
  if (type === 'DIGITAL_CUSTOMER') throw new DomainError('noIdentityDocument');
  const isPerson = type === 'PRIVATE_CUSTOMER';
  const document = isPerson ? parsed.person : parsed.company;
  if (document !== undefined) return document;
  const types: readonly string[] = isPerson ? PERSONAL_DOCUMENT_TYPES : COMPANY_DOCUMENT_TYPES;
  if (types.includes(parsed.type)) throw brokenRule('/', '/identity_document/number', NUMBER_RULE);
  throw brokenRule('/', '/identity_document/type', `must be one of ${types.join(', ')}`);
}

/** @throws DomainError badRequest when a create with this document would want a first surname */
function checkSurname({ type, has_first_surname }: CustomerState, document: IdentityDocument): void {
  if (type !== 'PRIVATE_CUSTOMER' || has_first_surname || !needsFirstSurname(document.type)) return;
  throw brokenRule('/', '/identity_document/type', 'must not be NIF while the customer has no first_surname');
}

async function find(
  query: Query,
  org: string,
  id: string,
  { number, type }: IdentityDocument,
): Promise<FoundDocuments> {
  const [found] = await query<FoundDocuments>(FIND_DOCUMENTS, [org, id, number, type]);
  if (found === undefined) throw new Error('a statement that always has a row had none');
  return found;
}

function isCurrent({ type, number }: IdentityDocument, found: FoundDocuments): boolean {
  return found.type === type && found.number === number;
}

/** The document is current already: nothing changes, but it was asked for. */
async function keep(query: Query, org: string, id: string, { version }: CustomerState, act: Act): Promise<number> {
  await query(AUDIT, [org, id, ...auditValues(act)]);
  return version;
}

/**
 * The database decides who gets a document. It is looked for before anything is touched, because two customers who swap
 * documents would wait for each other's until one is thrown out.
 */
async function replace(
  query: Query,
  org: string,
  id: string,
  { is_taken }: FoundDocuments,
  { document, retires, isConversion, field, record }: Replacement,
): Promise<number> {
  const { type, number } = document;
  const section = { identity_document: { type, number }, ...(isConversion && { nationality: 'ES' }) };
  const values = [org, id, number, type, retires, isConversion, JSON.stringify(section), ...record];
  const [changed] = is_taken ? [] : await query<{ version: number }>(REPLACE_DOCUMENT, values);
  if (changed === undefined) throw belongsToAnother('documentTaken', field, 'customer');
  return changed.version;
}
