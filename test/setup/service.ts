import { type AddressInfo } from 'node:net';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock, loadSettings } from '@app/common';
import { Database } from '@app/database';
import { type Logger, pino } from 'pino';
import { createApp } from '../../apps/api/src/app';
import { Drain } from '../../apps/api/src/http/drain';
import { createTestDatabase, type TestDatabase } from './database';
import { type Answer, type CallOptions, send } from './http';

/** The service in this process, on a database of its own and a free port. */
export interface TestService {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly drain: Drain;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  stop(): Promise<void>;
}

/** What a test may put around the service. */
interface Surroundings {
  /** Gives the URL by which the service reaches the database, when it is another than the tests' own. */
  readonly through?: (url: string) => Promise<string>;
  /** Gets what the service logs. */
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/**
 * Starts the same application that production runs.
 * @param env environment variables
 */
export async function startTestService(
  env: Record<string, string> = {},
  { through, logger = pino({ level: 'silent' }), clock = new Clock() }: Surroundings = {},
): Promise<TestService> {
  const database = await createTestDatabase();
  const databaseUrl = (await through?.(database.serviceUrl)) ?? database.serviceUrl;
  const drain = new Drain();
  const settings = loadSettings(env);
  const app = await createApp({ settings, databaseUrl, logger, drain, clock });
  await app.get(Database).warm();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    app,
    database,
    drain,
    call: (method, path, options) => send(url, method, path, { roles: 'API_KEY', ...options }),
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
}
