import { type IncomingMessage, type ServerResponse } from 'node:http';
import { eventually } from './setup/embedded';
import { type Answer, outcome } from './setup/http';
import { type Issuer, startIssuer } from './setup/issuer';
import { testLog, type TestLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';
import { holdTime } from './setup/time';
import { bearing, claims, newKey, signed, type SigningKey, StoppedClock } from './setup/tokens';

const NOBODY = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';
/** Believed: no customer has this id. */
const BELIEVED = '404 MCUS.404.003';
const UNAUTHENTICATED = '401 MCUS.401.001';
const UNAVAILABLE = '503 MCUS.503.003';

/** What the clock shows: it stands still, so that no pause of the machine is one between two fetches. */
let now: number;
let issuer: Issuer;
let service: TestService;
let log: TestLog;

beforeEach(async () => {
  now = Math.ceil(performance.now());
  holdTime(now);
  issuer = await startIssuer();
});
afterEach(async () => {
  await service.stop();
  jest.restoreAllMocks();
  await issuer.down().catch(() => undefined);
});

/** A service whose fetch of keys has a second. */
async function start(): Promise<void> {
  log = testLog();
  service = await startTestService(issuer.env, { clock: new StoppedClock(), logger: log.logger });
}

/** The time that has to pass before a token makes the service fetch again. */
const later = (): void => holdTime((now += 1000));
const read = (key: SigningKey, header = {}): Promise<Answer> =>
  service.call('GET', NOBODY, bearing(signed(key, claims(), header)));
const outcomeOf = async (key: SigningKey, header = {}): Promise<string> => outcome(await read(key, header));

/** Answers of somebody who should serve keys. */
const FAULTS: [what: string, answer: (request: IncomingMessage, response: ServerResponse) => void][] = [
  ['500', (_request, response) => response.writeHead(500).end(keySet())],
  ['404', (_request, response) => response.writeHead(404).end('{}')],
  ['204', (_request, response) => response.writeHead(204).end()],
  ['203 with keys', (_request, response) => response.writeHead(203).end(keySet())],
  ['nothing', (_request, response) => response.end()],
  ['no JSON', (_request, response) => response.end('<canary>')],
  ['half of it', (_request, response) => response.end(keySet().slice(0, -1))],
  ['null', (_request, response) => response.end('null')],
  ['a list', (_request, response) => response.end('[]')],
  ['an object without keys', (_request, response) => response.end('{}')],
  ['keys that are no list', (_request, response) => response.end('{"keys":{"0":{}}}')],
  ['keys that are no objects', (_request, response) => response.end('{"keys":["canary"]}')],
  ['half a megabyte', (_request, response) => response.end(`{"keys":[],"x":"${'x'.repeat(500_000)}"}`)],
  ['what never ends', (_request, response) => void endless(response)],
  ['silence', () => undefined],
  ['a head, and silence', (_request, response) => response.writeHead(200).write('{"keys":')],
  ['a reset', (request) => void request.socket.resetAndDestroy()],
  ['a redirection', (request, response) => redirect(request, response)],
];

const good = newKey('ES256', 'good');
const keySet = (): string => JSON.stringify({ keys: [good.jwk] });

function endless(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
  response.on('close', () => clearInterval(timer));
}

/** To where the keys are. */
function redirect({ url }: IncomingMessage, response: ServerResponse): void {
  if (url === '/moved') response.end(keySet());
  else response.writeHead(302, { location: '/moved' }).end();
}

describe('a key set that is not served:', () => {
  it.each(FAULTS)('%s', async (_what, answer) => {
    issuer.answer = answer;
    await start();
    const refused = await read(good);
    expect([outcome(refused), refused.headers['retry-after']]).toEqual([UNAVAILABLE, '1']);
    expect(refused.headers).not.toHaveProperty('www-authenticate');
    // At once: nothing has changed within a second.
    expect(await outcomeOf(good)).toBe(UNAVAILABLE);

    issuer.answer = undefined;
    issuer.keys = [good];
    later();
    expect(await outcomeOf(good)).toBe(BELIEVED);

    issuer.answer = answer;
    later();
    expect(await outcomeOf(newKey())).toBe(UNAVAILABLE);
    expect(await outcomeOf(good)).toBe(BELIEVED);
    await eventually('the lines', () => log.lines().length > 6);
    expect(log.text()).not.toContain('canary');
    expect(log.lines().filter(({ level }) => level === 'warn')).toEqual(
      Array(2).fill(expect.objectContaining({ warning: 'the keys of JWT_JWKS_URL cannot be fetched' })),
    );
  });

  it('nobody listens at start, later, and again', async () => {
    issuer.keys = [good];
    await issuer.down();
    await start();
    const refused = await read(good);
    expect([outcome(refused), refused.headers['retry-after']]).toEqual([UNAVAILABLE, '1']);
    // What can be seen without a key needs none.
    expect(await outcomeOf(good, { alg: 'none' })).toBe(UNAUTHENTICATED);
    await issuer.up();
    later();
    expect(await outcomeOf(good)).toBe(BELIEVED);
    await issuer.down();
    later();
    expect(await outcomeOf(good)).toBe(BELIEVED);
    expect(await outcomeOf(newKey())).toBe(UNAVAILABLE);
    expect(await outcomeOf(good)).toBe(BELIEVED);
    await eventually('the lines', () => log.lines().length > 6);
    const [line] = log.lines().filter(({ status }) => status === 503);
    expect(line).toMatchObject({ level: 'error', error: 'MCUS.503.003', cause: expect.anything() });
  });
});

describe('a key set that changes', () => {
  beforeEach(async () => {
    issuer.keys = [good];
    await start();
    await eventually('the keys', async () => (await outcomeOf(good)) === BELIEVED);
  });

  it('has a new key: its tokens are believed without a restart', async () => {
    const next = newKey();
    issuer.keys = [good, next];
    later();
    expect([await outcomeOf(next), await outcomeOf(good), issuer.asked]).toEqual([BELIEVED, BELIEVED, 2]);
  });

  it('has another key of the same name: theirs are believed once the keys were fetched', async () => {
    const twin = newKey('ES256', 'good');
    issuer.keys = [twin];
    later();
    expect([await outcomeOf(twin), await outcomeOf(newKey())]).toEqual([UNAUTHENTICATED, UNAUTHENTICATED]);
    expect([await outcomeOf(twin), await outcomeOf(good)]).toEqual([BELIEVED, UNAUTHENTICATED]);
  });

  it('has no key any more: nobody is believed', async () => {
    issuer.keys = [];
    later();
    expect([await outcomeOf(newKey()), await outcomeOf(good), issuer.asked]).toEqual([
      UNAUTHENTICATED,
      UNAUTHENTICATED,
      2,
    ]);
  });

  it('has several keys that fit: the token has to name one', async () => {
    const [next, twin, other] = [newKey(), newKey('ES256', 'good'), newKey('RS256')];
    issuer.keys = [good, next, twin, other];
    later();
    expect([await outcomeOf(next), await outcomeOf(other, { kid: undefined })]).toEqual([BELIEVED, BELIEVED]);
    // A fetch would not tell which of them.
    later();
    const unnamed = [await outcomeOf(good, { kid: undefined }), await outcomeOf(next, { kid: undefined })];
    expect([...unnamed, await outcomeOf(good)]).toEqual(Array(3).fill(UNAUTHENTICATED));
    expect(issuer.asked).toBe(2);
  });

  it('has keys that cannot be used: the others can', async () => {
    const keys = ['private', 'symmetric', 'broken', 'encrypting', 'deriving', 'other'].map((kid) =>
      newKey('ES256', kid),
    );
    const [priv, symmetric, broken, encrypting, deriving, other] = keys;
    const secret = { kty: 'oct', k: 'c2VjcmV0', kid: 'symmetric' };
    const changes = [
      priv?.privateKey.export({ format: 'jwk' }),
      secret,
      { x: 'AAAA' },
      { use: 'enc' },
      { key_ops: ['sign'] },
      {},
    ];
    issuer.keys = keys.map((key, i) => ({ ...key, jwk: i === 1 ? secret : { ...key.jwk, ...changes[i] } }));
    later();
    expect(await outcomeOf(other ?? good)).toBe(BELIEVED);
    for (const key of [priv, symmetric, broken, encrypting, deriving]) {
      expect([key?.kid, await outcomeOf(key ?? good)]).toEqual([key?.kid, UNAUTHENTICATED]);
    }
  });
});

describe('names of keys that nobody knows', () => {
  beforeEach(async () => {
    issuer.keys = [good];
    await start();
    await eventually('the keys', async () => (await outcomeOf(good)) === BELIEVED);
  });

  it('make the service fetch no more than once a second', async () => {
    const burst = (): Promise<string[]> =>
      Promise.all(Array.from({ length: 50 }, (_, i) => outcomeOf(good, { kid: `made-up-${i}` })));
    expect([...new Set(await burst()), issuer.asked]).toEqual([UNAUTHENTICATED, 1]);
    later();
    expect(await outcomeOf(good, { kid: 'x' })).toBe(UNAUTHENTICATED);
    expect([...new Set(await burst()), issuer.asked]).toEqual([UNAUTHENTICATED, 2]);
  });

  it('make it fetch only where the rest of the header can be right', async () => {
    later();
    for (const header of [
      { kid: 1 },
      { kid: ['x'] },
      { kid: null },
      { kid: 'x', typ: 'dpop+jwt' },
      { kid: 'x', crit: ['x'] },
    ]) {
      expect(await outcomeOf(good, header)).toBe(UNAUTHENTICATED);
    }
    expect(await outcomeOf(good, { kid: 'x', alg: 'HS256' })).toBe(UNAUTHENTICATED);
    expect(issuer.asked).toBe(1);
  });

  it('leave room for those who are known, while few of them wait', async () => {
    issuer.answer = () => undefined;
    later();
    const answers: string[] = [];
    const burst = Array.from({ length: 60 }, async (_, i) =>
      answers.push(await outcomeOf(good, { kid: `made-up-${i}` })),
    );
    await eventually('refusals', () => answers.length >= 50);
    expect(await outcomeOf(good)).toBe(BELIEVED);
    await Promise.all(burst);
    expect([...new Set(answers), issuer.asked]).toEqual([UNAVAILABLE, 2]);
    // Whoever has waited makes room.
    issuer.answer = undefined;
    const next = newKey();
    issuer.keys = [good, next];
    later();
    expect(await outcomeOf(next)).toBe(BELIEVED);
  });

  it('may not wait when as many as the pool has connections do', async () => {
    await service.stop();
    const env = { ...issuer.env, REQUEST_TIMEOUT_MS: '3000', DATABASE_POOL_MAX: '1' };
    service = await startTestService(env, { clock: new StoppedClock() });
    await eventually('the keys', async () => (await outcomeOf(good)) === BELIEVED);
    const [before, next] = [issuer.asked, newKey()];
    let end: () => void = () => undefined;
    issuer.answer = (_request, response) => (end = () => response.end(JSON.stringify({ keys: [next.jwk] })));
    later();
    let isAnswered = false;
    const first = outcomeOf(next).finally(() => (isAnswered = true));
    await eventually('the fetch', () => issuer.asked === before + 1);
    expect([await outcomeOf(next), isAnswered]).toEqual([UNAVAILABLE, false]);
    end();
    expect(await first).toBe(BELIEVED);
  });
});
