import { loggableError } from '@app/database';
import { createLogger, lastDestination } from './logger';
import { stackFrames } from './stack-frames';

/** Takes an error that nobody has caught, and where it came up. */
export type LastWords = (error: unknown, origin: string) => void;

/**
 * Takes exceptions and rejections that nobody catches. The first is told in one log line of chosen fields, at every
 * LOG_LEVEL; Node would print errors whole, and their messages, details and causes carry values (GDPR art. 5(1)(c)).
 * Those that follow are told no more: they come of the first, or of the stop.
 *
 * @param end brings the process to its end; it is called for each error
 * @returns the same for an error that the caller itself has no use for
 */
export function takeLastWords(end: () => void): LastWords {
  let isFirst = true;
  const take: LastWords = (error, origin) => {
    if (isFirst) {
      isFirst = false;
      tell(error, origin);
    }
    end();
  };
  for (const origin of ['uncaughtException', 'unhandledRejection']) {
    process.on(origin, (error: unknown) => take(error, origin));
  }
  return take;
}

function tell(error: unknown, origin: string): void {
  try {
    createLogger('fatal', lastDestination()).fatal({
      origin,
      error: loggableError(error),
      stack: stackFrames(error),
    });
  } catch {
    // An error whose members cannot be read, or a log that is gone: the process ends all the same.
  }
}
