import { type IncomingMessage } from 'node:http';
import { Authenticator } from '@app/common';
import { privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { eventually } from './setup/embedded';
import { type CallOptions, outcome, refusals } from './setup/http';
import { testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';
import { exchange, lastHead, statuses } from './setup/sockets';

const UNAUTHENTICATED = '401 MCUS.401.001';
const FORBIDDEN = '403 MCUS.403.001';
const SECRET = 'Zq7!canary-of~the"gateway';

describe('GATEWAY_SECRET', () => {
  const log = testLog();
  const answers: string[] = [];
  let service: TestService;
  let customer: string;

  beforeAll(async () => {
    service = await startTestService({ GATEWAY_SECRET: SECRET }, { logger: log.logger });
    const call: TestService['call'] = (method, path, options) =>
      service.call(method, path, { ...options, headers: { 'x-gateway-secret': SECRET } });
    customer = await createCustomer({ call }, privateCustomer());
  });
  afterAll(() => service.stop());

  const WRONG = 'x-gateway-secret must be sent once, and be the one of the gateway';

  it.each<[what: string, value: string | string[] | undefined]>([
    ['absent', undefined],
    ['empty', ''],
    ['wrong', 'x'],
    ['in another case', SECRET.toUpperCase()],
    ['without its end', SECRET.slice(0, -1)],
    ['with more behind', `${SECRET}x`],
    ['with more before', `x${SECRET}`],
    ['in quotes', `"${SECRET}"`],
    ['twice', [SECRET, SECRET]],
    ['twice, the second wrong', [SECRET, 'x']],
    ['twice, the first wrong', ['x', SECRET]],
    ['twice, the second empty', [SECRET, '']],
    ['twice in one line', `${SECRET}, ${SECRET}`],
    ['15 KB', SECRET.repeat(600)],
  ])('%s', async (_what, value) => {
    const headers: CallOptions['headers'] = value === undefined ? {} : { 'x-gateway-secret': value };
    const answer = await service.call('GET', customer, { roles: 'ADMIN', headers });
    answers.push(JSON.stringify(answer.headers), answer.text);
    expect(refusals(answer)).toEqual([[UNAUTHENTICATED, undefined, WRONG]]);
    expect(answer.headers['www-authenticate']).toBe('Roles realm="padron", header="x-auth-roles"');
  });

  it('comes before all else that is said of the caller', async () => {
    for (const name of ['x-auth-roles', 'x-auth-orgs', 'x-auth-subject', 'x']) {
      const answer = await service.call('GET', customer, { roles: undefined, headers: { [name]: '' } });
      expect(refusals(answer)).toEqual([[UNAUTHENTICATED, undefined, WRONG]]);
    }
    const head = lastHead(`GET ${customer}`, 'Connection: x-gateway-secret', 'x-auth-roles: ADMIN');
    expect(await exchange(service.url, head)).toContain(WRONG);
  });

  it('is not all: the caller has to be known, too', async () => {
    const headers = { 'x-gateway-secret': SECRET };
    expect(outcome(await service.call('GET', customer, { roles: undefined, headers }))).toBe(UNAUTHENTICATED);
    expect(outcome(await service.call('GET', customer, { roles: 'ROOT', headers }))).toBe(FORBIDDEN);
    expect(outcome(await service.call('GET', customer, { roles: 'VIEWER', headers }))).toBe('200');
    const named = [`x-gateway-secret: ${SECRET}`, 'x-auth-roles: ADMIN', 'Connection: x-gateway-secret'];
    expect(statuses(await exchange(service.url, lastHead(`GET ${customer}`, ...named)))).toEqual(['401']);
  });

  it('is not asked of those who look after the service', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/errors', '/openapi.json']) {
      expect((await service.call('GET', path, { roles: undefined })).status).toBe(200);
    }
  });

  it('is in no log at any level, and in no answer', async () => {
    await eventually('lines', () => log.lines().filter(({ status }) => status === 401).length > 14);
    expect([log.text(), ...answers].join('\n')).not.toMatch(/canary/i);
  });
});

describe('without GATEWAY_SECRET', () => {
  let service: TestService;
  let customer: string;

  beforeAll(async () => {
    service = await startTestService({ AUTH_ROLE_ALIASES: 'CRM=API_KEY,care=AGENT' });
    customer = await createCustomer(service, privateCustomer());
  });
  afterAll(() => service.stop());

  it('nobody looks at x-gateway-secret', async () => {
    const headers = { 'x-gateway-secret': ['x', ''] };
    expect(outcome(await service.call('GET', customer, { headers }))).toBe('200');
  });

  it('a token counts for nothing', async () => {
    const headers = { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJyb2xlcyI6IkFETUlOIn0.' };
    expect(outcome(await service.call('GET', customer, { roles: undefined, headers }))).toBe(UNAUTHENTICATED);
    expect(outcome(await service.call('GET', customer, { roles: 'VIEWER', headers }))).toBe('200');
  });

  it.each([
    ['CRM', 'holds', '200'],
    ['care', 'available-credit-cards', '200'],
    ['care', 'holds', FORBIDDEN],
    ['x, CRM', 'holds', '200'],
    ['crm', 'holds', FORBIDDEN],
    ['CARE', 'available-credit-cards', FORBIDDEN],
    ['CRM=API_KEY', 'holds', UNAUTHENTICATED],
    ['CR', 'holds', FORBIDDEN],
  ])('an alias: %s on %s', async (roles, resource, expected) => {
    expect(outcome(await service.call('GET', `${customer}/${resource}`, { roles }))).toBe(expected);
  });

  it('subject and roles without aliases are known to what is behind the guard', () => {
    const rawHeaders = ['X-Auth-Subject', 'a b', 'x-auth-roles', 'CRM, x,care', 'x-auth-orgs', 'telco'];
    const authenticator = service.app.get(Authenticator);
    // At once, and not as a promise.
    expect(authenticator.callerOf({ rawHeaders } as IncomingMessage)).toEqual({
      roles: ['API_KEY', 'x', 'AGENT'],
      orgs: ['telco'],
      subject: 'a b',
    });
    expect(authenticator.callerOf({ rawHeaders: ['x-auth-roles', 'x'] } as IncomingMessage)).toEqual({
      roles: ['x'],
      orgs: undefined,
      subject: undefined,
    });
  });
});
