import { setTimeout as delay } from 'node:timers/promises';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger } from 'pino';
import { Sealer } from './audit/sealer';
import { failureOf } from './failure';
import { DueData } from './blocked-data/due-data';
import { ExpiredKeys } from './idempotency/expired-keys';

const MINUTE = 60_000;

/** Work that goes on beside the requests. */
interface BackgroundWork {
  /** Ends it; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/**
 * Begins what goes on beside the requests of an application; it ends when the requests have, with a last seal over them.
 * @param stopping tells that the process ends, and maybe its database with it: what fails from then on is no news
 */
export function startBackgroundWork(app: NestFastifyApplication, logger: Logger, stopping: AbortSignal): void {
  const sealer = app.get(Sealer);
  const expired = app.get(ExpiredKeys);
  const due = app.get(DueData);
  const tell = (task: string, error: unknown): void => logger.warn({ task, ...failureOf(error) });
  const failed = (task: string) => (error: unknown) => {
    if (!stopping.aborted) tell(task, error);
  };
  // Where the log is kept, these show that the chain in the database was cut or made anew.
  const tellHeads = (): void => sealer.takeHeads().forEach((head) => logger.info({ task: 'seal', ...head }));
  const begin = (): BackgroundWork[] => [
    // Entries are sealed within a second. The pause varies, or all processes would hash the same at the same moment.
    repeat(
      () => 250 + Math.random() * 500,
      () => sealer.seal(),
      failed('seal'),
    ),
    repeat(
      () => MINUTE,
      () => expired.remove(),
      failed('expire keys'),
    ),
    repeat(
      () => MINUTE,
      async () => (await due.destroy()).forEach((destroyed) => logger.info({ task: 'purge', ...destroyed })),
      failed('purge'),
    ),
  ];
  const instance = app.getHttpAdapter().getInstance();
  let works: BackgroundWork[] = [];
  const telling = setInterval(tellHeads, MINUTE).unref();
  // Not before: a start that fails ends the database below it.
  instance.addHook('onListen', (done) => {
    works = begin();
    done();
  });
  instance.addHook('onClose', async () => {
    clearInterval(telling);
    await Promise.all(works.map((work) => work.stop()));
    await sealer.seal().catch((error: unknown) => tell('seal', error));
    tellHeads();
  });
}

/**
 * Does something again and again until it is stopped.
 * @param pause milliseconds in between
 * @param failed is told of the first error after a success, and then once a minute
 */
function repeat(pause: () => number, work: () => Promise<void>, failed: (error: unknown) => void): BackgroundWork {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (let silentUntil = 0; !stopping.signal.aborted;) {
      try {
        await work();
        silentUntil = 0;
      } catch (error) {
        if (performance.now() >= silentUntil) {
          failed(error);
          silentUntil = performance.now() + MINUTE;
        }
      }
      await delay(pause(), undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  const done = loop();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
