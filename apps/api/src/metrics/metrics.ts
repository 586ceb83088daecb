import { Injectable } from '@nestjs/common';
import { CATALOGUE, type ErrorKind } from '@app/common';
import { Database } from '@app/database';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Load } from '../http/load';
import { type Observation } from '../http/observation';

/** Seconds. Few, since each is a series for every operation and status. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 3];
/** Methods that any operation has; whatever else a client sends is one label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const OTHER = 'other';
/** Statuses that anybody can have of every path by every method: they would make a series of each. */
const ANYWHERE = new Set([405, 408, 414, 431, 499]);

/** What Prometheus is told. Labels are templates, codes and names of ours: their number does not grow with the requests. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly duration = new Histogram({
    name: 'padron_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer, waits included',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [this.registry],
  });

  private readonly errors = new Counter({
    name: 'padron_http_errors_total',
    help: 'Requests answered with an error, by its kind: validation, authentication, conflict, fault',
    labelNames: ['kind', 'status'] as const,
    registers: [this.registry],
  });

  constructor(load: Load, database: Database) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('padron_http_requests_in_flight', 'Requests that are worked on now', () => load.working);
    this.gauge('padron_http_requests_waiting', 'Requests that wait for their turn', () => load.waiting);
    const pool = 'padron_database_connections';
    this.gauge(`${pool}_open`, 'Connections of the pool', () => database.poolState().size);
    this.gauge(`${pool}_idle`, 'Connections of the pool that are free', () => database.poolState().idle);
    this.gauge(`${pool}_waiting`, 'Requests that wait for a connection', () => database.poolState().waiting);
    for (const kind of Object.keys(CATALOGUE) as ErrorKind[]) this.errors.inc(errorLabels(kind), 0);
  }

  /** Counts a request that is over. */
  observe({ method, route, status, ms, error }: Observation): void {
    const labels = ANYWHERE.has(status)
      ? { method: OTHER, route: OTHER, status }
      : { method: labelOf(method), route: route ?? OTHER, status };
    this.duration.observe(labels, ms / 1000);
    if (error !== undefined) this.errors.inc(errorLabels(error.kind));
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}

function errorLabels(kind: ErrorKind): { kind: string; status: number } {
  return { kind, status: CATALOGUE[kind].status };
}

function labelOf(method: string | undefined): string {
  return method !== undefined && METHODS.has(method) ? method : OTHER;
}
