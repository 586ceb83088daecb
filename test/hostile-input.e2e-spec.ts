import { creditCard, digitalCustomer, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { refusals } from './setup/http';
import {
  broken,
  CUSTOMERS,
  itRefuses,
  NO_OBJECT,
  NOBODY,
  NOT_JSON,
  NOT_UTF8,
  sendProbe,
  TOO_DEEP,
  UNKNOWN_PATH,
  UNSUPPORTED,
} from './setup/probes';
import { startTestService, type TestService } from './setup/service';

const BIRTHDATE = 'must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future';
const INVISIBLE = 'must not contain control, bidirectional or invisible characters';
const ORG = 'org_id must be 1 to 63 letters, digits, dots, underscores or dashes, beginning with a letter or digit';

/** What the framework, its server and PostgreSQL let through when nobody stops it, row by row as it was measured. */
describe('defaults of the framework that are wrong for us', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const json = (body: object): Buffer => Buffer.from(JSON.stringify(body));
  const born = (birthdate: string): object => privateCustomer({ personal_info: { birthdate } });
  const named = (name: string): object => digitalCustomer({ digital_personal_info: { name } });
  const urlencoded = 'type=DIGITAL_CUSTOMER&digital_personal_info%5Bemail%5D=a%40example.com';
  const invalid = Buffer.concat([json(named('x')).subarray(0, -4), Buffer.from([0xff]), Buffer.from('"}}')]);

  itRefuses(
    () => service,
    [
      ['20 KB of arrays, 10,000 deep', { body: '['.repeat(10_000) + ']'.repeat(10_000) }, TOO_DEEP],
      ['60 KB of objects, 10,000 deep', { body: `${'{"":'.repeat(10_000)}1${'}'.repeat(10_000)}` }, TOO_DEEP],
      ['a form', { body: urlencoded, headers: { 'content-type': 'application/x-www-form-urlencoded' } }, UNSUPPORTED],
      ['null', { body: 'null' }, NO_OBJECT],
      ['null as a patch', { method: 'PATCH', path: NOBODY, body: 'null' }, NO_OBJECT],
      ['bytes that are no UTF-8', { body: invalid }, NOT_UTF8],
      ['a byte order mark', { body: Buffer.concat([Buffer.from('\ufeff'), json(digitalCustomer())]) }, NOT_JSON],
      [
        'a charset that nobody knows',
        { body: digitalCustomer(), headers: { 'content-type': 'application/json; charset=bogus' } },
        UNSUPPORTED,
      ],
      [
        'a repeated query parameter',
        { method: 'GET', path: `${CUSTOMERS}/search?email=a@example.com&email=b@example.com` },
        broken('?email', 'email must be given once'),
      ],
      ['%00 as an organization', { method: 'GET', path: NOBODY.replace('telco', '%00') }, broken(undefined, ORG)],
      [
        '%00 as a customer',
        { method: 'GET', path: `${CUSTOMERS}/%00` },
        broken(undefined, 'customer_id must be a UUID'),
      ],
      ['a way up, with %2f', { method: 'GET', path: NOBODY.replace('telco', '%2f..%2ftelco') }, broken(undefined, ORG)],
      ['a way up', { method: 'GET', path: NOBODY.replace('telco', 'telco/../telco') }, UNKNOWN_PATH],
      [
        'doubled x-auth-roles',
        { body: digitalCustomer(), roles: undefined, headers: { 'x-auth-roles': ['VIEWER', 'ADMIN'] } },
        ['401 MCUS.401.001', undefined, 'x-auth-roles must be sent once'],
      ],
      [
        'a lone surrogate',
        { body: named('Ana\ud800') },
        broken('/digital_personal_info/name', `digital_personal_info.name ${INVISIBLE}`),
      ],
      ...['today', 'infinity', '-infinity', 'epoch', 'now'].map((word): Parameters<typeof itRefuses>[1][number] => [
        `the date ${word}`,
        { body: born(word) },
        broken('/personal_info/birthdate', `personal_info.birthdate ${BIRTHDATE}`),
      ]),
      [
        'a UUID in braces',
        { method: 'GET', path: `${CUSTOMERS}/%7B${NOBODY.slice(-36)}%7D` },
        broken(undefined, 'customer_id must be a UUID'),
      ],
      [
        'NUL in a text',
        { body: named('Ana\u0000') },
        broken('/digital_personal_info/name', `digital_personal_info.name ${INVISIBLE}`),
      ],
      [
        'NUL in a document',
        { method: 'GET', path: `${CUSTOMERS}/search?identity_document=1%00` },
        broken(
          '?identity_document',
          'identity_document must be visible ASCII characters; blanks, dots, dashes, underscores and slashes do not count',
        ),
      ],
    ],
  );

  it.each(['GET', 'PUT', 'DELETE'])('the wrong verb %s: 405, Allow, and an empty body', async (method) => {
    const answer = await sendProbe(service, { method });
    expect([answer.status, answer.headers['allow'], answer.text]).toEqual([405, 'POST', '']);
  });

  it('NUL in the token of a card is refused, and no card is there', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const refused = await sendProbe(service, {
      path: `${path}/credit-cards`,
      body: creditCard({ token: 'tok\u0000' }),
    });
    expect(refusals(refused)).toEqual([broken('/token', `token ${INVISIBLE}`)]);
    expect((await service.call('GET', `${path}/available-credit-cards`)).json()).toEqual({ credit_cards: [] });
  });
});
