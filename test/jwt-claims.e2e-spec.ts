import { type IncomingMessage } from 'node:http';
import { Authenticator } from '@app/common';
import { privateCustomer } from './factories';
import { type CallOptions, outcome } from './setup/http';
import { type Issuer, startIssuer } from './setup/issuer';
import { startTestService, type TestService } from './setup/service';
import { exchange, lastHead, statuses } from './setup/sockets';
import { bearing, claims, newKey, signed, StoppedClock } from './setup/tokens';

type Json = Record<string, unknown>;
type Case = [what: string, more: Json, expected: string];

const CUSTOMERS = '/v4/orgs/telco/customers';
const ALLOWED = '200';
const UNAUTHENTICATED = '401 MCUS.401.001';
const FORBIDDEN = '403 MCUS.403.001';
const FOREIGN = '403 MCUS.403.002';
const NO_TOKEN = 'Bearer realm="padron"';
const BAD_TOKEN = 'Bearer realm="padron", error="invalid_token"';

const key = newKey();
const token = (more: Json = {}): string => signed(key, claims(more));

let issuer: Issuer;
let service: TestService;
let customer: string;

beforeAll(async () => {
  issuer = await startIssuer(key);
  const env = { ...issuer.env, AUTH_ROLE_ALIASES: 'CRM=API_KEY,care=AGENT' };
  service = await startTestService(env, { clock: new StoppedClock() });
  const created = await service.call('POST', CUSTOMERS, { ...bearing(token()), body: privateCustomer() });
  expect(created.status).toBe(201);
  customer = created.headers['location'] ?? '';
});
afterAll(async () => {
  await service.stop();
  await issuer.down();
});

const get = async (options: CallOptions, path = customer): Promise<string> =>
  outcome(await service.call('GET', path, { roles: undefined, ...options }));

describe('the roles in a token', () => {
  it.each<Case>([
    ['a string', { roles: 'VIEWER' }, ALLOWED],
    ['a string of several', { roles: 'offline_access  VIEWER openid' }, ALLOWED],
    ['a list', { roles: ['openid', 'VIEWER'] }, ALLOWED],
    ['an alias', { roles: 'CRM' }, ALLOWED],
    ['an alias in a list', { roles: ['care'] }, ALLOWED],
    ['unknown', { roles: 'ROOT' }, FORBIDDEN],
    ['in another case', { roles: 'api_key viewer' }, FORBIDDEN],
    ['an alias in another case', { roles: 'crm CARE' }, FORBIDDEN],
    ['separated by commas', { roles: 'VIEWER,API_KEY' }, FORBIDDEN],
    ['several in one item of a list', { roles: ['openid VIEWER'] }, FORBIDDEN],
    ['separated by other white space', { roles: 'VIEWER\u00a0x\tADMIN\nADMIN' }, FORBIDDEN],
    ['what lists inherit', { roles: ['constructor', '__proto__', 'includes'] }, FORBIDDEN],
    ['empty', { roles: '' }, FORBIDDEN],
    ['an empty list', { roles: [] }, FORBIDDEN],
    ['none', { roles: undefined }, FORBIDDEN],
    ['in another claim', { roles: undefined, role: 'ADMIN', scope: 'ADMIN', Roles: 'ADMIN' }, FORBIDDEN],
    ['null', { roles: null }, UNAUTHENTICATED],
    ['a number', { roles: 1 }, UNAUTHENTICATED],
    ['true', { roles: true }, UNAUTHENTICATED],
    ['an object', { roles: { ADMIN: true } }, UNAUTHENTICATED],
    ['an object with a length', { roles: { 0: 'ADMIN', length: 1 } }, UNAUTHENTICATED],
    ['a list with a number', { roles: ['ADMIN', 1] }, UNAUTHENTICATED],
    ['a list in a list', { roles: [['ADMIN']] }, UNAUTHENTICATED],
  ])('%s', async (_what, more, expected) => {
    expect(await get(bearing(token(more)))).toBe(expected);
  });

  it('allow what they allow, aliases too', async () => {
    expect(await get(bearing(token({ roles: 'care' })), `${customer}/available-credit-cards`)).toBe('200');
    expect(await get(bearing(token({ roles: 'care' })), `${customer}/holds`)).toBe(FORBIDDEN);
    expect(await get(bearing(token({ roles: 'CRM' })), `${customer}/holds`)).toBe('200');
    expect(await get(bearing(token({ roles: 'CRM' })), '/v4/orgs')).toBe(FORBIDDEN);
  });
});

