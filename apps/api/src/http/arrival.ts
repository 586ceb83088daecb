import { type IncomingMessage } from 'node:http';

/** Marks a request with the moment when its head was there. */
const ARRIVED = Symbol('arrived');

type Arrived = IncomingMessage & { [ARRIVED]?: number };

/** Notes that a request is there. */
export function markArrival(request: Arrived): void {
  request[ARRIVED] = performance.now();
}

/** How long ago the head of a request was there, in milliseconds. */
export function sinceArrival(request: Arrived): number {
  return performance.now() - (request[ARRIVED] ?? performance.now());
}
