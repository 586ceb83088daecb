import { digitalCustomer } from './factories';
import { refusals } from './setup/http';
import { CUSTOMERS, itRefuses, NOBODY, type Probe, type Refusal, sendProbe, UNKNOWN_CUSTOMER } from './setup/probes';
import { startTestService, type TestService } from './setup/service';
import { exchange, lastHead, statuses } from './setup/sockets';

const unauthenticated = (message: string): Refusal => ['401 MCUS.401.001', undefined, message];
const FORBIDDEN: Refusal = ['403 MCUS.403.001', undefined, 'None of the roles of the caller allows the operation.'];
const FOREIGN: Refusal = ['403 MCUS.403.002', undefined, 'The caller is limited to other organizations.'];

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

type Values = [what: string, value: string | string[]][];

/** What neither header may hold; the good name is what it must hold instead. */
const unusable = (good: string): Values => [
  ['empty', ''],
  ['a blank', ' '],
  ['a tab', '\t'],
  ['a comma', ','],
  ['commas', ',,,'],
  ['a comma before', `,${good}`],
  ['a comma behind', `${good},`],
  ['an empty one between', `${good},,other`],
  ['two words', `${good} other`],
  ['quotes', `"${good}"`],
  ['a list of JSON', `["${good}"]`],
  ['semicolons', `${good};other`],
  ['an assignment', `roles: ${good}`],
  ['a comment', `${good} (really)`],
  ['Latin-1', `${good},\u00f1`],
  ['a blank that is no ASCII', `${good}\u00a0`],
  ['UTF-8 in bytes', Buffer.from(`${good},名`).toString('latin1')],
  ['1 KiB and a byte', `${good},${'A'.repeat(1024 - good.length)}`],
  ['8 KB', `${good},${'A'.repeat(8192)}`],
  ['8 KB of commas', `${good}${','.repeat(8192)}`],
];

const doubled = (good: string): Values => [
  ['doubled', [good, good]],
  ['doubled, the second empty', [good, '']],
  ['doubled, the first empty', ['', good]],
  ['three times', [good, 'x', good]],
];

describe('x-auth-roles', () => {
  const create = (headers: Probe['headers']): Probe => ({ body: digitalCustomer(), roles: undefined, headers });
  const FORM = unauthenticated('x-auth-roles must be names separated by commas, at most 1 KiB');
  const ONCE = unauthenticated('x-auth-roles must be sent once');
  const REQUIRED = unauthenticated('x-auth-roles is required');

  itRefuses(
    () => service,
    [
      ...unusable('API_KEY').map(([what, value]): [string, Probe, Refusal] => [
        what,
        create({ 'x-auth-roles': value }),
        FORM,
      ]),
      ...doubled('API_KEY').map(([what, value]): [string, Probe, Refusal] => [
        what,
        create({ 'x-auth-roles': value }),
        ONCE,
      ]),
      ['absent', create({}), REQUIRED],
      [
        'in other headers',
        create({ 'x-auth-role': 'ADMIN', x_auth_roles: 'ADMIN', 'x-auth-roles-': 'ADMIN' }),
        REQUIRED,
      ],
      ['as credentials', create({ authorization: 'Bearer ADMIN', cookie: 'x-auth-roles=ADMIN' }), REQUIRED],
      ['in the query', { ...create({}), path: `${CUSTOMERS}?x-auth-roles=ADMIN` }, REQUIRED],
      ['unknown', create({ 'x-auth-roles': 'ROOT' }), FORBIDDEN],
      ['in lower case', create({ 'x-auth-roles': 'api_key,admin' }), FORBIDDEN],
      ['part of a role', create({ 'x-auth-roles': 'API' }), FORBIDDEN],
      ['more than a role', create({ 'x-auth-roles': 'ADMINISTRATOR' }), FORBIDDEN],
      ['what lists inherit', create({ 'x-auth-roles': 'constructor,__proto__,length,includes' }), FORBIDDEN],
      ['a wildcard', create({ 'x-auth-roles': '*' }), FORBIDDEN],
      ['a hundred unknown', create({ 'x-auth-roles': Array(100).fill('X').join() }), FORBIDDEN],
      ['too little', create({ 'x-auth-roles': 'VIEWER' }), FORBIDDEN],
    ],
  );

  it.each(['ROOT , AGENT', '\tAPI_KEY\t', 'VIEWER,VIEWER,AGENT', `API_KEY,${'A'.repeat(1016)}`])(
    '%s is enough',
    async (roles) => {
      expect((await sendProbe(service, create({ 'x-auth-roles': roles }))).status).toBe(201);
    },
  );
});

