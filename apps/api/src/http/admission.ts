import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FastifyInstance } from 'fastify';
import { type Load } from './load';
import { takeTurn } from './pipelining';
import { refuseLoad, type RefusalContext } from './refuse-load';

/**
 * Refusals in one turn for each request that may begin in it. A refusal costs a part of what it saves, so it must not come
 * first: clients who wait for theirs send nothing else meanwhile. Those who have waited too long for it go before.
 */
const REFUSALS = 0.5;
const OVERDUE_REFUSALS = 4;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** How many operations are admitted. */
export interface AdmissionLimits {
  /** Requests that begin in one turn of the event loop. */
  readonly perTurn: number;
  /** How long a request may wait before it begins, in milliseconds; then it is refused. */
  readonly wait: number;
}

/**
 * Lets operations begin in turns, first come, first served, as the load allows it, and refuses what has waited too long. Node
 * hands over all that has arrived in one turn of its loop, and the answers of the database come in the next: a thousand requests
 * at once would leave the few connections of the pool idle for as long as those take (measured: with 1,000 clients at three
 * times the capacity, 6 % of it was left). Whoever watches the service does not wait.
 */
export function admitInTurns(
  instance: FastifyInstance,
  load: Load,
  limits: AdmissionLimits,
  context: RefusalContext,
): void {
  const { server } = instance;
  const [handle] = server.listeners('request') as Listener[];
  if (handle === undefined) throw new Error('the server has no listener yet');
  const begin: Listener = (request, response) => handle.call(server, request, response);
  const refuse: Listener = (request, response) => refuseLoad(request, response, context);
  const waiting = new Queue();
  const refused = new Queue();
  let begun = 0;
  let isScheduled = false;
  let timer: NodeJS.Timeout | undefined;

  const schedule = (): void => {
    if (!isScheduled) setImmediate(turn);
    isScheduled = true;
  };
  const turn = (): void => {
    isScheduled = false;
    while (waiting.age() > limits.wait) waiting.take(1, (request, response) => refused.add(request, response));
    begun = waiting.take(load.isTooHigh() ? 0 : limits.perTurn, begin);
    const refusals = refused.age() > limits.wait ? OVERDUE_REFUSALS : REFUSALS;
    refused.take(Math.ceil(refusals * limits.perTurn), refuse);
    load.waiting = waiting.length + refused.length;
    if (begun > 0 || refused.length > 0) schedule();
    // Nothing may begin until something ends, or it has waited too long.
    else if (waiting.length > 0) timer ??= setTimeout(lookAgain, limits.wait / 2);
  };
  const lookAgain = (): void => {
    timer = undefined;
    schedule();
  };
  load.onEase = () => {
    if (waiting.length > 0) schedule();
  };
  const enter: Listener = (request, response) => {
    if (request.url?.startsWith('/v4/') !== true) return begin(request, response);
    schedule();
    if (begun >= limits.perTurn || waiting.length > 0 || load.isTooHigh()) return waiting.add(request, response);
    begun++;
    begin(request, response);
  };
  server.removeAllListeners('request');
  server.on('request', (request, response) => takeTurn(request, response, () => enter(request, response)));
}

interface Entry {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly since: number;
}

/** Requests, first in, first out; taking one costs the same however many wait. */
class Queue {
  private entries: Entry[] = [];
  private taken = 0;

  get length(): number {
    return this.entries.length - this.taken;
  }

  /** How long the first has waited, in milliseconds. */
  age(): number {
    const first = this.entries[this.taken];
    return first === undefined ? 0 : performance.now() - first.since;
  }

  add(request: IncomingMessage, response: ServerResponse): void {
    this.entries.push({ request, response, since: performance.now() });
  }

  /** Hands over so many, or all. @returns how many */
  take(count: number, to: Listener): number {
    const end = Math.min(this.taken + count, this.entries.length);
    const from = this.taken;
    for (; this.taken < end; this.taken++) {
      const { request, response } = this.entries[this.taken] as Entry;
      to(request, response);
    }
    if (this.length === 0) [this.entries, this.taken] = [[], 0];
    return end - from;
  }
}
