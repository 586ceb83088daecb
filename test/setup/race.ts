import { type Answer, outcome } from './http';

/**
 * Starts requests together, in this order in even rounds and the other way round in odd ones, so that each may be first.
 * @returns their outcomes, in the order of `starts`
 */
export async function race(round: number, starts: readonly (() => Promise<Answer>)[]): Promise<string[]> {
  const order = starts.map((_, index) => index);
  if (round % 2 === 1) order.reverse();
  const answers = await Promise.all(order.map((index) => (starts[index] as () => Promise<Answer>)()));
  const outcomes = order.map((index, place): [number, string] => [index, outcome(answers[place] as Answer)]);
  return outcomes.sort(([a], [b]) => a - b).map(([, text]) => text);
}

/** Numbers of rounds: as many as asked for, and up to ten times as many until enough has been seen. */
export function* rounds(count: number, isEnough: () => boolean): Generator<number> {
  for (let round = 0; round < count || (!isEnough() && round < 10 * count); round++) yield round;
}

/** Which combinations of outcomes came. */
export class Combinations {
  private readonly texts = new Set<string>();

  add(outcomes: readonly string[]): string {
    const combination = outcomes.join(', ');
    this.texts.add(combination);
    return combination;
  }

  get seen(): string[] {
    return [...this.texts].sort();
  }
}
