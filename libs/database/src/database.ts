import { type Pool } from 'pg';
import { type DataSource } from 'typeorm';
import { Deadline, type Timeouts } from './deadline';
import { isDiskFull } from './postgres-errors';
import { type SessionOptions } from './session';
import { SharedReads } from './shared-reads';
import { Work } from './work';

/** How long the store counts as full after it has said so, in milliseconds. */
const FULL_MS = 5000;

/** Connections that are open before the first request, if the pool may have so many. */
const WARM = 10;

/** How the connections of the pool are used. */
export interface PoolState {
  /** Open connections, in use or not. */
  readonly size: number;
  readonly idle: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
}

/**
 * Every operation's way to PostgreSQL: prepared statements, plain rows, no entity hydration. It shares the pool of
 * TypeORM's DataSource, which keeps entities and migrations.
 */
export class Database {
  private readonly pool: Pool;
  private readonly options: SessionOptions;
  private readonly shared: SharedReads;
  private fullUntil = 0;

  /** @param prepared false behind a pooler that cannot keep named statements (PgBouncer before 1.21) */
  constructor(dataSource: DataSource, prepared: boolean, timeouts: Timeouts) {
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
    this.options = { prepared, timeouts, onError: this.watch };
    this.shared = new SharedReads(this.pool, this.options);
  }

  /** Begins what one request does in the store: its deadline counts from here. */
  work(): Work {
    return new Work(this.pool, this.shared, new Deadline(this.options.timeouts.work), this.options);
  }

  /** Whether the store has refused a write for want of space within the last five seconds. */
  isFull(): boolean {
    return Date.now() < this.fullUntil;
  }

  /** Opens connections, so that the first requests need not wait for each other. One that cannot be had is no error yet. */
  async warm(): Promise<void> {
    const wanted = Math.min(WARM, this.pool.options.max);
    const opened = await Promise.allSettled(Array.from({ length: wanted }, () => this.pool.connect()));
    for (const connection of opened) if (connection.status === 'fulfilled') connection.value.release();
  }

  poolState(): PoolState {
    const { totalCount: size, idleCount: idle, waitingCount: waiting } = this.pool;
    // Otherwise reads wait for a message that is under way, not for a connection.
    const areAllTaken = idle === 0 && size >= this.pool.options.max;
    return { size, idle, waiting: areAllTaken ? waiting + this.shared.waiting : waiting };
  }

  private readonly watch = (error: unknown): void => {
    if (isDiskFull(error)) this.fullUntil = Date.now() + FULL_MS;
  };
}
