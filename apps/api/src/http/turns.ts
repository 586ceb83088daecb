import { type Load } from './load';

/**
 * Refusals in one turn for each request that may begin in it. A refusal costs a part of what it saves, so it must not come
 * first: clients who wait for theirs send nothing else meanwhile. Those who have waited too long for it go before.
 */
const REFUSALS = 0.5;
const OVERDUE_REFUSALS = 4;

/** How many are admitted. */
export interface TurnLimits {
  /** Requests that begin in one turn of the event loop. */
  readonly perTurn: number;
  /** How long a request may wait before it begins, in milliseconds; then it is refused. */
  readonly wait: number;
}

/** Something that waits for its turn. */
export interface Waiting {
  readonly begin: () => void;
  readonly refuse: () => void;
  /** Whether nobody waits for it any more; then it is skipped. */
  readonly isGone: () => boolean;
  readonly skip: () => void;
}

/**
 * First come, first served, some in each turn of the event loop. Node hands over all that has arrived in one turn, and the answers
 * of the database come in the next: a thousand requests at once would leave the few connections of the pool idle for as long as
 * those take (measured: with 1,000 clients at three times the capacity, 6 % of it was left).
 */
export class Turns {
  private readonly waiting = new Queue();
  private readonly refused = new Queue();
  private begun = 0;
  private isScheduled = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly load: Load,
    private readonly limits: TurnLimits,
  ) {
    load.onEase = () => {
      if (this.waiting.length > 0) this.schedule();
    };
  }

  /** Begins at once when it may, or waits. */
  enter(entry: Waiting): void {
    this.schedule();
    if (this.begun >= this.limits.perTurn || this.waiting.length > 0 || this.load.isTooHigh()) {
      this.waiting.add(entry);
    } else {
      this.begun++;
      entry.begin();
    }
  }

  private schedule(): void {
    if (!this.isScheduled) setImmediate(this.turn);
    this.isScheduled = true;
  }

  private readonly turn = (): void => {
    const { load, limits, waiting, refused } = this;
    this.isScheduled = false;
    while (waiting.age() > limits.wait) waiting.take(1, (entry) => refused.add(entry));
    this.begun = waiting.take(load.isTooHigh() ? 0 : limits.perTurn, (entry) => entry.begin());
    const refusals = refused.age() > limits.wait ? OVERDUE_REFUSALS : REFUSALS;
    refused.take(Math.ceil(refusals * limits.perTurn), (entry) => entry.refuse());
    load.waiting = waiting.length + refused.length;
    if (this.begun > 0 || refused.length > 0) this.schedule();
    // Nothing may begin until something ends, or it has waited too long.
    else if (waiting.length > 0) this.timer ??= setTimeout(this.lookAgain, limits.wait / 2);
  };

  private readonly lookAgain = (): void => {
    this.timer = undefined;
    this.schedule();
  };
}

/** First in, first out; taking one costs the same however many wait. */
class Queue {
  private entries: { readonly entry: Waiting; readonly since: number }[] = [];
  private taken = 0;

  get length(): number {
    return this.entries.length - this.taken;
  }

  /** How long the first has waited, in milliseconds. */
  age(): number {
    const first = this.entries[this.taken];
    return first === undefined ? 0 : performance.now() - first.since;
  }

  add(entry: Waiting): void {
    this.entries.push({ entry, since: performance.now() });
  }

  /** Hands over so many, or all; those for whom nobody waits are skipped. @returns how many it handed over */
  take(count: number, to: (entry: Waiting) => void): number {
    let handed = 0;
    while (handed < count) {
      const next = this.entries[this.taken];
      if (next === undefined) break;
      this.taken++;
      if (next.entry.isGone()) {
        next.entry.skip();
      } else {
        handed++;
        to(next.entry);
      }
    }
    if (this.length === 0) [this.entries, this.taken] = [[], 0];
    return handed;
  }
}
