import { RemoteKeys } from '../libs/common/src/auth/jwt/remote-keys';
import { eventually } from './setup/embedded';
import { outcome, send } from './setup/http';
import { type Issuer, startIssuer } from './setup/issuer';
import { endProcesses, startProcess } from './setup/process';
import { createTestDatabase } from './setup/database';
import { startTestService } from './setup/service';
import { bearing, claims, newKey, signed } from './setup/tokens';

const NOBODY = '/v4/orgs/telco/customers/123e4567-e89b-12d3-a456-556642440000';
const key = newKey('ES256', 'key');
const header = { alg: 'ES256', kid: 'key' };

let issuer: Issuer;
beforeEach(async () => {
  issuer = await startIssuer(key);
});
afterEach(async () => {
  endProcesses();
  await issuer.down().catch(() => undefined);
});

describe('the keys', () => {
  const failures: unknown[] = [];
  let keys: RemoteKeys | undefined;
  const start = (refresh: number): RemoteKeys => {
    failures.length = 0;
    const limits = { timeout: 60_000, pause: 60_000, refresh, maxWaiting: 10 };
    keys = new RemoteKeys({ url: issuer.url, ...limits }, (error) => failures.push(error));
    keys.start();
    return keys;
  };
  afterEach(() => keys?.stop());
  const outcomeOf = (): Promise<string> =>
    (keys ?? start(60_000)).find(header).then(
      () => 'found',
      (error: Error) => error.message,
    );

  it('are fetched again and again, so that one that was withdrawn goes', async () => {
    start(20);
    expect(await outcomeOf()).toBe('found');
    issuer.keys = [];
    await eventually('the loss of the key', async () => (await outcomeOf()) !== 'found');
    expect(failures).toEqual([]);
  });

  it('stay for as long as no others can be fetched', async () => {
    start(20);
    expect(await outcomeOf()).toBe('found');
    issuer.answer = (_request, response) => response.writeHead(500).end();
    await eventually('failures', () => failures.length > 3);
    expect(await outcomeOf()).toBe('found');
  });

  it('are not fetched any more after a stop, which is no failure', async () => {
    start(20);
    expect(await outcomeOf()).toBe('found');
    let isLetGo = false;
    let isAsked = false;
    issuer.answer = (request) => {
      isAsked = true;
      request.socket.on('close', () => (isLetGo = true));
    };
    await eventually('a fetch', () => isAsked);
    keys?.stop();
    await eventually('its end', () => isLetGo);
    const before = issuer.asked;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([issuer.asked, failures]).toEqual([before, []]);
  });

  it('tell why they cannot be fetched', async () => {
    await issuer.down();
    start(60_000);
    expect(await outcomeOf()).toBe('signingKeysUnavailable');
    expect(failures).toMatchObject([{ code: 'ECONNREFUSED' }]);
  });

  it('are fetched when the application starts, and stopped with it', async () => {
    const stop = jest.spyOn(RemoteKeys.prototype, 'stop');
    const repeat = jest.spyOn(global, 'setInterval');
    const service = await startTestService(issuer.env);
    expect(repeat.mock.calls.map(([, pause]) => pause)).toContain(10 * 60_000);
    repeat.mockRestore();
    await eventually('a fetch', () => issuer.asked === 1);
    expect(stop).not.toHaveBeenCalled();
    await service.stop();
    expect(stop).toHaveBeenCalledTimes(1);
    stop.mockRestore();
  });
});

describe('a process with AUTH_MODE=jwt', () => {
  const now = Math.floor(Date.now() / 1000);
  const token = signed(key, claims({ iat: now, exp: now + 600 }));

  it('starts without an issuer, believes its tokens once it is there, and stops while it is silent', async () => {
    await issuer.down();
    const database = await createTestDatabase();
    const env = { ...issuer.env, NODE_ENV: 'production', DATABASE_URL: database.url, LOG_LEVEL: 'trace' };
    const service = await startProcess(env);
    const read = (sent = token): Promise<string> => send(service.url, 'GET', NOBODY, bearing(sent)).then(outcome);
    expect(await read()).toBe('503 MCUS.503.003');
    expect((await send(service.url, 'GET', '/health/ready')).status).toBe(200);
    await issuer.up();
    await eventually('the keys', async () => (await read()) === '404 MCUS.404.003');
    issuer.answer = () => undefined;
    const pending = send(service.url, 'GET', NOBODY, bearing(signed(newKey(), claims()))).catch(() => undefined);
    await eventually('a fetch', async () => issuer.asked > 1 || (await read(signed(newKey(), claims())), false));
    expect(await service.end('SIGTERM')).toBe(0);
    await pending;
    expect(service.output()).toContain('"warning":"the keys of JWT_JWKS_URL cannot be fetched"');
    expect(service.output()).toContain('"code":"ECONNREFUSED"');
    for (const part of token.split('.')) expect(service.output()).not.toContain(part);
    await database.close();
  });
});
