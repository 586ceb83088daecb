import { setTimeout as delay } from 'node:timers/promises';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loggableError } from '@app/database';
import { type Logger } from 'pino';
import { Sealer } from './audit/sealer';
import { ExpiredKeys } from './idempotency/expired-keys';

/** Pause between two runs of the sealer: committed entries are sealed within a second. */
const SEAL_MS = 500;
const EXPIRY_MS = 60_000;

/** Work that goes on beside the requests. */
export interface BackgroundWork {
  /** Ends it; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Begins what goes on beside the requests of an application; it ends when the requests have, with a last seal over them. */
export function startBackgroundWork(app: NestFastifyApplication, logger: Logger): void {
  const sealer = app.get(Sealer);
  const expired = app.get(ExpiredKeys);
  const failed = (task: string) => (error: unknown) => logger.warn({ task, cause: loggableError(error) });
  const works = [
    repeat(SEAL_MS, () => sealer.seal(), failed('seal')),
    repeat(EXPIRY_MS, () => expired.remove(), failed('expire keys')),
  ];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onClose', async () => {
      await Promise.all(works.map((work) => work.stop()));
      await sealer.seal().catch(failed('seal'));
    });
}

/**
 * Does something again and again, with a pause in between, until it is stopped.
 * @param failed is told of the first error after a success: a database that is away need not be told of twice a second
 */
export function repeat(pause: number, work: () => Promise<void>, failed: (error: unknown) => void): BackgroundWork {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (let isFailing = false; !stopping.signal.aborted;) {
      try {
        await work();
        isFailing = false;
      } catch (error) {
        if (!isFailing) failed(error);
        isFailing = true;
      }
      await delay(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
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
