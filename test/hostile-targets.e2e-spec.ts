import { digitalCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { outcome } from './setup/http';
import {
  broken,
  CUSTOMERS,
  itRefuses,
  malformed,
  NOBODY,
  type Probe,
  type Refusal,
  type RefusedProbe,
  sendProbe,
  UNKNOWN_CUSTOMER,
  UNKNOWN_PATH,
} from './setup/probes';
import { startTestService, type TestService } from './setup/service';
import { exchange, lastHead } from './setup/sockets';

const ID = NOBODY.slice(-36);

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

describe('the query of a search', () => {
  const get = (query: string): Probe => ({ method: 'GET', path: `${CUSTOMERS}/search?${query}` });
  const UNKNOWN = broken(undefined, 'query has an unknown parameter');
  const NOT_TEXT = broken(undefined, 'query must be percent-encoded UTF-8');
  const NONE = broken(undefined, 'At least one of identity_document, email must be present');
  const NO_EMAIL = broken('?email', 'email must be an email address');
  const TWICE = broken('?email', 'email must be given once');
  const EMPTY = broken('?email', 'email must not be empty');
  const INVISIBLE = broken('?email', 'email must not contain control, bidirectional or invisible characters');
  const NO_TYPE = broken('?identity_document_type', 'identity_document_type must be one of NIF, NIE, PASSPORT, CIF');
  const NO_DOCUMENT = broken(
    '?identity_document',
    'identity_document must be visible ASCII characters; blanks, dots, dashes, underscores and slashes do not count',
  );
  const ADDRESS = 'email=a@example.com';

  const cases: [query: string, ...refusals: Refusal[]][] = [
    ['', NONE],
    ['&&&', NONE],
    ['identity_document_type=NIF', NONE],
    [`${ADDRESS}&${ADDRESS}`, TWICE],
    [`${ADDRESS}&%65mail=b@example.com`, TWICE],
    [`${ADDRESS}&email=`, TWICE],
    ['email=&email=', TWICE, EMPTY],
    ['email[]=a@example.com', UNKNOWN, NONE],
    ['email[0]=a@example.com', UNKNOWN, NONE],
    ['email[b]=a@example.com', UNKNOWN, NONE],
    ['email.b=a@example.com', UNKNOWN, NONE],
    [`${ADDRESS}&email[]=b@example.com`, UNKNOWN],
    [`${ADDRESS}&EMAIL=b@example.com`, UNKNOWN],
    [`${ADDRESS}&+email=b@example.com`, UNKNOWN],
    [`${ADDRESS}&email%00=b@example.com`, UNKNOWN],
    [`${ADDRESS}&external_id=1`, UNKNOWN],
    [`${ADDRESS}&=1`, UNKNOWN],
    [`${ADDRESS}&=`, UNKNOWN],
    [`${ADDRESS}&__proto__=1`, UNKNOWN],
    [`${ADDRESS}&__proto__[email]=1`, UNKNOWN],
    [`${ADDRESS}&constructor=1&toString=2`, UNKNOWN],
    [`${ADDRESS}${'&'.repeat(1500)}limit=1`, UNKNOWN],
    [`${ADDRESS}?x=1`, NO_EMAIL],
    [`${ADDRESS};identity_document=1`, NO_EMAIL],
    [`${ADDRESS},b@example.com`, NO_EMAIL],
    ['email=a+b@example.com', NO_EMAIL],
    ['email=%22a%22@example.com', NO_EMAIL],
    ['email', EMPTY],
    ['email=', EMPTY],
    ['email=++%20', EMPTY],
    ['email=a@example.com%00', INVISIBLE],
    ['email=a%0d%0aX:y@example.com', NO_EMAIL],
    ['email=%ef%bb%bfa@example.com', INVISIBLE],
    ['email=%e2%80%aea@example.com', INVISIBLE],
    ['email=%', NOT_TEXT, NONE],
    ['email=%zz', NOT_TEXT, NONE],
    ['email=%ff', NOT_TEXT, NONE],
    ['email=%c0%80', NOT_TEXT, NONE],
    ['email=%ed%a0%80', NOT_TEXT, NONE],
    ['email=%u0061@example.com', NOT_TEXT, NONE],
    [`email=${'a'.repeat(3900)}`, broken('?email', 'email must have at most 254 characters')],
    ['identity_document=', broken('?identity_document', 'identity_document must not be empty')],
    ['identity_document=.-_/', NO_DOCUMENT],
    ['identity_document=1%00', NO_DOCUMENT],
    ['identity_document=%EF%BC%91%EF%BC%92', NO_DOCUMENT],
    [
      `identity_document=${'1'.repeat(41)}`,
      broken('?identity_document', 'identity_document must have at most 40 characters'),
    ],
    ['identity_document=1&identity_document_type=nif', NO_TYPE],
    ['identity_document=1&identity_document_type=', NO_TYPE],
    ['identity_document=1&identity_document_type=NIF,NIE', NO_TYPE],
    ['identity_document=1&identity_document_type=constructor', NO_TYPE],
  ];

  itRefuses(
    () => service,
    [
      ...cases.map(([query, ...expected]): RefusedProbe => [
        query.length > 80 ? `${query.slice(0, 80)}…` : query,
        get(query),
        ...expected,
      ]),
      ['4 KiB and a byte', get('a'.repeat(4096)), ['414 MCUS.414.001', undefined, 'The request target is over 4 KiB.']],
      ...[
        '%65mail=a@example.com',
        'email=%61%40example.com',
        'email=a%2Bb@example.com',
        `&${ADDRESS}&`,
        'identity_document=%27%20OR%201=1--',
      ].map((query): RefusedProbe => [`${query}: nobody`, get(query), UNKNOWN_CUSTOMER]),
    ],
  );

  it('with an encoded name finds who is meant', async () => {
    const path = await createCustomer(
      service,
      digitalCustomer({ digital_personal_info: { email: 'a+b@example.com' } }),
    );
    const answer = await sendProbe(service, get('%65mai%6C=a%2bb%40example%2Ecom'));
    expect([answer.status, answer.json()]).toEqual([200, { id: path.slice(-36), type: 'DIGITAL_CUSTOMER' }]);
  });
});

describe('an organization in the path', () => {
  const ORG = broken(
    undefined,
    'org_id must be 1 to 63 letters, digits, dots, underscores or dashes, beginning with a letter or digit',
  );
  const UNKNOWN_ORG: Refusal = ['404 MCUS.404.002', undefined, 'No such organization is registered.'];
  const put = (org: string): Probe => ({ method: 'PUT', path: `/v4/orgs/${org}`, roles: 'ADMIN' });

  itRefuses(
    () => service,
    [
      ...[
        '.',
        '..',
        '...',
        '-a',
        '_a',
        '%2e',
        '%2e%2e',
        '%2e%2e%2f',
        '%2ftelco',
        'telco%2f',
        'telco%2f..',
        '%2f..%2f',
        '%5c..%5c',
        'telco%5c',
        '%00',
        'telco%00',
        'telco%20',
        '%20telco',
        'telco%0a',
        'telco%0d%0aX',
        'telco%09',
        'telco%23',
        'telco%3f',
        'telco;x=1',
        'telco,other',
        '*',
        "telco'--",
        'telco%27',
        '$1',
        '%7Borg_id%7D',
        ':org_id',
        '%252e%252e',
        '%2574elco',
        '%25',
        'telco%2500',
        '%',
        '%zz',
        '%u0074elco',
        '%ff',
        '%c0%ae%c0%ae',
        '%c0%af',
        '%e0%80%af',
        '%ed%a0%80',
        '%F0%9F%98%80',
        'telc%C3%B3',
        '%EF%BD%94elco',
        'telco%E2%80%8B',
        'a'.repeat(64),
        'a'.repeat(3000),
      ].map((org): RefusedProbe => [org.slice(0, 64), put(org), ORG]),
      ...['telco/', '/telco', 'telco//', 'telco/..', 'telco/.', 'telco/../telco', './telco'].map(
        (org): RefusedProbe => [`${org}: no path`, put(org), UNKNOWN_PATH],
      ),
      ['no organization, but a customer', { method: 'GET', path: NOBODY.replace('telco', '') }, UNKNOWN_PATH],
      [
        'an encoded slash for a slash',
        { method: 'GET', path: NOBODY.replace('/customers/', '%2fcustomers/') },
        UNKNOWN_PATH,
      ],
      ['another letter case', { method: 'GET', path: NOBODY.replace('telco', 'Telco') }, UNKNOWN_ORG],
      ['a fragment', { method: 'GET', path: `${NOBODY}#x` }, malformed('the URL must not have a fragment')],
    ],
  );

  it.each(['telc%6f', '%74elco', '%74%65%6C%63%6F'])('%s is telco', async (org) => {
    const answer = await sendProbe(service, { ...put(org), method: 'GET' });
    expect([answer.status, answer.json()['id']]).toEqual([200, 'telco']);
  });

  it.each(['%2e%2e', '..', 'telco%00', 'te%2flco'])('%s is none that a limited caller may act on', async (org) => {
    const answer = await sendProbe(service, { ...put(org), headers: { 'x-auth-orgs': 'telco' } });
    expect(outcome(answer)).toBe('403 MCUS.403.002');
  });

  it('with a byte that is no ASCII never becomes a request', async () => {
    const text = await exchange(
      service.url,
      Buffer.from(lastHead('GET /v4/orgs/telc\u00f3', 'x-auth-roles: ADMIN'), 'latin1'),
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 [^]*"code":"MCUS\.400\.001"/);
  });
});

describe('an id in the path', () => {
  const customer = (id: string): Probe => ({ method: 'DELETE', path: `${CUSTOMERS}/${id}` });

  itRefuses(
    () => service,
    [
      ...[
        `%7B${ID}%7D`,
        `%7B${ID}`,
        `${ID}%7D`,
        ID.replaceAll('-', ''),
        `urn:uuid:${ID}`,
        `${ID.slice(0, -1)}`,
        `${ID}0`,
        `${ID}%0a`,
        `${ID}%00`,
        `%20${ID}`,
        `${ID}%20`,
        `+${ID}`,
        `0x${ID.slice(2)}`,
        ID.replace('1', '%EF%BC%91'),
        ID.replace('a', '%D0%B0'),
        ID.replace(/-/g, '%E2%80%90'),
        ID.replace('1', 'g'),
        ID.replace(/^(.{4})(.{4})-/, '$1-$2'),
        `%22${ID}%22`,
        `${ID},${ID}`,
        `${ID}%2f..`,
        '%2e%2e',
        '%2e%2e%2fsearch',
        '*',
        '0',
        '-1',
        'null',
        'undefined',
        '%252d',
        '%zz',
        '%ff',
        "1'%20OR%20'1'='1",
        'Search',
        'search%00',
        'a'.repeat(3000),
      ].map((id): RefusedProbe => [id.slice(0, 64), customer(id), broken(undefined, 'customer_id must be a UUID')]),
      ['in upper case', customer(ID.toUpperCase()), UNKNOWN_CUSTOMER],
      ['of no version', customer('00000000-0000-0000-0000-000000000000'), UNKNOWN_CUSTOMER],
      ['of every bit', customer('ffffffff-ffff-ffff-ffff-ffffffffffff'), UNKNOWN_CUSTOMER],
      ['with an encoded digit', customer(ID.replace('1', '%31')), UNKNOWN_CUSTOMER],
      [
        'of a card in braces',
        { method: 'DELETE', path: `${NOBODY}/credit-cards/%7B${ID}%7D` },
        broken(undefined, 'card_id must be a UUID'),
      ],
      [
        'of a hold with a slash',
        { method: 'PUT', path: `${NOBODY}/holds/le%2fgal` },
        broken(
          undefined,
          'name must be 1 to 32 lower-case letters, digits, underscores or dashes, beginning with a letter',
        ),
      ],
    ],
  );

  it('in upper case, or with encoded digits, is the customer', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const id = path.slice(-36);
    for (const spelling of [id.toUpperCase(), id.replace('0', '%30')]) {
      const answer = await sendProbe(service, { method: 'GET', path: `${CUSTOMERS}/${spelling}` });
      expect([answer.status, answer.json()['id']]).toEqual([200, id]);
    }
  });
});
