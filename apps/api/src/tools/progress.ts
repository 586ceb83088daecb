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

/** Where it is shown: the standard error. */
export type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/**
 * Draws a bar on the standard error, always in the same line, or writes a line now and then where that is no terminal.
 * @param total what there is to do
 */
export function startProgress(total: number, screen: Screen = process.stderr): Progress {
  const begun = performance.now();
  let said = begun;
  const seconds = (): number => (performance.now() - begun) / 1000;
  const text = (done: number): string => {
    const perSecond = done / seconds();
    return `${Math.floor((done / total) * 100)} %, ${number(done)} of ${number(total)}, ${number(Math.round(perSecond))}/s, ${Math.ceil((total - done) / perSecond)} s left`;
  };
  return {
    update: (done) => {
      if (done === 0) return;
      if (screen.isTTY) {
        screen.write(`\r${bar(done / total, text(done), screen.columns)}\x1b[K`);
      } else if (performance.now() - said >= LINE_EVERY) {
        said = performance.now();
        screen.write(`padron: ${text(done)}\n`);
      }
    },
    end: () => {
      if (screen.isTTY) screen.write('\r\x1b[K');
      return seconds();
    },
  };
}

/** The bar has what the text leaves of a line: what wraps could not be drawn over. Some terminals do not know how wide they are. */
function bar(share: number, text: string, columns: number): string {
  const room = (columns > 0 ? columns : 80) - 1;
  const width = Math.min(WIDTH, room - text.length - 1);
  if (width < 1) return text.slice(0, room);
  const full = Math.floor(share * width);
  return `${styleText('green', '█'.repeat(full))}${'░'.repeat(width - full)} ${text}`;
}
