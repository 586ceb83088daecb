import { privateCustomer } from '../factories';
import { outcome } from './http';
import { type TestService } from './service';

/** An identity document as it is listed. */
export interface ListedDocument {
  readonly type: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to?: string;
}

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
