import { once } from 'node:events';
import { connect, type Server, type Socket } from 'node:net';
import { startTestService, type TestService } from './setup/service';
import { head, lastHead } from './setup/sockets';

const BUNDLE = '/docs/swagger-ui-bundle.js';

/** Seen from the service: a client that does not read does not notice when its connection is closed. */
describe('a client that does not read', () => {
  let service: TestService;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await service.stop();
  });

  /** Opens a connection that reads nothing, sends the text, and gives the service's end of it. One at a time. */
  async function openDeaf(text: string): Promise<Socket> {
    const accepted = once(service.app.getHttpServer() as Server, 'connection');
    const socket = connect({ port: Number(new URL(service.url).port), host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket.pause());
    socket.on('error', () => undefined);
    socket.write(text);
    const [there] = (await accepted) as [Socket];
    return there;
  }

  /** The milliseconds until the service has closed the connection. */
  async function lifeOf(there: Socket): Promise<number> {
    const begun = Date.now();
    await once(there, 'close');
    return Date.now() - begun;
  }

  it('is cut off after 5 s, one that keeps its side open after the answer at once, one that only waits not', async () => {
    const idle = connect(Number(new URL(service.url).port), '127.0.0.1');
    sockets.push(idle);
    idle.write(head('GET /health/live'));
    await once(idle, 'data');
    const large = lifeOf(await openDeaf(head(`GET ${BUNDLE}`).repeat(20)));
    const ended = [lifeOf(await openDeaf('NO HTTP\r\n\r\n')), lifeOf(await openDeaf(lastHead('CONNECT x:443')))];
    for (const time of await Promise.all(ended)) expect(time).toBeLessThan(4000);
    expect(await large).toBeGreaterThan(4500);
    expect(await large).toBeLessThan(15_000);
    idle.write(head('GET /health/live'));
    expect(String(await once(idle, 'data'))).toContain('200 OK');
  });

  it('does not harm one that reads slowly, but goes on reading', async () => {
    const begun = Date.now();
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    sockets.push(socket);
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
      socket.pause();
      setTimeout(() => socket.resume(), 40);
    });
    socket.write(head(`GET ${BUNDLE}`).repeat(9) + lastHead(`GET ${BUNDLE}`));
    await once(socket, 'close');
    expect(received).toBeGreaterThan(15_000_000);
    // Longer than one may take who does not read.
    expect(Date.now() - begun).toBeGreaterThan(8000);
  });
});
