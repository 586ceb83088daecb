import { type Logger } from 'pino';
import { createLogger } from '../../apps/api/src/logger';

/** One line of the log. */
export interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly method?: string;
  readonly route?: string;
  readonly status: number;
  readonly ms: number;
  readonly org?: string;
  readonly request_id: string;
  readonly roles?: string[];
  readonly trace_id?: string;
  readonly error?: string;
  readonly cause?: { readonly name: string; readonly code?: string; readonly constraint?: string };
  readonly stack?: string[];
}

/** A log that a test can read. */
export interface TestLog {
  readonly logger: Logger;
  /** All that was written, at every level. */
  text(): string;
  lines(): LogLine[];
}

/** Makes the logger of production, with a destination in memory. */
export function testLog(): TestLog {
  let text = '';
  return {
    logger: createLogger('trace', { write: (line) => void (text += line) }),
    text: () => text,
    lines: () =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogLine),
  };
}
