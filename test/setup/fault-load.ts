import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { digitalCustomer, publishedCustomer } from '../factories';
import { type Answer, send } from './http';

/** One answer under a fault. */
export interface Observed {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly at: number;
  readonly ms: number;
}

/** Clients that create. */
export interface FaultLoad {
  readonly answers: readonly Observed[];
  /** Ids that the service said it had created. */
  readonly acknowledged: readonly string[];
  /** Answers with a status since a moment. */
  count(isWanted: (status: number) => boolean, since?: number): number;
  stop(): Promise<void>;
}

const CUSTOMERS = '/v4/orgs/telco/customers';
/** A client that was refused waits a little, as Retry-After asks of it. */
const PAUSE_MS = 20;

/** Starts `clients` clients on a service. */
export function startLoad(url: string, clients: number): FaultLoad {
  const answers: Observed[] = [];
  const acknowledged: string[] = [];
  let isOver = false;

  const client = async (_: unknown, index: number): Promise<void> => {
    while (!isOver) {
      const at = performance.now();
      const body = index % 2 === 0 ? publishedCustomer() : digitalCustomer();
      const answer: Answer = await send(url, 'POST', CUSTOMERS, { roles: 'API_KEY', body });
      const { status, headers } = answer;
      answers.push({ status, retryAfter: headers['retry-after'], at, ms: performance.now() - at });
      if (status === 201) acknowledged.push(answer.json<{ id: string }>().id);
      else await delay(PAUSE_MS);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return {
    answers,
    acknowledged,
    count: (isWanted, since = 0) => answers.filter(({ status, at }) => at >= since && isWanted(status)).length,
    stop: async () => {
      isOver = true;
      await all;
    },
  };
}

/**
 * Asks a service whether it lives, again and again, until the function that it gives is called.
 * @returns a function that gives how long each answer took, in milliseconds
 */
export function watchLiveness(url: string): () => Promise<number[]> {
  const worker = new Worker(join(__dirname, 'live-probe.js'), { workerData: { url } });
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  return async () => {
    worker.postMessage('end');
    const [milliseconds] = (await Promise.race([once(worker, 'message'), failed])) as [number[]];
    return milliseconds;
  };
}

/** The value that a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
