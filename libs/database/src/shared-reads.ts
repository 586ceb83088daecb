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
/** How long a message may take until those that wait no longer wait for it, in milliseconds. */
const PATIENCE_MS = 10;

/** A read, and who waits for it. */
interface Waiting extends Call {
  readonly deadline: Deadline;
  readonly resolve: (rows: QueryResultRow[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A message that is under way. */
interface Message {
  readonly since: number;
}

/**
 * Sends reads that wait at the same moment in one message. Most of what a short read costs is that one process wakes another: under load
 * they do so once for many. Each has a snapshot of its own (READ COMMITTED), and so sees whatever was acknowledged before it was asked for.
 *
 * Those of a message need the same tables, being of one statement. One that fails takes no other with it: those behind it are sent again.
 * Messages that take long hold up nobody but the reads in them.
 */
export class SharedReads {
  private queue: Waiting[] = [];
  private readonly messages = new Set<Message>();
  private isScheduled = false;
  private relief: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly options: SessionOptions,
  ) {}

  /** Reads that are in no message yet. */
  get waiting(): number {
    return this.queue.length;
  }

  /** @returns the rows @throws DomainError storeUnavailable or repositoryTimeout; what pg or PostgreSQL says otherwise */
  read(statement: Statement, values: readonly unknown[], deadline: Deadline): Promise<QueryResultRow[]> {
    return new Promise((resolve, reject) => {
      this.queue.push({ statement, values: prepareValues(values), deadline, resolve, reject });
      // Whoever else comes in this turn of the event loop goes along.
      if (!this.isScheduled) setImmediate(this.turn);
      this.isScheduled = true;
    });
  }

  private readonly turn = (): void => {
    this.isScheduled = false;
    this.fill();
  };

  private fill(): void {
    while (this.queue.length > 0 && this.hasFreeLane()) void this.run(this.takeAlike());
    if (this.queue.length > 0) this.relief ??= setTimeout(this.relieve, PATIENCE_MS);
  }

  private readonly relieve = (): void => {
    this.relief = undefined;
    this.fill();
  };

  /** A message that takes long has its connection, but no lane. */
  private hasFreeLane(): boolean {
    if (this.messages.size < LANES) return true;
    if (this.messages.size >= this.pool.options.max) return false;
    const patience = performance.now() - PATIENCE_MS;
    return [...this.messages].filter(({ since }) => since > patience).length < LANES;
  }

  /** Takes those of the statement of the one that has waited longest. */
  private takeAlike(): Waiting[] {
    const statement = this.queue[0]?.statement;
    const alike: Waiting[] = [];
    this.queue = this.queue.filter((read) => {
      const isTaken = read.statement === statement && alike.length < MOST;
      if (isTaken) alike.push(read);
      return !isTaken;
    });
    return alike;
  }

  private async run(reads: readonly Waiting[]): Promise<void> {
    const message = { since: performance.now() };
    this.messages.add(message);
    const behind = await this.send(reads.filter((read) => this.isInTime(read)));
    this.messages.delete(message);
    this.queue.unshift(...behind);
    this.fill();
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
