import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { corporateCustomer, creditCard, digitalCustomer, nif, privateCustomer } from './factories';
import { addCard } from './setup/cards';
import { seedOfRun, writtenCardNumber } from './setup/card-numbers';
import { createCustomer } from './setup/customers';
import * as embedded from './setup/embedded';
import { type Answer, errorsOf, send } from './setup/http';
import { endProcesses, type ServiceProcess, startProcess } from './setup/process';

jest.setTimeout(300_000);

const NUMBERS = 1000;
const AT_ONCE = 10;
const CUSTOMERS = '/v4/orgs/telco/customers';

type Body = Record<string, unknown>;

/** A string member of a body, and how a card number gets there. */
interface Place {
  readonly what: string;
  /** Pointer to the member. */
  readonly at: string;
  readonly request: (body: Body) => Promise<Answer>;
  readonly body: () => Body;
  /** What the member begins with; a name needs a letter. */
  readonly before?: string;
  /** Where the violation is said to be, if not at the member. */
  readonly field?: string;
}

/** PostgreSQL that logs every statement with its parameters, and the service with all it has to say. */
describe('a card number', () => {
  const dataDir = embedded.newDir();
  const seed = seedOfRun();
  const numbers = fc.sample(writtenCardNumber, { numRuns: NUMBERS, seed });
  let postgres: Awaited<ReturnType<typeof embedded.start>>;
  let service: ServiceProcess;
  const paths = { person: '', company: '', digital: '' };

  beforeAll(async () => {
    postgres = await embedded.start(dataDir, {
      binaries: process.env['TEST_POSTGRES_BINARIES'],
      settings: {
        ...embedded.FAST,
        log_statement: 'all',
        log_min_messages: 'info',
        log_min_error_statement: 'error',
        log_error_verbosity: 'verbose',
        log_parameter_max_length: '-1',
        log_parameter_max_length_on_error: '-1',
      },
    });
    service = await startProcess({ DATABASE_URL: postgres.url, ORGS: 'telco', LOG_LEVEL: 'trace' });
    paths.person = await createCustomer({ call }, privateCustomer({ contact_info: { postal_address: address() } }));
    paths.company = await createCustomer({ call }, corporateCustomer());
    paths.digital = await createCustomer({ call }, digitalCustomer());
  });
  afterAll(async () => {
    endProcesses();
    expect(await embedded.cleanUp()).toEqual([]);
  });

  const call = (method: string, path: string, options = {}): Promise<Answer> =>
    send(service.url, method, path, { roles: 'API_KEY', ...options });
  const to =
    (method: string, path: () => string) =>
    (body: Body): Promise<Answer> =>
      call(method, path(), { body });

  const card = { request: to('POST', () => `${paths.person}/credit-cards`), body: creditCard };
  const create = { request: to('POST', () => CUSTOMERS) };
  const user = {
    request: to('PUT', () => `${paths.company}/associated_users`),
    body: () => ({ associated_users: [{ identity_document: { type: 'NIF', number: nif() }, name: 'Ana' }] }),
    before: 'Ana ',
  };
  const located = { ...create, body: () => digitalCustomer({ contact_info: { postal_address: address() } }) };
  const moved = { request: to('PATCH', () => paths.person), body: () => ({}) };
  const NAMES = ['name', 'first_surname', 'second_surname'];
  const ADDRESS = ['address_lines/0', 'locality', 'administrative_area', 'postal_code'];

  const places: Place[] = [
    ...['token', 'provider', 'brand', 'last_four', 'expiration_date', 'is_default'].map((name) => ({
      what: 'card',
      at: `/${name}`,
      ...card,
    })),
    { what: 'card, text around it', at: '/token', ...card, before: 'tok_' },
    ...['/note', '/number', '/holder/name', '/meta/0/list/1'].map((at) => ({
      what: 'card, unknown member',
      at,
      field: '',
      ...card,
    })),
    ...NAMES.map((name) => ({
      what: 'new person',
      at: `/personal_info/${name}`,
      ...create,
      body: () => privateCustomer(),
      before: 'Ana ',
    })),
    ...NAMES.map((name) => ({
      what: 'new digital customer',
      at: `/digital_personal_info/${name}`,
      ...create,
      body: () => digitalCustomer(),
      before: 'Ana ',
    })),
    {
      what: 'new company',
      at: '/company_info/legal_name',
      ...create,
      body: () => corporateCustomer(),
      before: 'Acme ',
    },
    ...[...ADDRESS, 'address_lines/1'].map((name) => ({
      what: 'new address',
      at: `/contact_info/postal_address/${name}`,
      ...located,
    })),
    {
      what: 'new address, text around it',
      at: '/contact_info/postal_address/address_lines/0',
      ...located,
      before: 'Calle Mayor 2 ',
    },
    ...NAMES.map((name) => ({ what: 'representative', at: `/associated_users/0/${name}`, ...user })),
    ...NAMES.map((name) => ({ what: 'patch', at: `/personal_info/${name}`, ...moved, before: 'Ana ' })),
    ...ADDRESS.map((name) => ({ what: 'patch', at: `/contact_info/postal_address/${name}`, ...moved })),
    {
      what: 'patch',
      at: '/company_info/legal_name',
      request: to('PATCH', () => paths.company),
      body: () => ({}),
      before: 'Acme ',
    },
    ...NAMES.map((name) => ({
      what: 'patch',
      at: `/digital_personal_info/${name}`,
      request: to('PATCH', () => paths.digital),
      body: () => ({}),
      before: 'Ana ',
    })),
  ];

  it.each(places)(
    `in a $what at $at: ${NUMBERS} × 400 at the member, and not repeated (seed ${seed})`,
    async ({ at, request, body, before = '', field = at }) => {
      const wrong: unknown[] = [];
      await eachOf(numbers, async (number) => {
        const answer = await request(withValue(body(), at, before + number));
        const fields = answer.status === 400 ? errorsOf(answer).map((item) => item.field) : [];
        if (fields.join() !== field || answer.text.includes(number)) wrong.push([number, answer.status, answer.text]);
      });
      expect(wrong).toEqual([]);
    },
  );

  it('is in no table, no file of the database, and no log, where what was accepted is found', async () => {
    const accepted = 'tok_accepted_7f3a91';
    await addCard({ call }, paths.person, { token: accepted });
    const lines = { address_lines: [accepted], locality: accepted };
    await call('PATCH', paths.person, { body: { contact_info: { postal_address: lines } } });
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('CHECKPOINT');
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dump: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
      dump.push(...rows.map(({ row }) => row));
    }
    await client.end();
    const stores = {
      tables: dump.join('\n'),
      "PostgreSQL's log": readFileSync(join(dataDir, 'postgres.log'), 'latin1'),
      ...Object.fromEntries(
        filesBelow(join(dataDir, 'postgres')).map((file) => [file, readFileSync(file, 'latin1')] as const),
      ),
    };
    const holding = Object.entries(stores).filter(([, text]) => text.includes(accepted));
    expect(holding.map(([name]) => name)).toEqual(expect.arrayContaining(['tables', "PostgreSQL's log"]));
    // The heap, the indexes and the write-ahead log.
    expect(holding.length).toBeGreaterThan(4);
    expect(service.output()).toContain('listening on');
    const sent = new Set(numbers.map(digitsOf));
    const found = Object.entries({ ...stores, log: service.output() }).filter(([, text]) => hasOneOf(sent, text));
    expect(found.map(([name]) => name)).toEqual([]);
    expect(hasOneOf(sent, `x${numbers[0]}x`)).toBe(true);
  });
});

/** Works on all items, some at once. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function address(): Body {
  return { address_lines: ['Calle Mayor 2', 'B'], locality: 'Lyon', administrative_area: 'A', region_code: 'FR' };
}

/** The body with another value at a pointer, which may lead through members that are not there. */
function withValue(body: Body, pointer: string, value: unknown): Body {
  const names = pointer.slice(1).split('/');
  const last = names.pop() ?? '';
  let object = body;
  for (const [index, name] of names.entries()) {
    object[name] ??= /^\d+$/.test(names[index + 1] ?? last) ? [] : {};
    object = object[name] as Body;
  }
  object[last] = value;
  return body;
}

function filesBelow(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether one of the numbers stands in a text, with or without blanks and dashes. */
function hasOneOf(numbers: ReadonlySet<string>, text: string): boolean {
  for (const [run] of text.matchAll(/\d(?:[ -]?\d){11,}/g)) {
    const digits = digitsOf(run);
    for (let start = 0; start + 12 <= digits.length; start++) {
      for (let length = 12; length <= 19; length++) {
        if (numbers.has(digits.slice(start, start + length))) return true;
      }
    }
  }
  return false;
}
