import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { CUSTOMERS, live, writeAll } from './setup/canary-lives';
import { canaryCustomer } from './setup/canary-bodies';
import { Canaries } from './setup/canaries';
import { cleanUp, newDir } from './setup/embedded';
import { type OwnPostgres, startOwnPostgres } from './setup/own-postgres';
import { endProcesses, startProcess } from './setup/process';
import { Witness } from './setup/witness';

/** PostgreSQL's own defaults, which are not the embedded server's, and what operators like to turn on. */
const SETTINGS = {
  log_min_messages: 'warning',
  log_min_error_statement: 'error',
  log_error_verbosity: 'default',
  log_parameter_max_length: '-1',
  log_connections: 'on',
  log_lock_waits: 'on',
};

const TERSE = "log_error_verbosity = 'terse'";

describe("the log of the operator's own PostgreSQL", () => {
  let server: OwnPostgres;
  const logFile = (): string => join(server.dataDir, 'postgres.log');

  beforeAll(async () => {
    server = await startOwnPostgres(newDir(), SETTINGS);
  });
  afterAll(async () => {
    endProcesses();
    await server.end('SIGKILL');
    await cleanUp();
  });

  /** What is in the log after customers of every type have lived, and after a write that the schema refuses. */
  async function leaks(): Promise<string[]> {
    truncateSync(logFile());
    const canaries = new Canaries();
    const witness = new Witness(canaries);
    const service = await startProcess({ DATABASE_URL: server.url });
    witness.url = service.url;
    for (let index = 0; index < 9; index++) await live(witness, canaries, index);
    const created = await witness.call('POST', CUSTOMERS, { body: canaryCustomer(canaries, 0) });
    await server.query('ALTER TABLE customers ADD CONSTRAINT canary CHECK (segment IS NULL) NOT VALID');
    const answers = await writeAll(witness, canaries, created.headers['location'] ?? '');
    expect(answers.map(({ status }) => status)).toContain(500);
    await server.query('ALTER TABLE customers DROP CONSTRAINT canary');
    expect(await service.end('SIGTERM')).toBe(0);
    witness.keepFiles(server.dataDir);
    return witness.leaks();
  }

  it.each([
    ['without the statements', '-1'],
    ['with the statements and their times', '0'],
  ])('has nothing of a customer once it is set as README says: %s', async (_what, duration) => {
    await server.query(`ALTER DATABASE padron SET ${TERSE}`);
    await server.query(`ALTER DATABASE padron SET log_min_duration_statement = ${duration}`);
    expect(await leaks()).toEqual([]);
    const log = readFileSync(logFile(), 'utf8');
    expect([log.includes('ERROR: '), log.includes('duration: ')]).toEqual([true, duration === '0']);
  });

  it.each([
    ['without that', [], ['identity_document.number', 'token']],
    [
      'with auto_explain, whatever its settings',
      [TERSE, "session_preload_libraries = 'auto_explain'", 'auto_explain.log_min_duration = 0'],
      ['identity_document.number', 'external_id'],
    ],
  ])('has data of customers %s', async (_what, settings, fields) => {
    await server.query('ALTER DATABASE padron RESET ALL');
    const all = ['auto_explain.log_parameter_max_length = 0', ...settings];
    for (const setting of all) await server.query(`ALTER DATABASE padron SET ${setting}`);
    expect(await leaks()).toEqual(expect.arrayContaining(fields.map((field) => `${field} in postgres.log`)));
  });
});
