import { corporateCustomer, nif, privateCustomer } from '../factories';
import { type Answer, outcome } from './http';
import { type TestService } from './service';

/** An identity document as it is listed. */
export interface ListedDocument {
  readonly type: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to?: string;
}

/** Type and number of a document, as bodies have them. */
export interface Document {
  readonly type: string;
  readonly number: string;
}

let passports = 100_000;

/** A document. */
export const doc = (type: string, number: string): Document => ({ type, number });
/** A passport that no other call of this file returns. */
export const passport = (): Document => doc('PASSPORT', `PAA${passports++}`);
/** A NIF that no other call returns. */
export const aNif = (): Document => doc('NIF', nif());
/** A private customer with a document. */
export const person = (identity_document: Document): object =>
  privateCustomer({ personal_info: { identity_document } });
/** A corporate customer with a document. */
export const company = (identity_document: Document): object =>
  corporateCustomer({ company_info: { identity_document } });

/** A private customer with a NIE. */
export function withNie(number: string, personal_info: object = {}): Record<string, unknown> {
  return privateCustomer({ personal_info: { identity_document: { type: 'NIE', number }, ...personal_info } });
}

/** The documents of a customer, as they are listed. */
export async function documentsOf(service: Pick<TestService, 'call'>, path: string): Promise<ListedDocument[]> {
  const answer = await service.call('GET', `${path}/identity-documents`);
  expect(outcome(answer)).toBe('200');
  return answer.json<{ identity_documents: ListedDocument[] }>().identity_documents;
}

/** Puts a document in the place of the current one. */
export function putDocument(
  service: Pick<TestService, 'call'>,
  path: string,
  identity_document: unknown,
  reason: unknown,
  headers = {},
): Promise<Answer> {
  return service.call('PUT', `${path}/identity-document`, { body: { identity_document, reason }, headers });
}

/** The document that a read of the customer shows. */
export async function documentShown(service: Pick<TestService, 'call'>, path: string): Promise<Document | undefined> {
  const customer = (await service.call('GET', path)).json<Record<string, { identity_document?: Document }>>();
  return (customer['personal_info'] ?? customer['company_info'])?.identity_document;
}
