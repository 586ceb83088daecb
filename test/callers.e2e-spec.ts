import { creditCard, digitalCustomer, email, nif } from './factories';
import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const CUSTOMER = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const CARD = '00000000-0000-7000-8000-000000000001';

describe('callers', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const read = async (headers: Record<string, string | string[]>): Promise<string> =>
    outcome(await service.call('GET', CUSTOMER, { roles: undefined, headers }));

  const ALLOWED = '404 MCUS.404.003';
  const UNAUTHENTICATED = '401 MCUS.401.001';
  const FORBIDDEN = '403 MCUS.403.001';
  const FOREIGN = '403 MCUS.403.002';

  it.each<[what: string, value: string | string[] | undefined, expected: string]>([
    ['absent', undefined, UNAUTHENTICATED],
    ['empty', '', UNAUTHENTICATED],
    ['blank', '  ', UNAUTHENTICATED],
    ['a comma', ',', UNAUTHENTICATED],
    ['a trailing comma', 'API_KEY,', UNAUTHENTICATED],
    ['doubled', ['API_KEY', 'API_KEY'], UNAUTHENTICATED],
    ['no token', 'API KEY', UNAUTHENTICATED],
    ['quoted', '"API_KEY"', UNAUTHENTICATED],
    ['not ASCII', 'API_KEY,ñ', UNAUTHENTICATED],
    ['over 1 KiB', 'A'.repeat(1025), UNAUTHENTICATED],
    ['of 1 KiB', `API_KEY,${'A'.repeat(1016)}`, ALLOWED],
    ['unknown', 'ROOT', FORBIDDEN],
    ['in another case', 'api_key', FORBIDDEN],
    ['one known', 'API_KEY', ALLOWED],
    ['unknown beside known', ' ROOT , VIEWER ', ALLOWED],
  ])('x-auth-roles %s', async (_what, value, expected) => {
    expect(await read(value === undefined ? {} : { 'x-auth-roles': value })).toBe(expected);
  });

  it('challenges on 401', async () => {
    const answer = await service.call('GET', CUSTOMER, { roles: undefined });
    expect(answer.headers['www-authenticate']).toBeTruthy();
  });

  it.each<[what: string, value: string | string[], expected: string]>([
    ['its org', 'telco', ALLOWED],
    ['several', 'other , telco', ALLOWED],
    ['another', 'other', FOREIGN],
    ['another case', 'TELCO', FOREIGN],
    ['empty', '', UNAUTHENTICATED],
    ['malformed', 'telco,,other', UNAUTHENTICATED],
    ['doubled', ['telco', 'telco'], UNAUTHENTICATED],
  ])('x-auth-orgs %s', async (_what, value, expected) => {
    expect(await read({ 'x-auth-roles': 'API_KEY', 'x-auth-orgs': value })).toBe(expected);
  });

  it('limits ADMIN to the orgs of the caller too', async () => {
    const limited = { roles: 'ADMIN', headers: { 'x-auth-orgs': 'other' } };
    expect(outcome(await service.call('GET', '/v4/orgs/telco', limited))).toBe(FOREIGN);
    expect(outcome(await service.call('PUT', '/v4/orgs/mine', limited))).toBe(FOREIGN);
    expect(outcome(await service.call('GET', '/v4/orgs/other', limited))).toBe('200');
  });

  /** Contract §1, Callers, written out: the code's own table is not asked. */
  describe('every role on every route', () => {
    const everybody = ['API_KEY', 'ADMIN', 'AGENT', 'VIEWER'];
    const writers = ['API_KEY', 'ADMIN', 'AGENT'];
    const trusted = ['API_KEY', 'ADMIN'];
    const routes = [
      { method: 'POST', path: CUSTOMERS, allowed: writers, body: () => digitalCustomer() },
      { method: 'GET', path: `${CUSTOMERS}/search`, allowed: everybody },
      { method: 'HEAD', path: `${CUSTOMERS}/search`, allowed: everybody },
      { method: 'POST', path: `${CUSTOMERS}/search`, allowed: everybody, body: () => ({ email: email() }) },
      { method: 'GET', path: CUSTOMER, allowed: everybody },
      { method: 'HEAD', path: CUSTOMER, allowed: everybody },
      { method: 'PATCH', path: CUSTOMER, allowed: writers, body: () => ({ segment: 'X' }) },
      { method: 'DELETE', path: CUSTOMER, allowed: trusted },
      { method: 'PUT', path: `${CUSTOMER}/associated_users`, allowed: writers, body: () => ({ associated_users: [] }) },
      { method: 'GET', path: `${CUSTOMER}/audit`, allowed: ['ADMIN'] },
      { method: 'GET', path: `${CUSTOMER}/identity-documents`, allowed: everybody },
      { method: 'HEAD', path: `${CUSTOMER}/identity-documents`, allowed: everybody },
      {
        method: 'PUT',
        path: `${CUSTOMER}/identity-document`,
        allowed: writers,
        body: () => ({ identity_document: { type: 'NIF', number: nif() }, reason: 'CORRECTION' }),
      },
      { method: 'PATCH', path: `${CUSTOMER}/convert-nie-to-nif`, allowed: writers, body: () => ({ nif: nif() }) },
      { method: 'GET', path: `${CUSTOMER}/available-credit-cards`, allowed: writers },
      { method: 'HEAD', path: `${CUSTOMER}/available-credit-cards`, allowed: writers },
      { method: 'POST', path: `${CUSTOMER}/credit-cards`, allowed: trusted, body: () => creditCard() },
      { method: 'DELETE', path: `${CUSTOMER}/credit-cards/${CARD}`, allowed: trusted },
      { method: 'GET', path: `${CUSTOMER}/holds`, allowed: trusted },
      { method: 'HEAD', path: `${CUSTOMER}/holds`, allowed: trusted },
      { method: 'PUT', path: `${CUSTOMER}/holds/legal`, allowed: trusted },
      { method: 'DELETE', path: `${CUSTOMER}/holds/legal`, allowed: trusted },
      { method: 'GET', path: '/v4/orgs', allowed: ['ADMIN'] },
      { method: 'GET', path: '/v4/orgs/telco', allowed: ['ADMIN'] },
      { method: 'PUT', path: '/v4/orgs/telco', allowed: ['ADMIN'] },
    ];
    const cases = routes.flatMap((route) => [...everybody, 'UNKNOWN'].map((role) => ({ role, ...route })));

    it.each(cases)('$role $method $path', async ({ role, method, path, allowed, body }) => {
      const answer = await service.call(method, path, { roles: role, body: body?.() });
      expect(answer.status === 403).toBe(!allowed.includes(role));
      expect(answer.status).not.toBe(401);
    });

    it('leaves no route of the document out', async () => {
      const document = (await service.call('GET', '/openapi.json')).json<{ paths: Record<string, object> }>();
      const documented = Object.entries(document.paths)
        .filter(([path]) => path.startsWith('/v4/'))
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
      const tested = routes
        .filter(({ method }) => method !== 'HEAD')
        .map(
          ({ method, path }) =>
            `${method} ${path
              .replace('/telco', '/{org_id}')
              .replace(CARD, '{card_id}')
              .replace(/[0-9a-f-]{36}/, '{customer_id}')
              .replace('/legal', '/{name}')}`,
        );
      expect(tested.sort()).toEqual(documented.sort());
    });
  });
});
