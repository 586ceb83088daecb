import {
  canaryCard,
  canaryCustomer,
  canaryDocument,
  canaryPatch,
  canaryReplacement,
  canaryRepresentatives,
} from './canary-bodies';
import { type Canaries } from './canaries';
import { type Answer, outcome } from './http';
import { type TestService } from './service';

type Body = Record<string, unknown>;
type Caller = Pick<TestService, 'call'>;

/** A customer whose life is told with canaries. */
export interface Life {
  readonly org: string;
  readonly path: string;
  readonly id: string;
  /** How it was created, to be sent again. */
  readonly created: { readonly body: Body; readonly headers: Record<string, string> };
  /** The index of canaryCustomer(). */
  readonly index: number;
}

// Nobody lives any more who was born then, and no clock of a test stands there.
let days = Date.UTC(1903, 0, 1);
const date = (canaries: Canaries, field: string): string => {
  days += 86_400_000;
  return canaries.take(field, new Date(days).toISOString().slice(0, 10));
};

/** The body with the members that have a date. */
function dated(canaries: Canaries, body: Body): Body {
  const { personal_info, company_info } = body as Record<string, Body | undefined>;
  return {
    ...body,
    ...(personal_info && { personal_info: { ...personal_info, birthdate: date(canaries, 'birthdate') } }),
    ...(company_info && { company_info: { ...company_info, founding_date: date(canaries, 'founding_date') } }),
  };
}

/** Sends a write as ADMIN with a reason for the audit; it must succeed. */
async function write(service: Caller, method: string, path: string, body?: object, headers = {}): Promise<Answer> {
  const options = { roles: 'ADMIN', body, headers: { 'x-audit-reason': 'TICKET-1', ...headers } };
  const answer = await service.call(method, path, options);
  expect([method, path, outcome(answer)]).toEqual([method, path, expect.stringMatching(/^20[14]$/)]);
  return answer;
}

/** Creates a customer with a canary in every field, with representatives, two cards and a hold. */
export async function begin(service: Caller, canaries: Canaries, org: string, index: number): Promise<Life> {
  const body = dated(canaries, canaryCustomer(canaries, index));
  const headers = { 'idempotency-key': canaries.word('Idempotency-Key') };
  const created = await write(service, 'POST', `/v4/orgs/${org}/customers`, body, headers);
  const path = created.headers['location'] ?? '';
  const life = { org, path, id: path.slice(-36), created: { body, headers }, index };
  await represent(service, canaries, life);
  for (let cards = 0; cards < 2; cards++) await write(service, 'POST', `${path}/credit-cards`, canaryCard(canaries));
  return life;
}

const represent = (service: Caller, canaries: Canaries, { path, index }: Life): Promise<Answer> =>
  write(service, 'PUT', `${path}/associated_users`, canaryRepresentatives(canaries, index));

const SECTIONS = ['personal_info', 'company_info', 'digital_personal_info'] as const;
/** What a customer may do without, by section. */
const OPTIONAL: Readonly<Record<(typeof SECTIONS)[number], readonly string[]>> = {
  personal_info: ['second_surname', 'birthdate', 'gender', 'nationality'],
  company_info: ['founding_date'],
  digital_personal_info: ['name', 'first_surname', 'second_surname'],
};

/** Replaces, clears and sets anew all that can be, as often as there are ways to do so. */
export async function change(service: Caller, canaries: Canaries, life: Life): Promise<void> {
  const { path, index } = life;
  const patch = (body: object): Promise<Answer> => write(service, 'PATCH', path, body);
  const all = (): Promise<Answer> => patch(dated(canaries, canaryPatch(canaries, index)));
  await all();
  const section = SECTIONS[index % 3] ?? 'personal_info';
  const cleared = Object.fromEntries(OPTIONAL[section].map((member) => [member, null]));
  await patch({ preferred_language: null, segment: null, contact_info: null, [section]: cleared });
  await all();
  for (const member of ['address_lines', 'locality', 'administrative_area', 'postal_code']) {
    const value = canaries.text(`merged ${member}`);
    await patch({
      contact_info: { postal_address: { [member]: member === 'address_lines' ? [value] : value.slice(0, 20) } },
    });
  }
  await patch({ contact_info: { phone_numbers: null, emails: [], postal_address: null } });
  await all();
  await represent(service, canaries, life);
  await write(service, 'PUT', `${path}/associated_users`, { associated_users: [] });
  await represent(service, canaries, life);
  await changeDocuments(service, canaries, life);
  await changeCards(service, canaries, path);
  const hold = `${path}/holds/${canaries.word('hold')}`;
  await write(service, 'PUT', hold);
  await write(service, 'DELETE', hold);
}

/** A conversion where there is a NIE, replacements and corrections where there is a document. */
async function changeDocuments(service: Caller, canaries: Canaries, { path, index }: Life): Promise<void> {
  if (index % 3 === 2) return;
  if (index === 3) {
    const nif = canaryDocument(canaries, 'NIF').number;
    await write(service, 'PATCH', `${path}/convert-nie-to-nif`, { nif });
  }
  for (const reason of ['REPLACEMENT', 'CORRECTION', 'REPLACEMENT']) {
    await write(service, 'PUT', `${path}/identity-document`, { ...canaryReplacement(canaries, index), reason });
  }
}

/** Removes the oldest card, and adds one. */
async function changeCards(service: Caller, canaries: Canaries, path: string): Promise<void> {
  const listed = await service.call('GET', `${path}/available-credit-cards`, { roles: 'ADMIN' });
  const { id } = listed.json<{ credit_cards: { id: string }[] }>().credit_cards.at(-1) ?? { id: '' };
  await write(service, 'DELETE', `${path}/credit-cards/${id}`);
  await write(service, 'POST', `${path}/credit-cards`, canaryCard(canaries));
}

/** Every operation that reads, with the customer and with each of its keys; then its create once more. @returns all that came back */
export async function askForAll(
  service: Caller,
  { org, path, created }: Life,
  keys: readonly object[],
): Promise<string> {
  const paths = ['', '/audit', '/available-credit-cards', '/identity-documents', '/holds'].map((end) => path + end);
  const reads = ['/v4/orgs', `/v4/orgs/${org}`, '/errors', '/health/live', '/health/ready', ...paths];
  const answers: Answer[] = [];
  for (const read of reads) answers.push(await service.call('GET', read, { roles: 'ADMIN' }));
  for (const body of keys) {
    answers.push(await service.call('POST', `/v4/orgs/${org}/customers/search`, { roles: 'ADMIN', body }));
  }
  answers.push(await service.call('POST', `/v4/orgs/${org}/customers`, { roles: 'ADMIN', ...created }));
  return answers.map(({ status, headers, text }) => `${status} ${JSON.stringify(headers)} ${text}`).join('\n');
}
