import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { NAME, pathsOf } from './cluster';
import { connect, urlOf } from './connection';
import { EmbeddedPostgresError, WAY_OUT } from './error';
import { isPostmaster, readPidFile } from './postmaster';

/**
 * Finds the running embedded server for a command-line tool, which uses it without owning it. Waits up to 30 s for one
 * that is just starting.
 *
 * @param dataDir DATA_DIR
 * @returns its URL
 * @throws EmbeddedPostgresError when none runs
 */
export async function attachEmbeddedPostgres(dataDir: string): Promise<string> {
  const none = new EmbeddedPostgresError(
    `no embedded PostgreSQL runs on ${dataDir}: start the service first, or ${WAY_OUT}`,
  );
  const paths = await pathsOf(dataDir).catch(() => Promise.reject(none));
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(100)) {
    const running = readPidFile(paths.cluster);
    if (!running || !isPostmaster(running.pid, paths.cluster)) throw none;
    const password = await readFile(paths.password, 'utf8').catch((error: Error) => {
      throw new EmbeddedPostgresError(`the password of the embedded PostgreSQL cannot be read: ${error.message}`);
    });
    const session = await connect(paths, running.port, password, NAME);
    if (session) {
      await session.client.end();
      return urlOf(running.port, password);
    }
  }
  throw new EmbeddedPostgresError(
    `the embedded PostgreSQL on ${dataDir} runs and takes no connections (see ${paths.log})`,
  );
}
