import { type AddressInfo } from 'node:net';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '@app/common';
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

/**
 * Starts the same application that production runs.
 * @param env environment variables
 * @param logger gets what the service logs
 * @param through gives the URL by which the service reaches the database, when it is another than the tests' own
 */
export async function startTestService(
  env: Record<string, string> = {},
  through = (url: string): Promise<string> => Promise.resolve(url),
  logger: Logger = pino({ level: 'silent' }),
): Promise<TestService> {
  const database = await createTestDatabase();
  const databaseUrl = await through(database.url);
  const drain = new Drain();
  const settings = loadSettings(env);
  const app = await createApp({ settings, databaseUrl, logger, drain });
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
