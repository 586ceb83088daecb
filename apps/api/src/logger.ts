import { type DestinationStream, type Logger, pino } from 'pino';

/** Characters that are collected before they are written, and how long they may wait, in milliseconds. */
const BUFFER = 12 * 1024;
const FLUSH_MS = 250;
/** Bytes that are kept for a reader who is behind; lines beyond are lost, rather than requests. */
const MAX_BACKLOG = 8 * 1024 * 1024;

/** The log of the process, and the way to get its last lines out. */
export interface ProcessLog {
  readonly logger: Logger;
  /** Writes what is left; what is being written already, libuv ends before the process does. */
  flush(): void;
}

/** A log of JSON lines on standard output, which never makes a request wait for its reader. */
export function processLog(level: string): ProcessLog {
  let isEnding = false;
  const retryEAGAIN = (): boolean => !isEnding;
  const destination = pino.destination({
    dest: 1,
    sync: false,
    maxLength: MAX_BACKLOG,
    retryEAGAIN,
  });
  const flushSync = destination.flushSync.bind(destination);
  // pino flushes by itself when the process exits, and would wait for ever for a reader who does not read.
  destination.flushSync = () => {
    isEnding = true;
    try {
      flushSync();
    } catch {
      // It was never opened, or its reader has gone, or does not read.
    }
  };
  // Whoever read our output may have gone; that is no reason to go, too.
  destination.on('error', () => undefined);
  const lines = new Lines(destination);
  setInterval(() => lines.hand(), FLUSH_MS).unref();
  return {
    logger: createLogger(level, lines),
    flush: () => {
      lines.hand();
      destination.flushSync();
    },
  };
}

/** Collects lines: pino's destination measures all that it holds whenever it gets one more (measured: 4 µs for each line). */
class Lines implements DestinationStream {
  private text = '';

  constructor(private readonly destination: DestinationStream) {}

  write(line: string): void {
    this.text += line;
    if (this.text.length >= BUFFER) this.hand();
  }

  /** Hands on what there is. */
  hand(): void {
    if (this.text !== '') this.destination.write(this.text);
    this.text = '';
  }
}

/** A logger of lines with a word for the level and an instant in ISO 8601. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  const formatters = { level: (label: string): object => ({ level: label }) };
  return pino({ level, base: undefined, formatters, timestamp: timeMember() }, destination);
}

/** Makes the member that pino begins a line with; many lines are of the same millisecond. */
function timeMember(): () => string {
  let [at, member] = [0, ''];
  return () => {
    const now = Date.now();
    if (now !== at) [at, member] = [now, `,"time":"${new Date(now).toISOString()}"`];
    return member;
  };
}

/** Standard output for a process that ends: a reader who does not read is not waited for. */
export function lastDestination(): DestinationStream {
  return pino.destination({ dest: 1, sync: true, retryEAGAIN: () => false });
}