describe('the organizations in a token', () => {
  const orgs = (tenants_translation: unknown): Json => ({ roles: 'ADMIN', tenants_translation });

  it.each<Case>([
    ['a list', orgs(['telco']), ALLOWED],
    ['a list of several', orgs(['other', 'telco']), ALLOWED],
    ['a list of objects', orgs([{ org: 'other' }, { org: 'telco', name: 'x' }]), ALLOWED],
    ['a list of both', orgs([{ org: 'other' }, 'telco', {}]), ALLOWED],
    ['another', orgs(['other']), FOREIGN],
    ['another case', orgs(['TELCO']), FOREIGN],
    ['part of it', orgs(['telc', 'telco2', 'telco ']), FOREIGN],
    ['several in one', orgs(['telco,other', 'telco other']), FOREIGN],
    ['a wildcard', orgs(['*', '.*']), FOREIGN],
    ['none', orgs(undefined), FOREIGN],
    ['an empty list', orgs([]), FOREIGN],
    ['a list of an empty name', orgs(['']), FOREIGN],
    ['objects without org', orgs([{}, { name: 'telco' }, { Org: 'telco' }]), FOREIGN],
    ['a name that no organization can have', orgs(['telco\u0000']), FOREIGN],
    ['in another claim', { ...orgs(undefined), orgs: ['telco'], tenants: ['telco'] }, FOREIGN],
    ['a string', orgs('telco'), UNAUTHENTICATED],
    ['null', orgs(null), UNAUTHENTICATED],
    ['a number', orgs(1), UNAUTHENTICATED],
    ['an object', orgs({ org: 'telco' }), UNAUTHENTICATED],
    ['a list with a number', orgs(['telco', 1]), UNAUTHENTICATED],
    ['a list with null', orgs(['telco', null]), UNAUTHENTICATED],
    ['a list in a list', orgs([['telco']]), UNAUTHENTICATED],
    ['an object whose org is a number', orgs(['telco', { org: 1 }]), UNAUTHENTICATED],
    ['an object whose org is a list', orgs([{ org: ['telco'] }]), UNAUTHENTICATED],
    ['too little a role first', { ...orgs(['other']), roles: 'ROOT' }, FORBIDDEN],
  ])('%s', async (_what, more, expected) => {
    expect(await get(bearing(token(more)))).toBe(expected);
  });

  it('limit a list of organizations: to none when there is none', async () => {
    const list = async (value: unknown): Promise<unknown> =>
      (await service.call('GET', '/v4/orgs', bearing(token(orgs(value))))).json()['orgs'];
    expect(await list(['telco', 'nobody', 'a\u0000'])).toMatchObject([{ id: 'telco' }]);
    expect(await list(undefined)).toEqual([]);
    expect(outcome(await service.call('PUT', '/v4/orgs/mine', bearing(token(orgs(undefined)))))).toBe(FOREIGN);
  });
});

