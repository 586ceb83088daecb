import { stripVTControlCharacters } from 'node:util';
import { type Progress, startProgress } from './progress';

const TOTAL = 5_000_000;
/** To the end of the line. */
const CLEAR = '\x1b[K';

/** What is written on a screen while a tool goes on for so many seconds, a batch each. */
function shown(
  screen: { isTTY: boolean; columns: number },
  seconds: number,
): { written: string[]; progress: Progress } {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  const progress = startProgress(TOTAL, { ...screen, write });
  for (let second = 1; second <= seconds; second++) {
    jest.advanceTimersByTime(1000);
    progress.update(second * 30_000);
  }
  return { written, progress };
}

describe('the progress of a tool', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it.each([0, 20, 60, 80, 200])('stays in one line of a terminal that is %i wide', (columns) => {
    const { written, progress } = shown({ isTTY: true, columns }, 166);
    expect(written).toHaveLength(166);
    for (const text of written) {
      expect(text.endsWith(CLEAR)).toBe(true);
      const plain = stripVTControlCharacters(text);
      expect(plain).toMatch(/^\r[^\r\n]+$/);
      expect(plain.length - 1).toBeLessThan(columns === 0 ? 80 : columns);
    }
    expect(progress.end()).toBe(166);
    expect(written.at(-1)).toBe(`\r${CLEAR}`);
  });

  it('is a bar with numbers', () => {
    const { written } = shown({ isTTY: true, columns: 120 }, 50);
    expect(stripVTControlCharacters(written.at(-1) ?? '').trim()).toBe(
      `${'█'.repeat(9)}${'░'.repeat(21)} 30 %, 1,500,000 of 5,000,000, 30,000/s, 117 s left`,
    );
  });

  it('is a line now and then where there is no terminal, and none at the end', () => {
    const { written, progress } = shown({ isTTY: false, columns: 0 }, 12);
    progress.end();
    expect(written).toEqual([
      'padron: 3 %, 150,000 of 5,000,000, 30,000/s, 162 s left\n',
      'padron: 6 %, 300,000 of 5,000,000, 30,000/s, 157 s left\n',
    ]);
  });

  it('says nothing before something is done', () => {
    const { written, progress } = shown({ isTTY: true, columns: 80 }, 0);
    progress.update(0);
    expect(written).toEqual([]);
  });
});
