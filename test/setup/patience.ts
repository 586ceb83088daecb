import { type Answer, outcome } from './http';

/** Answers to a request that has waited too long for its turn or for a connection, which is before anything was done. */
const TOO_BUSY = new Set(['503 MCUS.503.001', '503 MCUS.503.002']);
const TRIES = 5;
/** Part of the requests that may be so answered. */
const MOST = 0.05;

/**
 * What a client does whose request is refused because the service is too busy: it sends the request again. A machine that stands
 * still for a moment has such an answer for whoever waits, and what a test looks for is another thing.
 */
export class Patience {
  private requests = 0;
  private refusals = 0;

  /** @param send sends the request; may be called several times */
  async call(send: () => Promise<Answer>): Promise<Answer> {
    this.requests++;
    let answer = await send();
    for (let tries = 1; tries < TRIES && TOO_BUSY.has(outcome(answer)); tries++) {
      this.refusals++;
      answer = await send();
    }
    return answer;
  }

  /** @throws Error when more requests were refused than a machine is to blame for */
  check(): void {
    const { requests, refusals } = this;
    if (refusals > requests * MOST) throw new Error(`${refusals} answers to ${requests} requests were 503`);
  }
}