describe('claims with names of the settings', () => {
  let other: TestService;
  const started = async (rolesClaim: string, orgsClaim: string): Promise<TestService> => {
    const names = { JWT_ROLES_CLAIM: rolesClaim, JWT_ORGS_CLAIM: orgsClaim };
    other = await startTestService({ ...issuer.env, ...names }, { clock: new StoppedClock() });
    return other;
  };
  afterEach(() => other.stop());
  const NOBODY = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';
  const outcomeOf = async (claimed: Json | string): Promise<string> => {
    const payload = typeof claimed === 'string' ? (JSON.parse(claimed) as Json) : claims(claimed);
    return outcome(await other.call('GET', NOBODY, bearing(signed(key, payload))));
  };

  it('are read as they stand, and no others', async () => {
    await started('https://id.example/roles', 'realm.orgs');
    const roles = { 'https://id.example/roles': ['VIEWER'] };
    expect(await outcomeOf({ ...roles, 'realm.orgs': ['telco'] })).toBe('404 MCUS.404.003');
    expect(await outcomeOf({ 'realm.orgs': ['telco'] })).toBe(FORBIDDEN);
    expect(await outcomeOf(roles)).toBe(FOREIGN);
    expect(await outcomeOf({ ...roles, realm: { orgs: ['telco'] } })).toBe(FOREIGN);
  });

  it('are those of the token itself, not what every object inherits', async () => {
    await started('constructor', '__proto__');
    expect(await outcomeOf({})).toBe(FORBIDDEN);
    expect(await outcomeOf({ constructor: 'VIEWER' })).toBe(FOREIGN);
    const good = JSON.stringify(claims({ constructor: 'VIEWER' }));
    expect(await outcomeOf(`${good.slice(0, -1)},"__proto__":["telco"]}`)).toBe('404 MCUS.404.003');
  });
});

describe('the subject of a token', () => {
  const callerOf = (rawHeaders: string[]): unknown => {
    const request = { rawHeaders } as IncomingMessage;
    return service.app.get(Authenticator).callerOf(request);
  };

  it.each<[what: string, sub: unknown, expected: string]>([
    ['absent', undefined, ALLOWED],
    ['of 255 characters', 'é'.repeat(255), ALLOWED],
    ['of 255 characters that are two units each', '\u{20bb7}'.repeat(255), ALLOWED],
    ['of 256 such characters', '\u{20bb7}'.repeat(256), UNAUTHENTICATED],
    ['with a blank behind it', 'a ', UNAUTHENTICATED],
    ['empty', '', UNAUTHENTICATED],
    ['blank', ' ', UNAUTHENTICATED],
    ['with a blank before it', ' a', UNAUTHENTICATED],
    ['of 256 characters', 'a'.repeat(256), UNAUTHENTICATED],
    ['with a control character', 'a\u0000b', UNAUTHENTICATED],
    ['with a line feed', 'a\nb', UNAUTHENTICATED],
    ['null', null, UNAUTHENTICATED],
    ['a number', 7, UNAUTHENTICATED],
    ['a list', ['a'], UNAUTHENTICATED],
    ['an object', { id: 'a' }, UNAUTHENTICATED],
  ])('%s', async (_what, sub, expected) => {
    expect(await get(bearing(token({ sub })))).toBe(expected);
  });

  it('is known to what is behind the guard, with roles that are ours and organizations that can be', async () => {
    const roles = ['care', 'CRM', 'x', 'a b', 'a\u0000'];
    const sent = token({ sub: 'auth0|María', roles, tenants_translation: [{ org: 'a' }, 'b', 'c d'] });
    expect(await callerOf(['Authorization', `Bearer ${sent}`])).toEqual({
      subject: 'auth0|María',
      roles: ['AGENT', 'API_KEY', 'x'],
      orgs: ['a', 'b'],
    });
    expect(await callerOf(['authorization', `Bearer ${token({ sub: undefined, roles: undefined })}`])).toEqual({
      subject: undefined,
      roles: [],
      orgs: ['telco'],
    });
  });
});

