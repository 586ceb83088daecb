import { OPERATIONS } from '../document/document';
import { type GeneratedExchange } from './run';

/** Counts requests and their answers. */
export class Tally {
  total = 0;
  succeeded = 0;
  slowest = { milliseconds: 0, operationId: '' };
  /** Of the requests to each operation, the number of each status; detours are not counted among them. */
  readonly operations = new Map(OPERATIONS.map(({ operationId }) => [operationId, new Map<number, number>()]));
  readonly detours = new Map<number, number>();

  /** Counts one request. */
  add({ request: { operationId, detour }, answer: { status }, milliseconds }: GeneratedExchange): void {
    const counts = detour === undefined ? this.operations.get(operationId) : this.detours;
    counts?.set(status, (counts.get(status) ?? 0) + 1);
    this.total++;
    if (isSuccess(status)) this.succeeded++;
    if (milliseconds > this.slowest.milliseconds) this.slowest = { milliseconds, operationId };
  }

  /** Number of requests to an operation, and of those that succeeded. */
  of(operationId: string): { requests: number; succeeded: number } {
    const counts = [...(this.operations.get(operationId) ?? [])];
    return { requests: sum(counts), succeeded: sum(counts.filter(([status]) => isSuccess(status))) };
  }

  /** Every status that was seen. */
  statuses(): ReadonlySet<number> {
    return new Set([...this.operations.values(), this.detours].flatMap((counts) => [...counts.keys()]));
  }

  /** The figures, for people. */
  report(): string {
    const lines = [...this.operations, ['(detours)', this.detours] as const].map(([operationId, counts]) => {
      const statuses = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
      return `${operationId.padEnd(24)} ${String(sum([...counts])).padStart(7)}   ${statuses.join(', ')}`;
    });
    const share = ((100 * this.succeeded) / this.total).toFixed(1);
    const slowest = `${Math.round(this.slowest.milliseconds)} ms, ${this.slowest.operationId}`;
    return [...lines, `${this.total} requests, ${share} % answered 2xx, slowest answer ${slowest}`, ''].join('\n');
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function sum(counts: readonly (readonly [status: number, count: number])[]): number {
  return counts.reduce((total, [, count]) => total + count, 0);
}
