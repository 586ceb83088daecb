import { privateCustomer } from './factories';
import { eventually } from './setup/embedded';
import { outcome } from './setup/http';
import { type Issuer, startIssuer } from './setup/issuer';
import { testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';
import {
  AUDIENCE,
  bearing,
  claims,
  encoded,
  ISSUER,
  newKey,
  NOW,
  signature,
  signed,
  signedWithSecret,
  signingInput,
  StoppedClock,
} from './setup/tokens';

type Json = Record<string, unknown>;
type Case = [what: string, token: () => string];

const CUSTOMERS = '/v4/orgs/telco/customers';
const INVALID = ['401 MCUS.401.001', 'Bearer realm="padron", error="invalid_token"'];

const rsa = newKey('RS256', 'rsa');
const ec = newKey('ES256', 'ec');
const ed = newKey('EdDSA', 'ed');
/** In no key set. */
const mallory = newKey('RS256', 'mallory');

/** AUTH_MODE=jwt: what is believed, and what is not (RFC 7515, 7519, 8725). */
describe('a token', () => {
  const log = testLog();
  const answers: string[] = [];
  const sent: string[] = [];
  let issuer: Issuer;
  let service: TestService;
  let customer: string;

  beforeAll(async () => {
    issuer = await startIssuer(rsa, ec, ed);
    service = await startTestService(issuer.env, { clock: new StoppedClock(), logger: log.logger });
    const created = await service.call('POST', CUSTOMERS, { ...bearing(signed(ec)), body: privateCustomer() });
    customer = created.headers['location'] ?? '';
  });
  afterAll(async () => {
    await service.stop();
    await issuer.down();
  });

  async function read(token: string, path = customer): Promise<(string | undefined)[]> {
    const answer = await service.call('GET', path, bearing(token));
    sent.push(token);
    answers.push(JSON.stringify(answer.headers), answer.text);
    return [outcome(answer), answer.headers['www-authenticate']];
  }

  const taken = (cases: Case[]): void =>
    it.each(cases)('%s is believed', async (_what, token) => {
      expect(await read(token())).toEqual(['200', undefined]);
    });
  const refused = (cases: Case[]): void =>
    it.each(cases)('%s is not believed', async (_what, token) => {
      expect(await read(token())).toEqual(INVALID);
    });
  const withClaims = (more: Json) => (): string => signed(ec, claims(more));
  const withHeader = (more: Json) => (): string => signed(ec, claims(), more);

  describe('by its algorithm', () => {
    const others = ['RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES384', 'ES512', 'Ed25519'].map((alg) => newKey(alg));
    const weak = newKey('RS256', 'weak', 1024);
    beforeAll(async () => {
      issuer.keys = [rsa, ec, ed, weak, ...others];
      const [last] = others.slice(-1);
      await eventually('the keys', async () => (await read(signed(last ?? ec)))[0] === '200');
    });

    taken([rsa, ec, ed, ...others].map((key): Case => [key.alg, () => signed(key)]));

    const unsigned = (alg: unknown, kid = 'ec'): string => signingInput({ alg, kid }, claims());
    refused(
      ['none', 'None', 'NONE', 'nOnE', 'none ', ''].flatMap((alg): Case[] => [
        [`"${alg}", no signature`, () => `${unsigned(alg)}.`],
        [`"${alg}", some signature`, () => `${unsigned(alg)}.AAAA`],
      ]),
    );
    refused([
      ['none, without the dot', () => unsigned('none')],
      ['no algorithm', () => `${signingInput({ kid: 'ec' }, claims())}.AAAA`],
      ['an algorithm that is no string', () => `${unsigned(['ES256'])}.AAAA`],
      ['an algorithm in lower case', withHeader({ alg: 'es256' })],
      ['what objects inherit', withHeader({ alg: 'constructor' })],
      ['the signature stripped', () => `${signed(ec).replace(/[^.]+$/, '')}`],
      ['the signature and its dot stripped', () => signed(ec).replace(/\.[^.]+$/, '')],
    ]);

    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' });
    const der = rsa.publicKey.export({ format: 'der', type: 'spki' });
    const secrets: [what: string, secret: string | Buffer][] = [
      ['PEM', pem],
      ['PEM, trimmed', String(pem).trim()],
      ['PKCS #1', rsa.publicKey.export({ format: 'pem', type: 'pkcs1' })],
      ['DER', der],
      ['JWK', JSON.stringify(rsa.jwk)],
      ['the modulus', Buffer.from(String(rsa.jwk.n), 'base64url')],
      ['nothing', ''],
    ];
    refused(
      secrets.flatMap(([what, secret]): Case[] => [
        [`HS256 with the public key as ${what}`, () => signedWithSecret(secret, { kid: 'rsa' })],
        [`the same, called RS256: ${what}`, () => signedWithSecret(secret, { kid: 'rsa', alg: 'RS256' })],
      ]),
    );
    refused([
      ['RS256 for a key of ES256', () => signed(rsa, claims(), { kid: 'ec' })],
      ['ES256 for a key of RS256', () => signed(ec, claims(), { kid: 'rsa' })],
      ['ES256 called RS256', withHeader({ alg: 'RS256' })],
      ['ES256 called ES384', withHeader({ alg: 'ES384' })],
      ['ES256 called ES256K', withHeader({ alg: 'ES256K' })],
      ['RS256 called PS256', () => signed(rsa, claims(), { alg: 'PS256' })],
      ['PS256 for a key of RS256', () => signed({ ...rsa, alg: 'PS256' })],
      ['RS1', () => signed(rsa, claims(), { alg: 'RS1' })],
      ['RSA of 1024 bits', () => signed(weak)],
    ]);
  });

  describe('by its key', () => {
    const attackers = {
      jwk: mallory.jwk,
      jku: 'http://127.0.0.1:1/keys',
      x5u: 'http://127.0.0.1:1/keys',
      x5c: ['AAAA'],
    };
    refused([
      ['another key with the same name', () => signed(newKey('ES256', 'ec'))],
      ['another key with a name of its own', () => signed(mallory)],
      ...Object.entries(attackers).map(([name, value]): Case => [
        `an attacker's key in ${name}`,
        () => signed(mallory, claims(), { kid: 'rsa', [name]: value }),
      ]),
      ["an attacker's key in all of them", () => signed(mallory, claims(), attackers)],
      ['another key without a name', () => signed(mallory, claims(), { kid: undefined })],
      ['a name that is a number', withHeader({ kid: 1 })],
      ['a name that is null', withHeader({ kid: null })],
      ['a list of names', withHeader({ kid: ['ec'] })],
      ['an empty name', withHeader({ kid: '' })],
      ['a name in another case', withHeader({ kid: 'EC' })],
      ['a name that leads elsewhere', withHeader({ kid: '../../dev/null' })],
      ['a name of SQL', withHeader({ kid: "ec' OR '1'='1" })],
    ]);
    taken([
      ['no name of a key, where one fits', withHeader({ kid: undefined })],
      ['a good one, with what is not looked at,', withHeader(attackers)],
    ]);
  });

  describe('by what was changed in it', () => {
    const parts = (): string[] => signed(ec).split('.');
    const [, otherClaims, otherSignature] = signed(ec, claims({ roles: 'ADMIN' })).split('.');
    refused([
      ['another payload', () => [parts()[0], otherClaims, parts()[2]].join('.')],
      ['another header', () => [encoded({ alg: 'ES256', kid: 'ec', typ: 'JWT' }), ...parts().slice(1)].join('.')],
      ['the signature of another token', () => [...parts().slice(0, 2), otherSignature].join('.')],
      [
        'the signature from behind',
        () => [...parts().slice(0, 2), [...(parts()[2] ?? '')].reverse().join('')].join('.'),
      ],
      ['a signature of zeros', () => `${parts().slice(0, 2).join('.')}.${'A'.repeat(86)}`],
      ['another spelling of the same signature', () => respelled(signed(ec))],
      [
        'a signature in ASN.1',
        () => {
          const input = parts().slice(0, 2).join('.');
          return `${input}.${Buffer.concat([Buffer.from([0x30, 0x40]), signature(ec, input)]).toString('base64url')}`;
        },
      ],
      ['a part more', () => `${signed(ec)}.AAAA`],
      ['padding', () => `${signed(ec)}==`],
      ['a blank inside', () => signed(ec).replace('.', ' .')],
      ['base64 of the other alphabet', () => `${signed(ec)}+/`],
      ['a header that is no JSON', () => rawlySigned('{', JSON.stringify(claims()))],
      ['a header that is a list', () => rawlySigned('["ES256"]', JSON.stringify(claims()))],
      ['claims that are no JSON', () => rawlySigned('{"alg":"ES256","kid":"ec"}', 'canary')],
      ['claims that are a list', () => rawlySigned('{"alg":"ES256","kid":"ec"}', JSON.stringify([claims()]))],
      ['claims that are null', () => rawlySigned('{"alg":"ES256","kid":"ec"}', 'null')],
      ['only a word', () => 'canary'],
      ['15 KB of dots', () => '.'.repeat(15_000)],
      ['15 KB of letters', () => `${'A'.repeat(5000)}.${'A'.repeat(5000)}.${'A'.repeat(5000)}`],
    ]);

    function rawlySigned(header: string, payload: string): string {
      const input = signingInput(header, payload);
      return `${input}.${signature(ec, input).toString('base64url')}`;
    }

    /** The last character of 64 bytes has four bits that mean nothing. */
    function respelled(token: string): string {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const last = alphabet.indexOf(token.slice(-1));
      return token.slice(0, -1) + alphabet[last + 1];
    }
  });

  describe('by time', () => {
    refused([
      ['expired', withClaims({ exp: NOW - 1 })],
      ['expired long ago', withClaims({ exp: 0 })],
      ['expiring this second', withClaims({ exp: NOW })],
      ['without exp', withClaims({ exp: undefined })],
      ['with exp null', withClaims({ exp: null })],
      ['with exp as a string', withClaims({ exp: String(NOW + 300) })],
      ['with exp as a date', withClaims({ exp: '2099-01-01T00:00:00Z' })],
      ['with exp in a list', withClaims({ exp: [NOW + 300] })],
      ['with nbf to come', withClaims({ nbf: NOW + 1 })],
      ['with nbf as a string', withClaims({ nbf: '0' })],
      ['with iat 61 s ahead', withClaims({ iat: NOW + 61 })],
      ['with iat as a string', withClaims({ iat: '0' })],
    ]);
    taken([
      ['one second before it expires', withClaims({ exp: NOW + 1 })],
      ['with nbf this second', withClaims({ nbf: NOW })],
      ['with iat 60 s ahead', withClaims({ iat: NOW + 60 })],
      ['without iat', withClaims({ iat: undefined })],
      ['of long ago', withClaims({ iat: 0, nbf: 0 })],
    ]);
  });

  describe('by issuer and audience', () => {
    refused([
      ['another issuer', withClaims({ iss: 'https://evil.example' })],
      ['no issuer', withClaims({ iss: undefined })],
      ['an issuer in a list', withClaims({ iss: [ISSUER] })],
      ['a prefix of the issuer', withClaims({ iss: ISSUER.slice(0, -1) })],
      ['an issuer with more behind', withClaims({ iss: `${ISSUER}/` })],
      ['an issuer in another case', withClaims({ iss: ISSUER.toUpperCase() })],
      ['another audience', withClaims({ aud: 'crm' })],
      ['no audience', withClaims({ aud: undefined })],
      ['an audience null', withClaims({ aud: null })],
      ['a list without ours', withClaims({ aud: ['crm', 'billing'] })],
      ['an empty list', withClaims({ aud: [] })],
      ['a prefix of the audience', withClaims({ aud: AUDIENCE.slice(0, -1) })],
      ['an audience with more behind', withClaims({ aud: `${AUDIENCE} crm` })],
      ['an audience inside a list inside', withClaims({ aud: [[AUDIENCE]] })],
      ['an audience as a name', withClaims({ aud: { [AUDIENCE]: true } })],
    ]);
    taken([['a list with our audience', withClaims({ aud: ['crm', AUDIENCE] })]]);
  });

  describe('by its header', () => {
    taken(
      ['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/JWT'].map((typ): Case => [
        `typ ${typ}`,
        withHeader({ typ }),
      ]),
    );
    refused(
      [
        '',
        'JWE',
        'dpop+jwt',
        'logout+jwt',
        'application/',
        'application/application/jwt',
        'jwt ',
        'text/jwt',
        1,
        null,
        ['JWT'],
      ].map((typ): Case => [`typ ${JSON.stringify(typ)}`, withHeader({ typ })]),
    );
    refused([
      ['crit of an unknown extension', withHeader({ crit: ['exp'], exp: NOW + 300 })],
      ['crit of b64', withHeader({ crit: ['b64'], b64: true })],
      ['crit of b64, which is off', withHeader({ crit: ['b64'], b64: false })],
      ['an empty crit', withHeader({ crit: [] })],
      ['crit that is no list', withHeader({ crit: 'b64' })],
      ['crit null', withHeader({ crit: null })],
    ]);
  });

  it('is told that it has expired, once its signature has been verified', async () => {
    const expired = async (token: string): Promise<string> =>
      (await service.call('GET', customer, bearing(token))).text;
    expect(await expired(signed(ec, claims({ exp: NOW })))).toContain('the token has expired');
    expect(await expired(signed(newKey('ES256', 'ec'), claims({ exp: NOW })))).toContain('the token is not valid');
  });

  it('is in no log at any level, and in no answer, in no part', async () => {
    await eventually('a line for each request', () => log.lines().length > sent.length);
    expect([sent.length > 150, log.text().includes('"status":401')]).toEqual([true, true]);
    const seen = [log.text(), ...answers].join('\n');
    const parts = new Set(sent.flatMap((token) => [token, ...token.split('.')]).filter((part) => part.length > 10));
    expect([...parts].filter((part) => seen.includes(part))).toEqual([]);
    expect(seen).not.toMatch(/canary|mallory|evil\.example|dev\/null|billing/);
  });
});
