import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate, startEmbeddedPostgres } from '@app/database';
import { Client } from 'pg';
import { findBinaries } from '../../libs/database/src/embedded/binaries';
import { makeDataDir } from '../../libs/database/src/embedded/cluster';
import { chooseIdentity } from '../../libs/database/src/embedded/identity';
import { launch } from '../../libs/database/src/embedded/postmaster';
import { processesOn } from './embedded';

/** A PostgreSQL that a test may do anything to; nobody starts it again but the test. */
export interface OwnPostgres {
  /** Of the migrated database, with the organization telco. */
  readonly url: string;
  readonly dataDir: string;
  /** Starts the server; resolves when it takes connections. */
  start(): Promise<void>;
  /** SIGINT: ends all sessions. SIGKILL: as a crash. Resolves when it is gone. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
  /** Stops every process of the server, and lets them go on. */
  freeze(): void;
  thaw(): void;
  /** Runs SQL in a session of its own. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** Makes a cluster of its own with the service's schema, and starts it. */
export async function startOwnPostgres(dataDir: string, settings: Record<string, string> = {}): Promise<OwnPostgres> {
  const binaries = process.env['TEST_POSTGRES_BINARIES'];
  const made = await startEmbeddedPostgres({ dataDir, binaries, settings });
  const { url } = made;
  await migrate(url, { orgs: ['telco'] });
  await made.stop();

  const { paths } = await makeDataDir(dataDir);
  const { uid, gid } = await stat(paths.cluster);
  const { identity } = await chooseIdentity(await findBinaries(binaries), paths.dir, { uid, gid });
  const port = Number(new URL(url).port);
  let child: ChildProcess | undefined;
  const signalAll = (signal: NodeJS.Signals): void => {
    for (const pid of processesOn(paths.cluster)) process.kill(pid, signal);
  };

  const server: OwnPostgres = {
    url,
    dataDir,
    start: async () => {
      // A crashed server's children hold its shared memory for a moment: then the new one gives up.
      for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(20)) {
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
          ({ child } = await launch(identity, paths, port, settings));
        }
        const isUp = await server.query('SELECT').then(
          () => true,
          () => false,
        );
        if (isUp) return;
      }
      throw new Error('the server did not start within 20 s');
    },
    end: async (signal) => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    query: async <Row>(text: string, values?: unknown[]) => {
      const client = new Client({ connectionString: url, application_name: 'test', connectionTimeoutMillis: 3000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
  await server.start();
  return server;
}
