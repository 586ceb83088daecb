import { type Statement } from '@app/database';
import { documentsToFind, documentTypesToFind } from '@app/domain';
import { type CustomerSearchRequest } from './customer-search.dto';
import {
  FIND_BY_DOCUMENT,
  FIND_BY_EMAIL,
  FIND_BY_EMAIL_AND_TYPE,
  FIND_BY_EXTERNAL_ID,
  type FoundRow,
} from './customer-search.statements';

/** The one statement that answers a search, led by its most selective criterion; the others narrow. */
export function searchStatement(org: string, criteria: CustomerSearchRequest): [Statement, unknown[]] {
  const { identity_document: number, identity_document_type: type, email, external_id } = criteria;
  if (number !== undefined) {
    const documents = documentsToFind(number, type) ?? [];
    const [numbers, types] = [documents.map((document) => document.number), documents.map((document) => document.type)];
    return [FIND_BY_DOCUMENT, [org, numbers, types, email, external_id]];
  }
  const types = type && documentTypesToFind(type);
  if (external_id !== undefined) return [FIND_BY_EXTERNAL_ID, [org, external_id, email, types]];
  return types === undefined ? [FIND_BY_EMAIL, [org, email]] : [FIND_BY_EMAIL_AND_TYPE, [org, email, types]];
}

/** Whether the rows leave open who is meant. */
export function isAmbiguous([, second]: readonly FoundRow[]): boolean {
  return second !== undefined;
}

/** The criterion that would tell the customers apart. External ids are unique, and so is a number with its type. */
export function missingCriterion({ identity_document }: CustomerSearchRequest): keyof CustomerSearchRequest {
  return identity_document === undefined ? 'identity_document' : 'identity_document_type';
}
