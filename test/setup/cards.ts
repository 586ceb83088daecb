import { creditCard } from '../factories';
import { type Answer, outcome } from './http';
import { type TestService } from './service';

/** A card as it is listed. */
export interface ListedCard {
  readonly id: string;
  readonly brand: string;
  readonly masked_number: string;
  readonly expiration_date: string;
  readonly is_default: boolean;
}

/** Adds a card, which must succeed, and gives its id. */
export async function addCard(service: Pick<TestService, 'call'>, path: string, card: object = {}): Promise<string> {
  const answer = await postCard(service, path, creditCard({ ...card }));
  expect(outcome(answer)).toBe('201');
  return answer.json<{ id: string }>().id;
}

/** The usable cards of a customer, as they are listed. */
export async function cardsOf(service: Pick<TestService, 'call'>, path: string): Promise<ListedCard[]> {
  const answer = await service.call('GET', `${path}/available-credit-cards`);
  expect(outcome(answer)).toBe('200');
  return answer.json<{ credit_cards: ListedCard[] }>().credit_cards;
}

/** Ids in the order of the list, the default with a star. */
export async function listedIds(service: Pick<TestService, 'call'>, path: string): Promise<string[]> {
  return (await cardsOf(service, path)).map(({ id, is_default }) => (is_default ? `*${id}` : id));
}

/** Tries to add a card. */
export function postCard(service: Pick<TestService, 'call'>, path: string, body: unknown): Promise<Answer> {
  return service.call('POST', `${path}/credit-cards`, { body });
}

/** Tries to remove a card. */
export function deleteCard(service: Pick<TestService, 'call'>, path: string, id: string): Promise<Answer> {
  return service.call('DELETE', `${path}/credit-cards/${id}`);
}
