import { createTestDatabase, type TestDatabase } from './database';
import { type Answer, type CallOptions, outcome, send } from './http';
import { Patience } from './patience';
import { endProcesses, startProcess } from './process';

/** Several processes of the built service on one database. */
export interface Cluster {
  readonly database: TestDatabase;
  /** Sends a request to the process whose turn it is, and to the next when that is too busy; as API_KEY unless the options say otherwise. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  /** As `call`, once. */
  readonly callOnce: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

/** Starts `count` processes. */
export async function startCluster(count: number): Promise<Cluster> {
  const database = await createTestDatabase();
  const env = { DATABASE_URL: database.url };
  const services = await Promise.all(Array.from({ length: count }, () => startProcess(env)));
  let turn = 0;
  const patience = new Patience();
  const callOnce: Cluster['call'] = (method, path, options) =>
    send(services[turn++ % count]?.url ?? '', method, path, { roles: 'API_KEY', ...options });
  return {
    database,
    callOnce,
    call: (method, path, options) => patience.call(() => callOnce(method, path, options)),
    stop: async () => {
      await Promise.all(services.map((service) => service.end('SIGKILL')));
      endProcesses();
      await database.close();
      patience.check();
    },
  };
}

/** How often each outcome came. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[outcome(answer)] = (counts[outcome(answer)] ?? 0) + 1;
  return counts;
}
