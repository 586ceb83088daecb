import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FastifyInstance } from 'fastify';
import { admitInTurns } from './admission';
import { Drain } from './drain';
import { Load } from './load';

const PER_TURN = 3;

/** What cannot be seen through HTTP: which requests begin in one turn of the event loop. */
describe('admitInTurns', () => {
  const load = new Load({ working: 100, delay: 1000, few: 100 });
  const begun: string[] = [];
  const server = createServer((request) => begun.push(request.url ?? ''));
  const arrive = (...names: string[]): void => {
    for (const name of names) {
      server.emit('request', { url: `/v4/${name}` } as IncomingMessage, { socket: {} } as ServerResponse);
    }
  };
  /** The names of those that have begun since the last time. */
  const names = (): string =>
    begun
      .splice(0)
      .map((url) => url.slice('/v4/'.length))
      .join(' ');

  beforeAll(() => {
    const context = { drain: new Drain(), publicUrl: '', observe: () => undefined };
    admitInTurns({ server } as unknown as FastifyInstance, load, { perTurn: PER_TURN, wait: 1000 }, context);
  });
  afterAll(() => load.onModuleDestroy());
  beforeEach(() => (load.working = 0));

  it('begins so many in each turn, in their order', async () => {
    arrive('a', 'b', 'c', 'd', 'e', 'f', 'g');
    expect(names()).toBe('a b c');
    await nextTurn();
    expect(names()).toBe('d e f');
    await nextTurn();
    expect(names()).toBe('g');
    await nextTurn();
    await nextTurn();
    arrive('h', 'i', 'j', 'k');
    expect(names()).toBe('h i j');
    await nextTurn();
    expect(names()).toBe('k');
    await nextTurn();
    await nextTurn();
  });

  it('lets nobody begin before those that wait', async () => {
    load.working = 100;
    arrive('a', 'b');
    load.working = 0;
    arrive('c');
    expect(names()).toBe('');
    await nextTurn();
    expect(names()).toBe('a b c');
    await nextTurn();
  });

  it('lets nobody begin while the load is too high', async () => {
    load.working = 100;
    arrive('a', 'b');
    await nextTurn();
    await nextTurn();
    expect(names()).toBe('');
    load.working = 0;
    load.onEase();
    await nextTurn();
    expect(names()).toBe('a b');
    await nextTurn();
  });
});
