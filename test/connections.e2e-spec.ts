import { connect } from 'node:net';
import { digitalCustomer } from './factories';
import { testLog } from './setup/log';
import { startTestService, type TestService } from './setup/service';
import { exchange as exchangeWith, head, lastHead, statuses } from './setup/sockets';

const CUSTOMERS = '/v4/orgs/telco/customers';
const CUSTOMER = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;

/** Bytes on a socket: what no HTTP client would send. */
describe('connections', () => {
  let service: TestService;
  const log = testLog();

  beforeAll(async () => {
    service = await startTestService({}, { logger: log.logger });
  });
  afterAll(() => service.stop());

  const exchange = (...parts: string[]): Promise<string> => exchangeWith(service.url, ...parts);

  /** Status, error code and the header Allow of the first answer. */
  function answer(text: string): string {
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
    const [, code = '-'] = /"code":"(MCUS[^"]*)"/.exec(text) ?? [];
    const [, allow = '-'] = /\r\nallow: ([^\r]*)/i.exec(text) ?? [];
    return `${status} ${code} ${allow}`;
  }

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', '400 MCUS.400.001 -'],
    ['a broken header', lastHead(`GET ${CUSTOMER}`, 'x'), '400 MCUS.400.001 -'],
    ['two lengths', lastHead(`POST ${CUSTOMERS}`, 'Content-Length: 1', 'Content-Length: 2'), '400 MCUS.400.001 -'],
    [
      'length and chunks',
      lastHead(`POST ${CUSTOMERS}`, 'Content-Length: 1', 'Transfer-Encoding: chunked'),
      '400 MCUS.400.001 -',
    ],
    ['no Host', `GET ${CUSTOMER} HTTP/1.1\r\nConnection: close\r\n\r\n`, '400 MCUS.400.001 -'],
    ['a fragment', lastHead(`GET ${CUSTOMER}#x`), '400 MCUS.400.001 -'],
    ['two Hosts', lastHead(`GET ${CUSTOMER}`, 'Host: y'), '400 MCUS.400.001 -'],
    ['a foreign expectation', lastHead(`GET ${CUSTOMER}`, 'x-auth-roles: VIEWER', 'Expect: x'), '404 MCUS.404.003 -'],
    ['CONNECT', lastHead('CONNECT x:443'), '400 MCUS.400.001 -'],
    ['an invented method', lastHead(`FOO ${CUSTOMERS}`), '405 - POST'],
    ['an invented method on an unknown path', lastHead('FOO /nowhere'), '404 MCUS.404.001 -'],
    ['an invented method on no URL', lastHead('FOO //['), '404 MCUS.404.001 -'],
    ['no URL', lastHead('GET //['), '404 MCUS.404.001 -'],
    ['an absolute URL', lastHead(`GET http://x${CUSTOMER}`, 'x-auth-roles: VIEWER'), '404 MCUS.404.003 -'],
    ['an asterisk', lastHead('OPTIONS *'), '404 MCUS.404.001 -'],
    ['HTTP/1.0 without Host', `GET ${CUSTOMER} HTTP/1.0\r\nx-auth-roles: VIEWER\r\n\r\n`, '404 MCUS.404.003 -'],
    ['60 KB of URL', lastHead(`GET /${'a'.repeat(60_000)}`), '414 MCUS.414.001 -'],
    ['100 KB of headers', lastHead('GET /', `a: ${'a'.repeat(100_000)}`), '431 MCUS.431.001 -'],
    ['4,300 headers', lastHead('GET /', ...Array<string>(4300).fill('a:')), '431 MCUS.431.001 -'],
  ])('%s', async (_what, bytes, expected) => {
    const text = await exchange(bytes);
    expect(answer(text)).toBe(expected);
    expect(text).toMatch(/\r\ncache-control: no-store\r\n/i);
    expect(text).toMatch(/\r\nx-request-id: [A-Za-z0-9._-]+\r\n/i);
  });

  it.each([
    ['x-auth-orgs', ['x-auth-roles: API_KEY'], 'x-auth-orgs: other', '403 MCUS.403.002 -'],
    ['a second x-auth-roles', ['x-auth-roles: ADMIN'], 'x-auth-roles: VIEWER', '401 MCUS.401.001 -'],
  ])('%s is seen behind three thousand other headers', async (_what, before, after, expected) => {
    const filler = Array<string>(3000).fill('a:');
    expect(answer(await exchange(lastHead(`GET ${CUSTOMER}`, ...before, ...filler, after)))).toBe(expected);
  });

  it.each([
    ['CONNECT', lastHead('CONNECT x:443')],
    ['no HTTP', 'HELLO\r\n\r\n'],
    ['half a body', lastHead(`POST ${CUSTOMERS}`, 'Content-Type: application/json', 'Content-Length: 9') + '{'],
    ['an Upgrade', lastHead(`GET ${CUSTOMER}`, 'Connection: Upgrade', 'Upgrade: websocket')],
  ])('a client that resets its connection after %s harms nobody', async (_what, bytes) => {
    // In this process, answers of the service tell that it has seen what was sent before.
    const alive = async (): Promise<void> => expect((await service.call('GET', '/health/live')).status).toBe(200);
    for (let i = 0; i < 10; i++) {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.write(bytes, resolve));
      await alive();
      if (i % 2 === 0) socket.resetAndDestroy();
      else socket.end();
      await alive();
      await alive();
    }
    // What a client does to itself is no fault of the service's.
    expect(log.lines().filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('a bad request does not take the answers of the good ones before it', async () => {
    const body = JSON.stringify(digitalCustomer());
    const json = ['Content-Type: application/json', `Content-Length: ${body.length}`];
    const good = head(`POST ${CUSTOMERS}`, 'x-auth-roles: API_KEY', ...json) + body;
    const read = head(`GET ${CUSTOMER}`, 'x-auth-roles: VIEWER');
    for (const bad of ['GARBAGE\r\n\r\n', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n']) {
      const text = await exchange(`${read}${read}${read}${bad}`);
      expect(statuses(text)).toEqual(['404', '404', '404', '400']);
    }
    const text = await exchange(`${read}${good}GARBAGE\r\n\r\n`);
    expect(statuses(text)).toEqual(['404', '201', '400']);
  });

  it('a client that stops in the middle of its body or its head gets 408 within 15 s', async () => {
    const half = lastHead(`POST ${CUSTOMERS}`, 'Content-Type: application/json', 'Content-Length: 9');
    const begun = Date.now();
    const texts = await Promise.all([exchange(`${half}{`), exchange(half.slice(0, 40))]);
    expect(texts.map(answer)).toEqual(['408 MCUS.408.001 -', '408 MCUS.408.001 -']);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });
});
