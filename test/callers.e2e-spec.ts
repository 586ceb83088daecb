import { outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMER = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';

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
});
