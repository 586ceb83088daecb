import { type Content, makeContents } from './isolation/contents';
import { Exchanges, type Lane, nobodys } from './isolation/exchanges';
import { type Names, type NamingRequest, ORG_OPERATIONS, requestsOf } from './isolation/requests';
import { OrgTables, type Rows } from './isolation/tables';
import { declaredRoutes } from './setup/routes';
import { startTestService, type TestService } from './setup/service';

/** Requests of one lane follow each other; the lanes do not know of each other. */
const LANES = Array.from({ length: 8 }, (_, at) => at);

const OUTCOMES = [
  '200',
  '201',
  '204',
  '403 MCUS.403.001',
  '403 MCUS.403.002',
  '404 MCUS.404.003',
  '404 MCUS.404.004',
  '404 MCUS.404.005',
  '409 MCUS.409.001',
  '409 MCUS.409.007',
  '412 MCUS.412.001',
];

/**
 * Every operation on an organization, with whatever another organization has in path, query, body and headers: it is answered
 * as if nobody had it, in status, headers and body. In every lane each organization once asks and once is asked about.
 */
describe('every route of an organization', () => {
  let service: TestService;
  let tables: OrgTables;
  let content: Content;
  let exchanges: Exchanges;
  let requests: NamingRequest[];

  beforeAll(async () => {
    service = await startTestService();
    tables = await OrgTables.of(service.database);
    [, content] = await makeContents(service, tables);
    exchanges = new Exchanges(service);
    const all = ORG_OPERATIONS.flatMap(requestsOf);
    const heads = all.filter(({ method }) => method === 'GET').map((request) => ({ ...request, method: 'HEAD' }));
    // What writes takes names that were free: reads come first.
    requests = [...all, ...heads].sort((a, b) => Number(a.isWrite) - Number(b.isWrite));
  });
  afterAll(() => service.stop());

  it('is tried', () => {
    const declared = declaredRoutes(service.app).filter(({ path }) => path.includes('{org_id}'));
    const tried = new Set(requests.map(({ operation }) => operation));
    expect([...tried].sort()).toEqual(declared.map(({ operation }) => operation).sort());
  });

  it.each([
    ['the first', 'the second', (at: number): Lane => ({ acting: `alpha-${at}`, other: `omega-${at}` })],
    ['the second', 'the first', (at: number): Lane => ({ acting: `omega-${at}`, other: `alpha-${at}` })],
  ])(
    'tells %s organization nothing of %s, and changes nothing of it',
    async (_acting, _other, laneOf) => {
      const lanes = LANES.map(laneOf);
      const orgs = content.rows['orgs'] ?? [];
      await tables.arrange(
        lanes.flatMap(({ acting, other }) => [[acting, { orgs }] as const, [other, content.rows] as const]),
      );
      const names = await Promise.all(lanes.map(({ other }) => namesIn(other)));
      const others = lanes.map(({ other }) => other);
      const before = await tables.read(...others);
      await Promise.all(lanes.map((lane, at) => talk(lane, names[at] as Names, at)));
      expect(exchanges.leaks).toEqual([]);
      expect((await tables.read(...others)).map(sorted)).toEqual(before.map(sorted));
    },
    60_000,
  );

  it('was asked often enough, in every way', () => {
    const { count, leaks, outcomes } = exchanges;
    process.stdout.write(`${count} requests, ${leaks.length} leaks\n`);
    expect(count).toBeGreaterThanOrEqual(5000);
    // Requests that were all refused for the same reason would tell nothing.
    expect(OUTCOMES.filter((known) => !outcomes.has(known))).toEqual([]);
  });

  /** All requests of one lane. */
  async function talk(lane: Lane, theirs: Names, at: number): Promise<void> {
    const names = { theirs, nobodys: nobodys(theirs) };
    for (const request of requests.filter((_, index) => index % LANES.length === at)) {
      await exchanges.named(lane, request, names);
      await exchanges.refused(lane, request, theirs);
    }
  }

  /** What the other organization has: its cast, a key that it has used, and the version of its person. */
  async function namesIn(org: string): Promise<Names> {
    const { fingerprint: _, ...cast } = content.cast;
    const key = `key-of-${org}`;
    const path = `/v4/orgs/${org}/customers`;
    const body = { type: 'DIGITAL_CUSTOMER', digital_personal_info: { email: `${key}@example.com` } };
    const made = await service.call('POST', path, { body, headers: { 'idempotency-key': key } });
    expect(made.status).toBe(201);
    const { headers } = await service.call('GET', `${path}/${cast.person.id}`);
    return { ...cast, key, etag: headers['etag'] ?? '' };
  }
});

function sorted(rows: Rows = {}): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(rows).map(([table, all]) => [table, all.map((row) => JSON.stringify(row)).sort()]),
  );
}