describe('how a token is sent', () => {
  const good = token();
  const viewer = token({ roles: 'VIEWER' });

  it.each<[what: string, authorization: string | string[] | undefined, challenge: string | undefined]>([
    ['as Bearer', `Bearer ${good}`, undefined],
    ['in lower case', `bearer ${good}`, undefined],
    ['in upper case', `BEARER ${good}`, undefined],
    ['behind several blanks', `Bearer   ${good}`, undefined],
    ['not at all', undefined, NO_TOKEN],
    ['empty', '', NO_TOKEN],
    ['without a token', 'Bearer', NO_TOKEN],
    ['alone', good, NO_TOKEN],
    ['without a blank', `Bearer${good}`, NO_TOKEN],
    ['as Basic', `Basic ${good}`, NO_TOKEN],
    ['as Token', `Token ${good}`, NO_TOKEN],
    ['as DPoP', `DPoP ${good}`, NO_TOKEN],
    ['behind a tab', `Bearer\t${good}`, NO_TOKEN],
    ['behind another scheme', `Basic x, Bearer ${good}`, NO_TOKEN],
    ['before another scheme', `Bearer ${good}, Basic x`, BAD_TOKEN],
    ['twice in one line', `Bearer ${good}, Bearer ${good}`, BAD_TOKEN],
    ['in quotes', `Bearer "${good}"`, BAD_TOKEN],
    ['as a parameter', `Bearer token=${good}`, BAD_TOKEN],
    ['with its scheme twice', `Bearer Bearer ${good}`, BAD_TOKEN],
    ['in two lines', [`Bearer ${good}`, `Bearer ${good}`], BAD_TOKEN],
    ['in two lines, the second empty', [`Bearer ${good}`, ''], BAD_TOKEN],
    ['in two lines, the first empty', ['', `Bearer ${good}`], BAD_TOKEN],
    ['in two lines of two schemes', ['Basic x', `Bearer ${good}`], BAD_TOKEN],
  ])('%s', async (_what, authorization, challenge) => {
    const headers: CallOptions['headers'] = authorization === undefined ? {} : { authorization };
    const answer = await service.call('GET', customer, { roles: undefined, headers });
    const expected = challenge === undefined ? ALLOWED : UNAUTHENTICATED;
    expect([outcome(answer), answer.headers['www-authenticate']]).toEqual([expected, challenge]);
  });

  it.each<[what: string, headers: Record<string, string>, query?: string]>([
    ['in other headers', { 'x-authorization': `Bearer ${good}`, 'proxy-authorization': `Bearer ${good}` }],
    ['in a cookie', { cookie: `access_token=${good}; authorization=Bearer ${good}` }],
    ['in the query', {}, `?access_token=${good}&authorization=Bearer%20${good}`],
    ['x-auth-roles alone', { 'x-auth-roles': 'ADMIN' }],
    ['all of x-auth alone', { 'x-auth-roles': 'ADMIN', 'x-auth-orgs': 'telco', 'x-auth-subject': 'crm' }],
    ['what a gateway would know', { 'x-auth-roles': 'ADMIN', 'x-gateway-secret': 'x' }],
  ])('not %s', async (_what, headers, query = '') => {
    expect(await get({ headers }, `${customer}${query}`)).toBe(UNAUTHENTICATED);
  });

  it('x-auth headers beside it change nothing, whatever they are', async () => {
    const forged = { 'x-auth-roles': 'ADMIN', 'x-auth-orgs': 'other', 'x-auth-subject': 'root' };
    expect(await get(bearing(viewer, forged))).toBe(ALLOWED);
    expect(await get(bearing(viewer, forged), `${customer}/holds`)).toBe(FORBIDDEN);
    expect(await get(bearing(viewer, forged), '/v4/orgs/other/customers/search?email=a@b.es')).toBe(FOREIGN);
    const broken = {
      'x-auth-roles': ['', ','],
      'x-auth-orgs': '',
      'x-auth-subject': ['a', 'b'],
      'x-gateway-secret': '',
    };
    expect(await get(bearing(viewer, broken))).toBe(ALLOWED);
  });

  it.each(['x-auth-roles', 'x-auth-orgs', 'x-auth-subject', 'x-gateway-secret', 'close, Authorization'])(
    'not with Connection: %s',
    async (names) => {
      const head = lastHead(`GET ${customer}`, `Authorization: Bearer ${good}`, `Connection: ${names}`);
      const answer = await exchange(service.url, head);
      expect(statuses(answer)).toEqual(['401']);
      expect(answer).toContain(BAD_TOKEN);
    },
  );
});
