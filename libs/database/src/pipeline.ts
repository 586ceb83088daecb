import { type Duplex } from 'node:stream';
import { type Connection, type PoolClient, type QueryResultRow, type Submittable, types } from 'pg';
import { prepareValue } from 'pg/lib/utils';
import { type Statement } from './statement';

/** A statement with its values. */
export interface Call {
  readonly statement: Statement;
  /** As {@link prepareValues} makes them. */
  readonly values: readonly Value[];
}

/** A value as it is sent. */
type Value = string | Buffer | null;

/** How calls are sent. */
export interface PipelineOptions {
  /** Whether the connection keeps statements by their names. */
  readonly prepared: boolean;
  /** For all of them together, in milliseconds. */
  readonly timeout: number;
}

/** What became of calls that were sent together. */
export interface Outcome {
  /** The rows of each call that was answered, in order. */
  readonly rows: readonly QueryResultRow[][];
  /** What pg threw at the call behind those; whatever comes after it has not been run. */
  readonly error?: Error;
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** pg's connection as its own queries use it; its types tell otherwise. */
interface Wire {
  readonly stream: Duplex;
  /** Texts of the statements that are prepared, by name; pg notes them by `name` and `text` of what it has submitted. */
  readonly parsedStatements: Readonly<Record<string, string>>;
  parse(query: { name: string; text: string }): void;
  describe(what: { type: 'S'; name: string }): void;
  bind(config: { statement: string; values: readonly Value[] }): void;
  execute(): void;
  sync(): void;
}

/** The columns of prepared statements, by name. */
type Described = Map<string, readonly Column[]>;

const described = new WeakMap<Wire, Described>();

/** @returns values as they are sent @throws TypeError for one that cannot be: before it is among those of others */
export function prepareValues(values: readonly unknown[]): Value[] {
  return values.map((value) => prepareValue(value));
}

/**
 * Sends calls in one message, as one transaction (PostgreSQL, Message Flow, "Pipelining"): one system call on each side, however many
 * they are. A prepared statement is described once for each connection; pg's own query asks for that each time, which costs as much as
 * reading the row.
 * @returns what became of them; never rejects
 */
export function send(client: PoolClient, calls: readonly Call[], options: PipelineOptions): Promise<Outcome> {
  return new Promise((resolve) => void client.query(new Pipeline(calls, options, resolve)));
}

/** What pg submits, and hands the answers of PostgreSQL to. */
class Pipeline implements Submittable {
  readonly query_timeout: number;
  /** Called by pg, too, when time is up; pg wraps it to stop its clock. */
  callback: (error?: Error | null) => void;

  private readonly rows: QueryResultRow[][] = [];
  private current: QueryResultRow[] = [];
  private columns: readonly Column[] | undefined;
  private described: Described = new Map();

  constructor(
    private readonly calls: readonly Call[],
    private readonly options: PipelineOptions,
    settle: (outcome: Outcome) => void,
  ) {
    this.query_timeout = options.timeout;
    // A copy: after an error of our own, PostgreSQL's answers go on.
    this.callback = (error) => settle(error ? { rows: [...this.rows], error } : { rows: this.rows });
  }

  /** Of the call that PostgreSQL answers now: by it, pg notes that the statement is prepared. */
  get name(): string {
    return this.options.prepared ? (this.calls[this.rows.length]?.statement.name ?? '') : '';
  }

  get text(): string {
    return this.calls[this.rows.length]?.statement.text ?? '';
  }

  /** @returns what pg hands to {@link handleError} */
  submit(connection: Connection): Error | null {
    const wire = connection as unknown as Wire;
    this.described = described.get(wire) ?? new Map<string, readonly Column[]>();
    described.set(wire, this.described);
    // One write for all that follows.
    wire.stream.cork();
    try {
      this.write(wire);
      return null;
    } catch (error) {
      return error as Error;
    } finally {
      wire.stream.uncork();
    }
  }

  private write(wire: Wire): void {
    const announced = new Set<string>();
    for (const { statement, values } of this.calls) {
      const name = this.options.prepared ? statement.name : '';
      if (name === '' || !(this.described.has(name) || announced.has(name))) {
        if (wire.parsedStatements[name] === undefined) wire.parse({ name, text: statement.text });
        wire.describe({ type: 'S', name });
        announced.add(name);
      }
      wire.bind({ statement: name, values });
      wire.execute();
    }
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }));
    if (this.options.prepared) this.described.set(this.name, this.columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    try {
      this.current.push(this.rowOf(fields));
    } catch (error) {
      // Nobody catches what is thrown while pg reads from its socket. The session ends with this, and what it still sends is not waited for.
      this.callback(error as Error);
    }
  }

  private rowOf(fields: readonly (string | null)[]): QueryResultRow {
    this.columns ??= this.described.get(this.name) ?? [];
    const row: QueryResultRow = {};
    for (const [at, { name, parse }] of this.columns.entries()) {
      const text = fields[at];
      row[name] = text === null || text === undefined ? null : parse(text);
    }
    return row;
  }

  handleCommandComplete(): void {
    this.rows.push(this.current);
    this.current = [];
    this.columns = undefined;
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}
