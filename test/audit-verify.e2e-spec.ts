import { Database } from '@app/database';
import { type Anchor } from '../apps/api/src/audit/anchor';
import { Sealer } from '../apps/api/src/audit/sealer';
import { SEAL_BLOCK } from '../apps/api/src/audit/seals.statements';
import { digitalCustomer } from './factories';
import { faultsHere, runVerify, settled, verifyHere } from './setup/audit-verify';
import { createCustomer } from './setup/customers';
import { startTestService, type TestService } from './setup/service';

/** Which entries of telco: 12 in four blocks of three. */
const ENTRY = (place: number): string =>
  `id = (SELECT id FROM audit_entries WHERE org_id = 'telco' ORDER BY generation, xid, id OFFSET ${place} LIMIT 1) AND org_id = 'telco'`;
const BLOCK = (number: number): string => `org_id = 'telco' AND number = ${number}`;

/** An id that differs in its last digit. */
const another = (id: string): string =>
  `overlay(${id}::text placing translate(right(${id}::text, 1), '0123456789abcdef', '123456789abcdef0') from 36)::uuid`;

const change = (assignment: string): string => `UPDATE audit_entries SET ${assignment} WHERE ${ENTRY(4)}`;

describe('npm run audit:verify', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
    const headers = { 'x-audit-reason': 'TICKET-1', 'x-auth-subject': 'agent-1' };
    const path = await createCustomer(service, digitalCustomer());
    for (let n = 1; n < 12; n++) {
      await service.call('PATCH', path, { body: { segment: `S${n}` }, headers });
      if (n % 3 !== 2) continue;
      await settled(service.database);
      await service.app.get(Sealer).seal();
    }
    await service.call('POST', '/v4/orgs/other/customers', { body: digitalCustomer() });
    await settled(service.database);
    await service.app.get(Sealer).seal();
  });
  afterAll(() => service.stop());

  const verify = (...args: string[]): ReturnType<typeof runVerify> =>
    runVerify({ DATABASE_URL: service.database.url }, ...args);

  /** What is said of telco after the audit was changed; everything is put back afterwards. */
  async function faultsAfter(sql: string, ...anchors: Anchor[]): Promise<string[]> {
    const { database } = service;
    await database.query(
      'CREATE TABLE entries_kept AS TABLE audit_entries; CREATE TABLE seals_kept AS TABLE audit_seals',
    );
    try {
      await database.query(sql);
      const faults = await faultsHere(database.url, anchors);
      return faults.map((fault) => fault.replace('telco: ', ''));
    } finally {
      await database.query(
        `TRUNCATE audit_entries, audit_seals;
         INSERT INTO audit_entries TABLE entries_kept; INSERT INTO audit_seals TABLE seals_kept;
         DROP TABLE entries_kept, seals_kept`,
      );
    }
  }

  const head = async (number: number): Promise<Anchor> => {
    const [row] = await service.database.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM audit_seals WHERE ${BLOCK(number)}`,
    );
    return { org: 'telco', number, hash: row?.hash ?? '' };
  };

  it('finds nothing where nothing was changed', async () => {
    expect(await faultsAfter('SELECT')).toEqual([]);
    expect(await faultsAfter('SELECT', await head(2), await head(4))).toEqual([]);
  });

  it.each([
    ['the instant', change("at = at + interval '1 microsecond'")],
    ['the customer', change(`customer_id = ${another('customer_id')}`)],
    ['that there is a customer', change('customer_id = NULL')],
    ['the operation', change("operation = 'patchCustomes'")],
    ['the roles', change("roles = '{ADMIN}'")],
    ['the number of roles', change("roles = roles || '{API_KEY}'")],
    ['the subject', change("subject = 'agent-2'")],
    ['that there is a subject', change('subject = NULL')],
    ['the request id', change("request_id = overlay(request_id placing 'x' from 1)")],
    ['the instant, to none', change("at = 'infinity'")],
    ['the bounds of a list', change("roles = '[0:0]={API_KEY}'")],
    ['the members', change("members = '{segmenu}'")],
    ['the reason', change("reason = 'TICKET-2'")],
    ['the reason into the subject', change('subject = reason, reason = subject')],
  ])('finds one changed byte in an entry: %s', async (_what, sql) => {
    expect(await faultsAfter(sql)).toEqual(['block 2 does not match its hash']);
  });

  it('finds an entry that is no longer where it was', async () => {
    const moved = await faultsAfter(change(`id = ${another('id')}`));
    expect(moved).toEqual(['block 2 does not match its hash']);
    const away = await faultsAfter(change("org_id = 'other'"));
    expect(away).toContain('block 2 was made of 3 entries, and there are 2');
    expect(await faultsAfter(change('xid = 1'))).toEqual([
      'block 1 was made of 3 entries, and there are 4',
      'block 2 was made of 3 entries, and there are 2',
    ]);
  });

  it.each([
    ['first', 0, 1],
    ['middle', 4, 2],
    ['last', 8, 3],
    ['very last', 11, 4],
  ])('finds a removed entry: the %s', async (_what, place, block) => {
    const found = await faultsAfter(`DELETE FROM audit_entries WHERE ${ENTRY(place)}`);
    expect(found).toEqual([`block ${block} was made of 3 entries, and there are 2`]);
  });

  it('finds an entry that was put in, or put in the place of another', async () => {
    const copy = (place: number): string =>
      `INSERT INTO audit_entries SELECT org_id, generation, xid, '${'f'.repeat(8)}-ffff-ffff-ffff-ffffffffffff', at, customer_id, operation, roles,
              subject, request_id, members, reason FROM audit_entries WHERE ${ENTRY(place)}`;
    expect(await faultsAfter(copy(3))).toEqual(['block 2 was made of 3 entries, and there are 4']);
    const replaced = await faultsAfter(`${copy(3)}; DELETE FROM audit_entries WHERE ${ENTRY(3)}`);
    expect(replaced).toEqual(['block 2 does not match its hash']);
  });

  it('finds an entry that was put before all blocks, which the schema does not allow', async () => {
    const before = (place: string): string =>
      `INSERT INTO audit_entries SELECT org_id, ${place}, gen_random_uuid(), at, customer_id, operation, roles, subject, request_id,
              members, reason FROM audit_entries WHERE ${ENTRY(0)}`;
    for (const place of ['0, 1', '-1, 5', '1, 0'])
      await expect(faultsAfter(before(place))).rejects.toThrow('place_check');
    const unchecked = 'ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_place_check';
    expect(await faultsAfter(`${unchecked}; ${before('-1, 5')}`)).toEqual([
      '1 entries lie before the last block, and in none',
    ]);
  });

  it('finds reordered blocks', async () => {
    const swapped = `UPDATE audit_seals SET number = CASE number WHEN 2 THEN -3 ELSE -2 END WHERE org_id = 'telco' AND number IN (2, 3);
                     UPDATE audit_seals SET number = -number WHERE number < 0`;
    const found = await faultsAfter(swapped);
    expect(found.length).toBeGreaterThan(0);
    const hashes = `UPDATE audit_seals s SET hash = o.hash FROM audit_seals o
                     WHERE s.org_id = 'telco' AND o.org_id = 'telco' AND (s.number, o.number) IN ((2, 3), (3, 2))`;
    expect(await faultsAfter(hashes)).toEqual([2, 3, 4].map((number) => `block ${number} does not match its hash`));
  });

  it.each([
    ['its hash', 'hash = set_byte(hash, 0, get_byte(hash, 0) # 1)', ['block 2', 'block 3']],
    ['its instant, to none', "sealed_at = 'infinity'", ['block 2']],
    ['its instant', "sealed_at = sealed_at + interval '1 ms'", ['block 2']],
    ['where it ends', `last_id = '${'f'.repeat(8)}-ffff-ffff-ffff-ffffffffffff'`, ['block 2']],
  ])('finds a changed block: %s', async (_what, assignment, blocks) => {
    const found = await faultsAfter(`UPDATE audit_seals SET ${assignment} WHERE ${BLOCK(2)}`);
    expect(found).toEqual(blocks.map((block) => `${block} does not match its hash`));
  });

  it('finds another place of what keeps its order', async () => {
    const first = (assignment: string): string => `UPDATE audit_entries SET ${assignment} WHERE ${ENTRY(0)}`;
    for (const assignment of ['generation = 0', 'xid = 1']) {
      expect(await faultsAfter(first(assignment))).toEqual(['block 1 does not match its hash']);
    }
    for (const assignment of ['last_generation = 2', 'last_xid = last_xid + 1']) {
      const ends = `UPDATE audit_seals SET ${assignment} WHERE ${BLOCK(4)}`;
      expect(await faultsAfter(ends)).toEqual(['block 4 does not match its hash']);
    }
  });

  it('finds nothing where entries only lie elsewhere', async () => {
    expect(await faultsAfter(change('reason = reason'))).toEqual([]);
  });

  it('finds an organization that was renamed, or removed as a whole', async () => {
    const rename = `UPDATE orgs SET org_id = 'x' WHERE org_id = 'telco'; DELETE FROM audit_entries WHERE org_id = 'telco'`;
    const back = "UPDATE orgs SET org_id = 'telco' WHERE org_id = 'x'";
    const { database } = service;
    const expected = await head(4);
    try {
      const emptied = [1, 2, 3, 4].map((number) => `block ${number} was made of 3 entries, and there are 0`);
      expect(await faultsAfter(rename)).toEqual(emptied);
      const gone = "DELETE FROM audit_entries WHERE org_id = 'telco'; DELETE FROM audit_seals WHERE org_id = 'telco'";
      expect(await faultsAfter(gone, expected)).toEqual(['block 4 is missing']);
    } finally {
      await database.query(back);
    }
  });

  it('finds a removed block', async () => {
    expect((await faultsAfter(`DELETE FROM audit_seals WHERE ${BLOCK(2)}`))[0]).toBe('block 3 comes after block 1');
    expect((await faultsAfter(`DELETE FROM audit_seals WHERE ${BLOCK(1)}`))[0]).toBe('block 2 comes after block 0');
  });

  it('finds a block with a number that no block has', async () => {
    const odd = `INSERT INTO audit_seals SELECT org_id, -1, 0, last_generation, 0, last_id, sealed_at, hash FROM audit_seals WHERE ${BLOCK(1)}`;
    expect((await faultsAfter(odd))[0]).toBe('block -1 comes after block 0');
  });

  it('finds a chain that was cut or made anew, when it is told what to expect', async () => {
    const expected = await head(4);
    const cut = `DELETE FROM audit_seals WHERE ${BLOCK(4)}; DELETE FROM audit_entries WHERE ${ENTRY(11)}`;
    expect(await faultsAfter(cut)).toEqual([]);
    expect(await faultsAfter(cut, expected)).toEqual(['block 4 is missing']);
    const anew = "DELETE FROM audit_seals WHERE org_id = 'telco'";
    expect(await faultsAfter(anew, expected)).toEqual(['block 4 is missing']);
    const other = { ...expected, hash: expected.hash.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
    const unlike = ['block 4 is not the one that was expected'];
    expect(await faultsAfter('SELECT', other)).toEqual(unlike);
    expect(await faultsAfter('SELECT', other, expected)).toEqual(unlike);
    expect(await faultsAfter('SELECT', expected, other)).toEqual(unlike);
  });

  it('prints each fault, and exits with 1', async () => {
    const { database } = service;
    const expected = await head(4);
    const anchor = `${expected.org}:${expected.number}:${expected.hash}`;
    expect((await verify('--expect', anchor, '--expect', anchor)).code).toBe(0);
    await database.query(`UPDATE audit_entries SET reason = 'TICKET-2' WHERE ${ENTRY(4)}`);
    const { code, lines } = await verify();
    await database.query(`UPDATE audit_entries SET reason = 'TICKET-1' WHERE ${ENTRY(4)}`);
    expect(code).toBe(1);
    expect(lines.slice(-2)).toEqual(['telco: FAULT: block 2 does not match its hash', 'THE AUDIT HAS BEEN CHANGED']);
    expect((await verify('--expect', anchor.replace(':4:', ':5:'))).lines).toContain(
      'telco: FAULT: block 5 is missing',
    );
  });

  it('checks every block of a long chain, and entries of an organization that was removed', async () => {
    const { app, database } = service;
    await database.query(
      `INSERT INTO orgs (org_id) VALUES ('long'), ('removed');
       INSERT INTO audit_entries (org_id, generation, xid, id, at, operation, roles, request_id, members)
       SELECT 'long', 1, n, gen_random_uuid(), now(), 'createCustomer', '{}'::text[], 'r', '{}'::text[] FROM generate_series(1, 250) n
        UNION ALL SELECT 'removed', 1, 1, gen_random_uuid(), now(), 'createCustomer', '{}', 'r', '{}'`,
    );
    for (let n = 0; n < 250; n++) await app.get(Database).work().query(SEAL_BLOCK, ['long', 1]);
    await database.query("DELETE FROM orgs WHERE org_id IN ('long', 'removed')");
    await database.query("UPDATE audit_entries SET reason = 'X' WHERE org_id = 'long' AND xid IN (100, 101, 250)");
    const found = await verifyHere(database.url);
    await database.query(
      "DELETE FROM audit_entries WHERE org_id IN ('long', 'removed'); DELETE FROM audit_seals WHERE org_id = 'long'",
    );
    expect(found.filter(({ org }) => ['long', 'removed'].includes(org))).toMatchObject([
      { org: 'long', blocks: 250, faults: [100, 101, 250].map((number) => `block ${number} does not match its hash`) },
      { org: 'removed', blocks: 0, unsealed: { entries: 1 } },
    ]);
  });

  it('reports what is not sealed yet', async () => {
    await service.call('PUT', '/v4/orgs/fresh', { roles: 'ADMIN' });
    const { code, lines } = await verify();
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^fresh: 0 blocks of 0 entries, 1 not yet sealed since \d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it.each([
    ['an unknown option', ['--nonsense']],
    ['a malformed expectation', ['--expect', 'telco:1:abc']],
  ])('says in one line what is wrong with %s', async (_what, args) => {
    const { code, lines } = await verify(...args);
    expect(code).toBe(2);
    expect(lines).toEqual([expect.stringMatching(/^padron: /)]);
  });

  it('says in one line that it has no database', async () => {
    const { code, lines } = await runVerify({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' });
    expect([code, lines]).toEqual([2, ['padron: cannot connect (ECONNREFUSED)']]);
  });
});
