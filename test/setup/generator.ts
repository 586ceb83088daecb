import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { publishedCustomer } from '../factories';

/** One request, as it goes over the wire. */
export type NextRequest = () => string;

/** The status of a request whose connection was closed before its answer. */
export const DROPPED = 0;

/** One answer to a generated request. */
export interface Sample {
  readonly status: number;
  /** From the sending of the request to the end of its answer, in milliseconds. */
  readonly ms: number;
  readonly retryAfter: boolean;
  readonly body: string;
}

/** A connection that has one request under way at a time. */
class Lane {
  private received = '';
  private sent = 0;

  constructor(
    private readonly socket: Socket,
    private readonly done: (lane: Lane, sample: Sample) => void,
  ) {
    socket.setNoDelay(true).on('data', (chunk: Buffer) => this.take(chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () =>
      this.done(this, { status: DROPPED, ms: performance.now() - this.sent, retryAfter: false, body: '' }),
    );
  }

  send(request: string): void {
    this.sent = performance.now();
    this.socket.write(request);
  }

  end(): void {
    this.socket.removeAllListeners('close').destroy();
  }

  private take(text: string): void {
    this.received += text;
    const head = this.received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(this.received.slice(0, head + 2)) ?? [];
    if (this.received.length < head + 4 + Number(length)) return;
    const status = Number(this.received.slice(9, 12));
    const retryAfter = /\r\nretry-after: \d+\r\n/i.test(this.received.slice(0, head + 2));
    const body = this.received.slice(head + 4);
    this.received = '';
    this.done(this, { status, ms: performance.now() - this.sent, retryAfter, body });
  }
}

/** How a load is made. */
interface LoadOptions {
  /** Where the service listens. */
  readonly url: string;
  readonly connections: number;
  /** Whether no more requests are to be sent. */
  readonly isOver: () => boolean;
  readonly next: NextRequest;
}

/**
 * Sends on every connection as soon as its last answer is there, and a moment later when it was refused.
 * @param seen is told of each answer
 * @returns all answers
 */
export function closedLoop(options: LoadOptions, seen: (sample: Sample) => void = () => undefined): Promise<Sample[]> {
  return generate(options, (lanes, send) => {
    const next = (lane: Lane): void => {
      if (!options.isOver()) send(lane);
    };
    lanes.forEach(next);
    return (lane, sample) => {
      seen(sample);
      if (sample.status < 500) next(lane);
      else setTimeout(() => next(lane), PAUSE_MS);
    };
  });
}

/** Sends `rate` requests a second, however long the answers take; what is due waits for a free connection. @returns all answers */
export function openLoop(options: LoadOptions & { readonly rate: number }): Promise<Sample[]> {
  return generate(options, (lanes, send) => {
    const idle = [...lanes];
    const begun = performance.now();
    let sent = 0;
    const pump = (): void => {
      if (options.isOver()) return;
      const due = Math.floor(((performance.now() - begun) / 1000) * options.rate);
      for (; sent < due; sent++) {
        const lane = idle.pop();
        if (lane === undefined) break;
        send(lane);
      }
      setTimeout(pump, 1);
    };
    pump();
    return (lane) => void idle.push(lane);
  });
}

/** A refused client waits a little, as Retry-After asks of it. */
const PAUSE_MS = 20;

type Send = (lane: Lane) => void;
type Freed = (lane: Lane, sample: Sample) => void;

async function generate(
  { url, connections, isOver, next }: LoadOptions,
  run: (lanes: readonly Lane[], send: Send) => Freed,
): Promise<Sample[]> {
  const { hostname, port } = new URL(url);
  const samples: Sample[] = [];
  let underWay = 0;
  let freed: Freed = () => undefined;
  const lanes = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      return new Lane(socket, (lane, sample) => {
        samples.push(sample);
        underWay--;
        freed(lane, sample);
      });
    }),
  );
  freed = run(lanes, (lane) => {
    underWay++;
    lane.send(next());
  });
  while (!isOver() || underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const lane of lanes) lane.end();
  return samples;
}

/** The create of a customer with a document of its own, as API_KEY, over the wire. */
export function createRequest(): string {
  const body = JSON.stringify(publishedCustomer());
  const head = [
    'POST /v4/orgs/telco/customers HTTP/1.1',
    'Host: x',
    'x-auth-roles: API_KEY',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

/** A clock for `isOver` that runs out some seconds after it was first looked at. */
export function after(seconds: number): () => boolean {
  let end: number | undefined;
  return () => performance.now() >= (end ??= performance.now() + seconds * 1000);
}
