import { criteriaOf } from './setup/canary-bodies';
import { type Canary, Canaries } from './setup/canaries';
import { settled } from './setup/audit-verify';
import { askForAll, begin, change, type Life } from './setup/erasure-lives';
import { type Findings, findIn, pgDump, readAsService, readAsSuperuser, readByTool } from './setup/erasure-places';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';
import { runTool } from './setup/tools';

/** What nothing keeps: a number as it was written, a key of a request, the name of a hold that was released. */
const PASSING = /as written$|^Idempotency-Key$|^hold$/;

/** How many values are where everything is: while current, changed, deleted and destroyed. */
const WHERE_ALL_IS = [141, 500, 500, 0];

/**
 * The proof that personal data is gone: customers of every type, every value of whom is a canary, go through every change. After
 * DELETE the service can read none of them, by no operation and by no statement; after the purge nobody can.
 */
describe('of a customer who was deleted', () => {
  let service: TestService;
  const canaries = new Canaries();
  /** All that was sent; numbers without their separators, too. */
  const sent: string[] = [];
  const client: Pick<TestService, 'call'> = {
    call: (method, path, options) => {
      const text = `${path} ${JSON.stringify(options)}`;
      sent.push(text, text.replaceAll('-', ''));
      return service.call(method, path, options);
    },
  };
  const lives: Life[] = [];
  let neighbour: Life;
  /** Of somebody who stays: they are found in what is searched, or the search would prove nothing. */
  let staying: ReadonlySet<Canary>;
  /** Place → how many canaries of those who go were found there at each stage. */
  const table: Record<string, number[]> = {};
  /** What the tools have printed last, of each customer. */
  let exports: string[] = [];
  let disclosures: string[] = [];

  /** The canaries of those who go that something should keep until it is destroyed. */
  const lasting = (): Canary[] =>
    canaries.find(sent.join('\n')).filter((canary) => !staying.has(canary) && !PASSING.test(canary.field));
  const ofThoseWhoGo = (found: Iterable<Canary> = []): Canary[] => [...found].filter((canary) => !staying.has(canary));
  const valuesOf = (list: readonly Canary[]): string[] => list.map(({ field, value }) => `${field}: ${value}`).sort();

  beforeAll(async () => {
    service = await startTestService({ RETENTION_DAYS: '30' });
    // Statements that were sent, as the server counts them.
    await service.database.query('CREATE EXTENSION pg_stat_statements');
    const body = { retention_days: 1 };
    expect(outcome(await service.call('PATCH', '/v4/orgs/other', { roles: 'ADMIN', body }))).toBe('204');
    neighbour = await begin(client, canaries, 'telco', 0);
    staying = new Set(canaries.find(sent.join('\n')));
  });
  afterAll(() => service.stop());

  /** All places, and whom to ask there. */
  async function look(): Promise<Findings> {
    const { database } = service;
    const keys = canaries
      .find(sent.join('\n'))
      .flatMap(({ field, value }) => (field === 'external_id' ? [{ external_id: value }] : []));
    const answers = lives.map((life) => askForAll(service, life, [criteriaOf(life.created.body), ...keys]));
    exports = await readByTool('export', database, lives);
    disclosures = await readByTool('blocked-disclose', database, lives);
    const dump = await pgDump(database);
    const printed = new Map([
      ['service: API', (await Promise.all(answers)).join('\n')],
      ['disclosure', disclosures.join('\n')],
      ['export', exports.join('\n')],
      ...(dump === undefined ? [] : [['pg_dump', dump] as const]),
    ]);
    const findings = new Map([
      ...(await readAsService(database, canaries)),
      ...(await readAsSuperuser(database, canaries)),
      ...findIn(canaries, printed, (place) => place),
    ]);
    for (const [place, found] of findings) (table[place] ??= []).push(ofThoseWhoGo(found).length);
    // Whoever stays is there, and the search sees it.
    const [seen, dumped] = [findings.get('service: customers'), findings.get('every relation')];
    const isSeen = [...staying].filter(({ field }) => !PASSING.test(field)).every((canary) => dumped?.has(canary));
    expect([isSeen, [...staying].some((canary) => seen?.has(canary))]).toEqual([true, true]);
    return findings;
  }

  const seenByService = (findings: Findings): Canary[] => {
    const places = [...findings].filter(([place]) => place.startsWith('service: '));
    return [...new Set(places.flatMap(([, found]) => ofThoseWhoGo(found)))];
  };

  it('every value is found while it is current', async () => {
    // A NIE, a company, digital customers, a passport.
    for (const index of [3, 1, 2, 6]) lives.push(await begin(client, canaries, 'telco', index));
    lives.push(await begin(client, canaries, 'other', 5));
    const findings = await look();
    expect(valuesOf(seenByService(findings))).toEqual(valuesOf(lasting()));
    expect(ofThoseWhoGo(findings.get('blocked_data'))).toEqual([]);
  });

  it('every value is current or blocked after changes of all kinds', async () => {
    for (const life of lives) await change(client, canaries, life);
    const findings = await look();
    const blocked = ofThoseWhoGo(findings.get('blocked_data'));
    expect(valuesOf([...new Set([...seenByService(findings), ...blocked])])).toEqual(valuesOf(lasting()));
    // What is no more is seen by authorities alone, but for documents that are still found by.
    const both = seenByService(findings).filter((canary) => blocked.includes(canary));
    expect([...new Set(both.map(({ field }) => field))]).toEqual(['identity_document.number']);
  });

  it('the service can read nothing after DELETE; authorities and the export have all of it', async () => {
    for (const { path } of lives) expect(outcome(await service.call('DELETE', path))).toBe('204');
    const findings = await look();
    expect(valuesOf(seenByService(findings))).toEqual([]);
    for (const place of ['blocked_data', 'disclosure', 'export', 'every relation']) {
      expect([place, ...valuesOf(ofThoseWhoGo(findings.get(place)))]).toEqual([place, ...valuesOf(lasting())]);
    }
  });

  const purge = async (days: number): Promise<string> => {
    const { database } = service;
    await database.query(`UPDATE blocked_data SET destroy_after = destroy_after - interval '${days} days'`);
    const { code, out, err } = await runTool('purge', { DATABASE_URL: database.url });
    expect([code, err]).toEqual([0, '']);
    return out;
  };

  it('each organization keeps what is blocked for as long as it is set', async () => {
    const [row] = await service.database.query("SELECT count(*)::integer FROM blocked_data WHERE org_id = 'other'");
    expect(await purge(1)).toBe(`other: ${row?.['count']} destroyed\nall that was due is destroyed\n`);
    const left = await service.database.query('SELECT DISTINCT org_id FROM blocked_data');
    expect(left).toEqual([{ org_id: 'telco' }]);
  });

  it('nothing is found anywhere after the purge, but for who did what', async () => {
    expect(await purge(29)).toMatch(/^telco: \d+ destroyed\nall that was due is destroyed\n$/);
    expect(await service.database.query('SELECT FROM blocked_data')).toEqual([]);
    const findings = await look();
    const found = [...findings].map(([place, list]) => [place, valuesOf(ofThoseWhoGo(list))]);
    expect(found).toEqual([...findings.keys()].map((place) => [place, []]));
    for (const [index, { org, id }] of lives.entries()) {
      const { audit_entries, exported_at, ...rest } = JSON.parse(exports[index] ?? '') as Record<string, unknown[]>;
      const nothing = { identity_documents: [], credit_cards: [], holds: [], blocked_data: [] };
      expect(rest).toEqual({ org_id: org, customer_id: id, customer: null, ...nothing });
      expect(audit_entries?.length).toBeGreaterThan(15);
      expect(JSON.parse(disclosures[index] ?? '')).toEqual({ org_id: org, blocked_data: [] });
    }
  });

  it('the audit is still as it was sealed, and whoever stays is untouched', async () => {
    await settled(service.database);
    const { code, out } = await runTool('audit-verify', { DATABASE_URL: service.database.url });
    expect([code, out]).toEqual([0, expect.stringContaining('the audit is as it was sealed')]);
    const found = await service.call('POST', '/v4/orgs/telco/customers/search', {
      body: criteriaOf(neighbour.created.body),
    });
    expect(found.json()['id']).toBe(neighbour.id);
  });

  it('in numbers: of 500 values so many are found while current, changed, deleted and destroyed', () => {
    expect(lasting()).toHaveLength(500);
    const { pg_dump = WHERE_ALL_IS, ...rest } = table;
    expect(pg_dump).toEqual(WHERE_ALL_IS);
    const [none, some] = [true, false].map((isNone) =>
      Object.entries(rest).filter(([, counts]) => isNone === counts.every((count) => count === 0)),
    );
    expect(Object.fromEntries(some ?? [])).toEqual({
      'service: customers': [121, 121, 0, 0],
      'service: identity_documents': [3, 10, 0, 0],
      'service: credit_cards': [20, 20, 0, 0],
      'service: API': [121, 128, 0, 0],
      blocked_data: [0, 359, 500, 0],
      disclosure: [0, 359, 500, 0],
      export: WHERE_ALL_IS,
      'every relation': WHERE_ALL_IS,
    });
    const tables = ['audit_entries', 'audit_seals', 'blocked_data', 'holds', 'idempotency_keys', 'migrations', 'orgs'];
    const views = ['other catalogues', 'pg_stat_statements', 'pg_stat_statements_info', 'planner statistics'];
    expect((none ?? []).map(([place]) => place).sort()).toEqual(
      [...tables, ...views].sort().map((name) => `service: ${name}`),
    );
  });
});
