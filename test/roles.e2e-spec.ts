import { readFileSync } from 'node:fs';
import { PERMISSIONS, type Role, ROLES } from '@app/common';
import { type CallOptions, outcome } from './setup/http';
import { type Issuer, startIssuer } from './setup/issuer';
import { type Admin, SUCCESSES } from './setup/operations';
import { type DeclaredRoute, declaredRoutes } from './setup/routes';
import { startTestService, type TestService } from './setup/service';
import { bearing, claims, newKey, signed, StoppedClock } from './setup/tokens';

/** Who sends a request: nobody, somebody with a role of nobody's, somebody with one of ours. */
const CALLERS = [undefined, 'UNKNOWN', ...ROLES];

const key = newKey();
const withHeaders = (role: string | undefined): CallOptions => ({ roles: role });
const withToken = (role: string | undefined, path: string): CallOptions => {
  const [, org = 'telco'] = /^\/v4\/orgs\/([^/]+)/.exec(path) ?? [];
  return role === undefined
    ? { roles: role }
    : bearing(signed(key, claims({ roles: role, tenants_translation: [org] })));
};

/** Every operation × every caller, as the one table says it. */
describe.each([
  ['trust-header', withHeaders],
  ['jwt', withToken],
] as const)('AUTH_MODE=%s', (mode, credentials) => {
  let issuer: Issuer;
  let service: TestService;
  let routes: DeclaredRoute[];

  beforeAll(async () => {
    issuer = await startIssuer(key);
    service = await startTestService(mode === 'jwt' ? issuer.env : {}, { clock: new StoppedClock() });
    routes = declaredRoutes(service.app).filter(({ access }) => access !== 'public');
  });
  afterAll(async () => {
    await service.stop();
    await issuer.down();
  });

  const admin: Admin = {
    call: (method, path, options) => service.call(method, path, { ...credentials('ADMIN', path), ...options }),
  };

  function expected({ access }: DeclaredRoute, caller: string | undefined, success: number): string {
    if (caller === undefined) return '401 MCUS.401.001';
    const allowed: readonly string[] = access === undefined || access === 'public' ? [] : PERMISSIONS[access];
    return allowed.includes(caller) ? String(success) : '403 MCUS.403.001';
  }

  it('every operation that wants a caller is tried, and no other', () => {
    expect(routes.map(({ operation }) => operation).sort()).toEqual(Object.keys(SUCCESSES).sort());
  });

  describe.each(Object.keys(SUCCESSES))('%s', (operation) => {
    it.each(CALLERS)('%s', async (caller) => {
      const route = routes.find((each) => each.operation === operation);
      const success = SUCCESSES[operation];
      if (route === undefined || success === undefined) throw new Error(`no route of ${operation}`);
      for (const method of route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]) {
        const { path, body, shows = '' } = await success.prepare(admin);
        expect(path.replace(/\?.*/, '')).toMatch(new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`));
        const answer = await service.call(method, path, { ...credentials(caller, path), body });
        const wanted = expected(route, caller, success.status);
        if (method === 'HEAD') expect([`${answer.status}`, answer.text]).toEqual([wanted.slice(0, 3), '']);
        else expect(outcome(answer)).toBe(wanted);
        if (method !== 'HEAD' && answer.status < 300) expect(answer.text).toContain(shows);
      }
    });
  });

  it('an operation that is refused has changed nothing', async () => {
    for (const [operation, change] of Object.entries({ deleteCustomer: 'DELETE', patchCustomer: 'PATCH' })) {
      const { path = '', body } = (await SUCCESSES[operation]?.prepare(admin)) ?? {};
      const before = (await admin.call('GET', path)).text;
      for (const caller of [undefined, 'UNKNOWN', 'VIEWER']) {
        await service.call(change, path, { ...credentials(caller, path), body });
      }
      expect((await admin.call('GET', path)).text).toBe(before);
    }
  });

  it('the table in docs/API-DESIGN.md says the same', () => {
    const rows = routes.map(({ operation, access }) => {
      const allowed: readonly Role[] = access === undefined || access === 'public' ? [] : PERMISSIONS[access];
      return [operation, access, ...ROLES.map((role) => (allowed.includes(role) ? 'yes' : ''))];
    });
    const [head, ...documented] = documentedTable();
    expect(head).toEqual(['operation', 'permission', ...ROLES]);
    expect(documented.sort()).toEqual(rows.sort());
  });
});

/** The cells of the table of operations and roles, without their marks. */
function documentedTable(): string[][] {
  const lines = readFileSync('docs/API-DESIGN.md', 'utf8').split('\n');
  const first = lines.findIndex((line) => /^\| operation +\| permission/.test(line));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines
    .slice(first, end)
    .filter((line) => !/^\| -/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
}
