/** What is drawn for one row; the same row draws the same again. */
export interface Draws {
  /** A whole number from 0, all alike. */
  below(count: number): number;
  /** One of a list, all alike. */
  one<T>(list: readonly T[]): T;
  /** One of a list that begins with the frequent ones. */
  common<T>(list: readonly T[]): T;
  /** Whether something comes about that has this chance, from 0 to 1. */
  chance(share: number): boolean;
}

/** Begins what is drawn for a row: mulberry32, with the number of the row for its seed. */
export function drawsFor(row: number): Draws {
  // Spread, or neighbours would draw from neighbouring seeds.
  let state = Math.imul(row + 1, 0x9e3779b1);
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(draw() * count);
  return {
    below,
    one: (list) => list[below(list.length)] as (typeof list)[number],
    common: (list) => list[Math.floor(draw() ** 2 * list.length)] as (typeof list)[number],
    chance: (share) => draw() < share,
  };
}
