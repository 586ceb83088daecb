import { userInfo } from 'node:os';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Act, AUDIT_REASON, ORG_ID } from '@app/common';
import { attachEmbeddedPostgres, openClient, OperatorError, type Query, queryOf, reason } from '@app/database';
import { type Client, DatabaseError } from 'pg';
import { readSettings } from '../environment';
import { READ_ORGANIZATION } from '../organizations/organizations.statements';

/** What a command-line tool is made of. */
export interface Tool<Options> {
  /** As in package.json. */
  readonly name: string;
  /** Reads the command line. @throws Error whose message tells how it is used */
  readonly parse: (args: readonly string[]) => Options;
  /**
   * @param query on a connection of the tool's own
   * @param connect opens more of them, which are closed at the end
   * @returns the exit code: 0, or 1 when the answer is no
   * @throws OperatorError when there is none
   */
  readonly run: (query: Query, options: Options, connect: () => Promise<Client>) => Promise<number>;
}

/**
 * Runs a tool as the role that owns the tables: MIGRATION_DATABASE_URL, DATABASE_URL, or the embedded server of a
 * service that runs. Exits with what the tool gives, or with 2 after one line when it could not do its work.
 */
export function runTool<Options>({ name, parse, run }: Tool<Options>): void {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // Whoever reads has enough; anything else is lost, and must not pass for an answer.
    if (code !== 'EPIPE') process.stderr.write(`padron: the output cannot be written (${code})\n`);
    process.exit(2);
  });
  const work = async (): Promise<number> => {
    const options = parse(process.argv.slice(2));
    const { databaseUrl, migrationDatabaseUrl = databaseUrl, dataDir } = readSettings();
    const url = migrationDatabaseUrl ?? (await attachEmbeddedPostgres(dataDir));
    const clients: Client[] = [];
    const connect = async (): Promise<Client> => {
      const client = await openClient(url, name);
      clients.push(client);
      return client;
    };
    try {
      return await run(queryOf(await connect()), options, connect);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  };
  work().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      // What PostgreSQL says of values is in other fields than its message.
      const message = error instanceof DatabaseError ? reason(error) : (error as Error).message;
      process.stderr.write(`padron: ${message}\n`);
      process.exitCode = 2;
    },
  );
}

/** Prints one line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const FORMS = { org: ORG_ID, customer: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, reason: AUDIT_REASON.pattern };

/**
 * The command line of a tool: an option for each name, as text, once.
 * @param usage the whole message for anything else; it repeats no value, which may be a document
 * @throws Error
 */
export function textOptions<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  usage: string,
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const, multiple: true as const }]));
  const given = Object.entries(parsed(args, options, usage));
  if (given.some(([, values]) => values.length > 1)) throw new Error(usage);
  const only = Object.fromEntries(given.map(([name, [value]]) => [name, value])) as Partial<Record<Name, string>>;
  for (const [name, form] of Object.entries(FORMS)) {
    const value = only[name as Name];
    if (value !== undefined && !form.test(value)) throw new Error(`--${name} has a wrong form`);
  }
  return only;
}

function parsed(
  args: readonly string[],
  options: Record<string, { type: 'string'; multiple: true }>,
  usage: string,
): Record<string, string[]> {
  try {
    return parseArgs({ args: [...args], options }).values as Record<string, string[]>;
  } catch {
    throw new Error(usage);
  }
}

/** What a tool about one customer is told. */
export interface CustomerOptions {
  readonly org: string;
  readonly customer: string;
  readonly reason?: string | undefined;
}

/** The command line of such a tool. @throws Error */
export function customerOptions(args: readonly string[]): CustomerOptions {
  const usage = 'use --org ORG --customer ID; --reason CODE, if there is one';
  const { org, customer, reason } = textOptions(args, ['org', 'customer', 'reason'], usage);
  if (org === undefined || customer === undefined) throw new Error(usage);
  return { org, customer, reason };
}

/**
 * The act of a tool for the audit: of nobody's role, in the name of whom the operating system says runs it.
 * @param why a code or ticket, as x-audit-reason
 */
export function actOf(operation: string, why?: string): Act {
  return {
    operation,
    roles: [],
    subject: userName(),
    requestId: randomUUID(),
    members: [],
    reason: why,
    key: undefined,
  };
}

/** @throws OperatorError for an organization that is unknown */
export async function checkOrg(query: Query, org: string): Promise<void> {
  const [known] = await query(READ_ORGANIZATION, [org]);
  if (known === undefined) throw new OperatorError('the organization is unknown');
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
