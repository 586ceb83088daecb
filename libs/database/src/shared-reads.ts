import { DomainError } from '@app/common';
import { type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { type Deadline } from './deadline';
import { type Call, prepareValues, send } from './pipeline';
import { translateConnectionError, translatePostgresError } from './postgres-errors';
import { type SessionOptions, staysUsable } from './session';
import { type Statement } from './statement';

/** Messages that are under way at once: one is made while PostgreSQL answers the other. */
const LANES = 2;
/** Reads of one message: none should wait long for those before it. */
const MOST = 16;
/** How long messages may take until those that wait no longer wait for them, in milliseconds. */
const PATIENCE_MS = 10;

/** A read, and who waits for it. */
interface Waiting extends Call {
  readonly deadline: Deadline;
  readonly resolve: (rows: QueryResultRow[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends reads that wait at the same moment in one message. Most of what a short read costs is that one process wakes another: under load
 * they do so once for many. Each has a snapshot of its own (READ COMMITTED), and so sees whatever was acknowledged before it was asked for.
 *
 * One that fails takes no other with it: those behind it are sent again. Messages that take long hold up nobody but the reads in them.
 */
export class SharedReads {
  private readonly waiting: Waiting[] = [];
  private lanes = 0;
  private finished = 0;
  private isScheduled = false;
  private relief: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly options: SessionOptions,
  ) {}

  /** @returns the rows @throws DomainError storeUnavailable or repositoryTimeout; what pg or PostgreSQL says otherwise */
  read(statement: Statement, values: readonly unknown[], deadline: Deadline): Promise<QueryResultRow[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ statement, values: prepareValues(values), deadline, resolve, reject });
      // Whoever else comes in this turn of the event loop goes along.
      if (!this.isScheduled) setImmediate(this.turn);
      this.isScheduled = true;
    });
  }

  private readonly turn = (): void => {
    this.isScheduled = false;
    this.fill(LANES);
  };

  private fill(lanes: number): void {
    while (this.lanes < lanes && this.waiting.length > 0) void this.run(this.waiting.splice(0, MOST));
    if (this.waiting.length > 0) this.relief ??= setTimeout(this.relieve, PATIENCE_MS, this.finished);
  }

  /** Opens another lane when none of them has finished. */
  private readonly relieve = (finished: number): void => {
    this.relief = undefined;
    const more = finished === this.finished ? Math.min(this.lanes + 1, this.pool.options.max) : LANES;
    this.fill(more);
  };

  private async run(reads: Waiting[]): Promise<void> {
    this.lanes++;
    const behind = await this.send(reads.filter((read) => this.isInTime(read)));
    this.lanes--;
    this.finished++;
    this.waiting.unshift(...behind);
    this.fill(LANES);
  }

  /** The message has the time of the one that has least: so nobody may be in it who has hardly any. */
  private isInTime({ deadline, reject }: Waiting): boolean {
    if (deadline.left() > this.options.timeouts.connection) return true;
    reject(new DomainError('repositoryTimeout'));
    return false;
  }

  /** @returns those that have to be sent again; never rejects */
  private async send(reads: readonly Waiting[]): Promise<readonly Waiting[]> {
    if (reads.length === 0) return [];
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      return rejectAll(reads, translateConnectionError(error));
    }
    const { prepared, timeouts } = this.options;
    const timeout = Math.max(1, Math.min(timeouts.client, ...reads.map(({ deadline }) => deadline.left())));
    const { rows, error } = await send(client, reads, { prepared, timeout });
    const isUsable = error === undefined || staysUsable(error);
    client.release(!isUsable);
    for (const [at, each] of rows.entries()) reads[at]?.resolve(each);
    if (error === undefined) return [];
    this.options.onError(error);
    const failure = translatePostgresError(error);
    const unanswered = reads.slice(rows.length);
    // Time was up for the one that had least of it; the others have theirs.
    if (timeout < timeouts.client && !isUsable && isTimeout(failure)) {
      return unanswered.filter((read) => this.isInTime(read));
    }
    // PostgreSQL has not looked at those behind the one that failed.
    const failed = isUsable ? 1 : unanswered.length;
    rejectAll(unanswered.slice(0, failed), failure);
    return unanswered.slice(failed);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'repositoryTimeout';
}

function rejectAll(reads: readonly Waiting[], error: unknown): [] {
  for (const { reject } of reads) reject(error);
  return [];
}
