import { setImmediate as nextTurn } from 'node:timers/promises';
import { Load } from './load';
import { Turns } from './turns';

const PER_TURN = 3;

/** What cannot be seen through HTTP: who begins in one turn of the event loop. */
describe('Turns', () => {
  const load = new Load({ working: 100, begun: 0, delay: 1000, few: 100 });
  const turns = new Turns(load, { perTurn: PER_TURN, wait: 1000 });
  const begun: string[] = [];
  const skipped: string[] = [];
  const gone = new Set<string>();
  const arrive = (...names: string[]): void => {
    for (const name of names) {
      turns.enter({
        begin: () => void begun.push(name),
        refuse: () => undefined,
        isGone: () => gone.has(name),
        skip: () => void skipped.push(name),
      });
    }
  };
  /** The names of those that have begun since the last time. */
  const names = (): string => begun.splice(0).join(' ');

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

  it("skips those who have gone, and they take nobody's turn", async () => {
    arrive('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    gone.add('d').add('f');
    expect(names()).toBe('a b c');
    await nextTurn();
    expect(names()).toBe('e g h');
    expect(skipped).toEqual(['d', 'f']);
    await nextTurn();
  });
});
