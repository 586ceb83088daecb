import { withCheckCharacter } from '@app/domain';

/** Rows that have documents of their own: as many as the smallest of the spaces below has numbers. */
export const MOST_ROWS = 30_000_000;

/** The kinds of company that there are most of, and of public bodies, whose check character is a letter. */
const CIF_KINDS = 'ABEGHJUPQS';

/** 8 digits and a letter. @param row from 0 to below {@link MOST_ROWS}; two rows never have the same number */
export function nifOf(row: number): string {
  return withCheckCharacter('NIF', digits(scattered(row, 100_000_000, 61_803_399), 8));
}

/** X, Y or Z, 7 digits and a letter. */
export function nieOf(row: number): string {
  const number = scattered(row, 30_000_000, 18_541_019);
  return withCheckCharacter('NIE', 'XYZ'.charAt(number % 3) + digits(Math.floor(number / 3), 7));
}

/** Three letters and 6 digits, as Spain's. */
export function passportOf(row: number): string {
  const number = scattered(row, 26 ** 3 * 1_000_000, 399_181);
  const letters = Math.floor(number / 1_000_000);
  const letter = (place: number): string => String.fromCharCode(65 + (Math.floor(letters / 26 ** place) % 26));
  return letter(2) + letter(1) + letter(0) + digits(number % 1_000_000, 6);
}

/** A kind of company, 7 digits and a check character. */
export function cifOf(row: number): string {
  const number = scattered(row, 100_000_000, 38_196_601);
  return withCheckCharacter('CIF', CIF_KINDS.charAt(number % 10) + digits(Math.floor(number / 10), 7));
}

/**
 * A permutation of the whole numbers below `size`, which scatters neighbours. `step` has no divisor with `size` in common, and the
 * product stays exact: below 2^53.
 */
function scattered(row: number, size: number, step: number): number {
  return (row * step + step) % size;
}

function digits(number: number, count: number): string {
  return String(number).padStart(count, '0');
}
