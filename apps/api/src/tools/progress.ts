import { styleText } from 'node:util';

const WIDTH = 30;
/** Milliseconds between two lines where nothing can be drawn over. */
const LINE_EVERY = 5000;
const FORMAT = new Intl.NumberFormat('en');
const number = (value: number): string => FORMAT.format(value);

/** Shows how far a tool has come. */
export interface Progress {
  /** @param done so many of all */
  readonly update: (done: number) => void;
  /** @returns seconds since the beginning */
  readonly end: () => number;
}

/**
 * Draws a bar on the standard error, or writes a line now and then where that is no terminal.
 * @param total what there is to do
 */
export function startProgress(total: number): Progress {
  const begun = performance.now();
  const { stderr } = process;
  let said = begun;
  const seconds = (): number => (performance.now() - begun) / 1000;
  const text = (done: number): string => {
    const perSecond = done / seconds();
    return `${Math.floor((done / total) * 100)} %, ${number(done)} of ${number(total)}, ${number(Math.round(perSecond))}/s, ${Math.ceil((total - done) / perSecond)} s left`;
  };
  return {
    update: (done) => {
      if (stderr.isTTY) {
        const full = Math.floor((done / total) * WIDTH);
        stderr.write(`\r${styleText('green', '█'.repeat(full))}${'░'.repeat(WIDTH - full)} ${text(done)}\x1b[K`);
      } else if (performance.now() - said >= LINE_EVERY) {
        said = performance.now();
        stderr.write(`padron: ${text(done)}\n`);
      }
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\r\x1b[K');
      return seconds();
    },
  };
}
