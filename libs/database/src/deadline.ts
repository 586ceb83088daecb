/** The time-outs of the store, in milliseconds: parts of a request's deadline, each below the next. */
export interface Timeouts {
  /** Wait of a request for its turn. */
  readonly turn: number;
  /** Wait for a connection, free in the pool or new. */
  readonly connection: number;
  /** PostgreSQL's for a lock. */
  readonly lock: number;
  /** PostgreSQL's for a statement. */
  readonly statement: number;
  /** For a statement, seen from here: the only one that bounds a frozen server. */
  readonly client: number;
  /** For everything that one request does in the store: what waiting for its turn may have left. */
  readonly work: number;
}

/** The time-outs for a deadline in milliseconds (contract §6, REQUEST_TIMEOUT_MS). */
export function timeoutsFor(request: number): Timeouts {
  const turn = Math.min(500, Math.floor(request / 6));
  return {
    turn,
    // Opening one takes some time on any machine.
    connection: Math.min(500, Math.max(150, Math.floor(request / 6))),
    lock: Math.floor(request / 3),
    statement: Math.floor((request * 2) / 3),
    client: Math.floor((request * 5) / 6),
    work: request - turn,
  };
}

/** The moment when a request must have been answered. */
export class Deadline {
  private readonly end: number;

  /** @param milliseconds from now */
  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  /** Milliseconds that are left; none or less when it has passed. */
  left(): number {
    return this.end - performance.now();
  }
}