describe('x-auth-orgs', () => {
  const create = (orgs: string | string[], more: Probe['headers'] = {}, roles = 'ADMIN'): Probe => ({
    body: digitalCustomer(),
    roles,
    headers: { 'x-auth-orgs': orgs, ...more },
  });
  const FORM = unauthenticated('x-auth-orgs must be names separated by commas, at most 1 KiB');
  const ONCE = unauthenticated('x-auth-orgs must be sent once');

  itRefuses(
    () => service,
    [
      ...unusable('telco').map(([what, value]): [string, Probe, Refusal] => [what, create(value), FORM]),
      ...doubled('telco').map(([what, value]): [string, Probe, Refusal] => [what, create(value), ONCE]),
      ['another', create('other'), FOREIGN],
      ['another case', create('TELCO'), FOREIGN],
      ['part of it', create('telc'), FOREIGN],
      ['more than it', create('telco2'), FOREIGN],
      ['a wildcard', create('*'), FOREIGN],
      ['what lists inherit', create('includes,length,0'), FOREIGN],
      ['another, and a role too little', create('other', {}, 'VIEWER'), FORBIDDEN],
    ],
  );

  it('lets its own organization pass, among others', async () => {
    expect((await sendProbe(service, create('other , telco'))).status).toBe(201);
  });
});

describe('x-auth-subject', () => {
  const create = (subject: string | string[]): Probe => ({
    body: digitalCustomer(),
    headers: { 'x-auth-subject': subject },
  });
  const FORM = unauthenticated('x-auth-subject must be 1 to 255 printable ASCII characters');
  const ONCE = unauthenticated('x-auth-subject must be sent once');

  itRefuses(
    () => service,
    [
      ['empty', create(''), FORM],
      ['blank', create(' \t '), FORM],
      ['of 256 characters', create('a'.repeat(256)), FORM],
      ['with a tab', create('a\tb'), FORM],
      ['with a character of Latin-1', create('Mar\u00eda'), FORM],
      ['with UTF-8 in bytes', create(Buffer.from('María').toString('latin1')), FORM],
      ['with a blank that is no ASCII', create('a\u00a0'), FORM],
      ['doubled', create(['a', 'a']), ONCE],
      ['doubled, the second empty', create(['a', '']), ONCE],
      ['doubled, the first empty', create(['', 'a']), ONCE],
    ],
  );

  it.each(['a', 'a b', '"<~!>"', 'a'.repeat(255), 'urn:person:7, of the CRM'])('%s is taken', async (subject) => {
    expect((await sendProbe(service, create(subject))).status).toBe(201);
  });
});

/** A proxy in front takes out what `Connection` names, and with it what limits the caller (RFC 9110 §7.6.1). */
describe('headers named as hop-by-hop', () => {
  const read = (...headers: string[]): Promise<string> => exchange(service.url, lastHead(`GET ${NOBODY}`, ...headers));
  const VIEWER = 'x-auth-roles: VIEWER';

  it.each([
    ['x-auth-roles that are there', ['Connection: x-auth-roles', VIEWER], '401'],
    ['x-auth-roles that are not', ['Connection: x-auth-roles'], '401'],
    ['a limit that the proxy has taken out', ['Connection: x-auth-orgs', VIEWER], '401'],
    ['a limit to another organization', ['Connection: x-auth-orgs', VIEWER, 'x-auth-orgs: other'], '401'],
    ['a limit, all in one line', ['Connection: close, x-auth-orgs, x-auth-roles', VIEWER], '401'],
    ['a limit, in other letters, with blanks', ['Connection: close ,\t X-Auth-Orgs\t', VIEWER], '401'],
    ['a subject', ['Connection: x-auth-subject', VIEWER], '401'],
    ['a secret', ['Connection: x-gateway-secret', VIEWER], '401'],
    ['a token', ['Connection: Authorization', VIEWER], '401'],
    ['a limit in the first of several lines', ['Connection: x-auth-orgs', 'Connection: close', VIEWER], '401'],
    ['what says nothing of the caller', ['Connection: x-auth, x-auth-orgs-x, keep-alive', VIEWER], '404'],
    ['a second of roles', ['Connection: x-auth-roles', VIEWER, 'x-auth-roles: ADMIN'], '401'],
    ['what is folded', [VIEWER, 'x: y', '\tx-auth-roles: ADMIN'], '400'],
    ['a name before a blank', ['x-auth-roles : ADMIN'], '400'],
  ])('%s', async (_what, headers, status) => {
    expect(statuses(await read(...headers))).toEqual([status]);
  });

  it('roles in the trailer of a body are none', async () => {
    const body = JSON.stringify(digitalCustomer());
    const post = lastHead(
      `POST ${CUSTOMERS}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      'Trailer: x-auth-roles',
    );
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\nx-auth-roles: ADMIN\r\n\r\n`;
    expect(statuses(await exchange(service.url, post + chunk))).toEqual(['401']);
  });

  it.each(['\u00a0VIEWER', 'VIEWER\u00a0', 'VIEWER,\u00a0x'])(
    '%s, in one byte each, is no list of roles',
    async (roles) => {
      const request = Buffer.from(lastHead(`GET ${NOBODY}`, `x-auth-roles: ${roles}`), 'latin1');
      expect(statuses(await exchange(service.url, request))).toEqual(['401']);
    },
  );

  it('a forwarded address, host or method changes nothing', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '127.0.0.1',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/v4/orgs',
      'x-rewrite-url': '/v4/orgs',
      forwarded: 'host=evil.example',
    };
    const answer = await sendProbe(service, { method: 'GET', path: NOBODY, headers });
    expect(refusals(answer)).toEqual([UNKNOWN_CUSTOMER]);
    expect(answer.text).not.toContain('evil');
  });
});
