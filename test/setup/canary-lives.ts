import {
  canaryCard,
  canaryCustomer,
  canaryDocument,
  canaryPatch,
  canaryReplacement,
  canaryRepresentatives,
  criteriaOf,
} from './canary-bodies';
import { type Canaries } from './canaries';
import { type Answer, type CallOptions, outcome } from './http';
import { type Witness } from './witness';

/** Where customers are created. */
export const CUSTOMERS = '/v4/orgs/telco/customers';

/** Lets a customer go through every operation there is on one. @returns operation and outcome, one for each request */
export async function live(witness: Witness, canaries: Canaries, index: number): Promise<string[]> {
  const outcomes: string[] = [];
  const call = async (operation: string, method: string, path: string, body?: object): Promise<Answer> => {
    const options: CallOptions = body === undefined ? {} : { body };
    const answer = await witness.call(method, path, options);
    outcomes.push(`${operation} ${outcome(answer)}`);
    return answer;
  };
  const body = canaryCustomer(canaries, index);
  const path = (await call('create', 'POST', CUSTOMERS, body)).headers['location'] ?? '';
  await call('create again', 'POST', CUSTOMERS, body);
  const other = canaryCustomer(canaries, index);
  await call('create with a taken external id', 'POST', CUSTOMERS, { ...other, external_id: body['external_id'] });
  await call('create with a taken key', 'POST', CUSTOMERS, { ...body, external_id: canaries.word('external_id') });
  await call('search', 'GET', `${CUSTOMERS}/search?${new URLSearchParams(criteriaOf(body)).toString()}`);
  await call('search by body', 'POST', `${CUSTOMERS}/search`, { external_id: body['external_id'] });
  await call('search by body', 'POST', `${CUSTOMERS}/search`, criteriaOf(body));
  await call('read', 'GET', path);
  await call('patch', 'PATCH', path, canaryPatch(canaries, index));
  await call('put representatives', 'PUT', `${path}/associated_users`, canaryRepresentatives(canaries, index));
  const nif = canaryDocument(canaries, 'NIF', 'nif').number;
  await call('convert', 'PATCH', `${path}/convert-nie-to-nif`, { nif });
  await call('replace the document', 'PUT', `${path}/identity-document`, canaryReplacement(canaries, index));
  await call('list documents', 'GET', `${path}/identity-documents`);
  const card = canaryCard(canaries);
  const added = await call('add a card', 'POST', `${path}/credit-cards`, card);
  await call('add a card again', 'POST', `${path}/credit-cards`, card);
  await call('list cards', 'GET', `${path}/available-credit-cards`);
  await call('remove a card', 'DELETE', `${path}/credit-cards/${added.json<{ id: string }>().id}`);
  const hold = `${path}/holds/${canaries.word('hold')}`;
  await call('place a hold', 'PUT', hold);
  await call('list holds', 'GET', `${path}/holds`);
  await call('delete on hold', 'DELETE', path);
  await call('release a hold', 'DELETE', hold);
  await call('release a hold again', 'DELETE', hold);
  if (index % 2 === 0) {
    await call('delete', 'DELETE', path);
    await call('read the deleted', 'GET', path);
  }
  await call('list the audit', 'GET', `${path}/audit`);
  return outcomes;
}

/** One write of each kind for a customer, all at once; none has to succeed. @param path of a customer that exists */
export function writeAll(witness: Witness, canaries: Canaries, path: string): Promise<Answer[]> {
  const post = (to: string, body: object): Promise<Answer> => witness.call('POST', to, { body });
  return Promise.all([
    ...[0, 1, 2].map((index) => post(CUSTOMERS, canaryCustomer(canaries, index))),
    witness.call('PATCH', path, { body: canaryPatch(canaries, 0) }),
    witness.call('PUT', `${path}/associated_users`, { body: canaryRepresentatives(canaries, 0) }),
    witness.call('PUT', `${path}/identity-document`, { body: canaryReplacement(canaries, 0) }),
    post(`${path}/credit-cards`, canaryCard(canaries)),
    witness.call('PUT', `${path}/holds/${canaries.word('hold')}`),
    post(`${CUSTOMERS}/search`, criteriaOf(canaryCustomer(canaries, 0))),
  ]);
}
