import { type TestDatabase } from './database';
import { type Answer, type CallOptions, refusals, send } from './http';
import { type TestService } from './service';

/** Code, field and message of one item of an error answer; the code with the status before it. */
export type Refusal = [outcome: string, field: string | undefined, message: string];

/** A request of somebody who means harm, or does not know better. Without method and path it creates a customer. */
export interface Probe extends CallOptions {
  readonly method?: string;
  readonly path?: string;
}

/** What the probe is, the request, and every item of the answer. */
export type RefusedProbe = [what: string, probe: Probe, ...refusals: Refusal[]];

/** Where customers are created. */
export const CUSTOMERS = '/v4/orgs/telco/customers';
/** A customer that is not there. */
export const NOBODY = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;

/** A body or a query that breaks a rule. */
export const broken = (field: string | undefined, message: string): Refusal => ['400 MCUS.999.998', field, message];
/** A request or body that cannot be read. */
export const malformed = (message: string): Refusal => ['400 MCUS.400.001', undefined, message];
export const NOT_UTF8 = malformed('body must be UTF-8');
export const NOT_JSON = malformed('body must be one JSON document without a byte order mark');
export const TOO_DEEP = malformed('body must not be nested deeper than 32');
export const TOO_LARGE: Refusal = ['413 MCUS.413.001', undefined, 'The body is over 64 KiB.'];
export const UNSUPPORTED: Refusal = ['415 MCUS.415.001', undefined, 'The body is not declared as JSON in UTF-8.'];
export const UNKNOWN_PATH: Refusal = [
  '404 MCUS.404.001',
  undefined,
  'There is nothing at this path. Letter case and a trailing slash count.',
];
export const UNKNOWN_CUSTOMER: Refusal = ['404 MCUS.404.003', undefined, 'The organization has no such customer.'];
export const NO_OBJECT = broken('', 'body must be an object');

/** Sends a probe; as API_KEY unless it says otherwise. */
export function sendProbe(service: Pick<TestService, 'url'>, { method, path, ...options }: Probe): Promise<Answer> {
  return send(service.url, method ?? 'POST', path ?? CUSTOMERS, { roles: 'API_KEY', ...options });
}

/**
 * One test for each probe, and one that says that all of them together have changed nothing.
 * @param service gives the service once it is started
 */
export function itRefuses(service: () => TestService, probes: readonly RefusedProbe[]): void {
  describe('refused', () => {
    let before: unknown;
    beforeAll(async () => {
      before = await contents(service().database);
    });

    it.each(probes)('%s', async (_what, probe, ...expected) => {
      expect(refusals(await sendProbe(service(), probe))).toEqual(expected);
    });

    it('all of them leave the database as it was', async () => {
      expect(await contents(service().database)).toEqual(before);
    });
  });
}

/** One test for each customer that is taken: what a read shows of it, without what always differs. */
export function itTakes(
  service: () => TestService,
  probes: readonly [what: string, probe: Probe, shown: Record<string, unknown>][],
): void {
  it.each(probes)('%s', async (_what, probe, shown) => {
    expect(await shownAfter(service(), probe)).toEqual(shown);
  });
}

/** Creates a customer, which must succeed, and gives what a read shows of it, without what always differs. */
export async function shownAfter(service: TestService, probe: Probe): Promise<Record<string, unknown>> {
  const created = await sendProbe(service, probe);
  expect([created.status, Object.keys(created.json())]).toEqual([201, ['id']]);
  const { id, created_at, updated_at, ...shown } = (
    await service.call('GET', created.headers['location'] ?? '')
  ).json();
  return shown;
}

/** A fingerprint of every table of the service. */
export async function contents(database: TestDatabase): Promise<unknown[]> {
  const tables = ['orgs', 'customers', 'identity_documents', 'credit_cards', 'holds', 'blocked_data'];
  const fingerprint = (table: string): string =>
    `SELECT '${table}', count(*)::integer, md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM ${table} AS t`;
  return database.query(tables.map(fingerprint).join(' UNION ALL '));
}
