import { Client } from 'pg';
import { publishedCustomer } from '../factories';
import { createCustomer } from '../setup/customers';
import { doc, documentShown, passport, putDocument } from '../setup/documents';
import { eventually } from '../setup/embedded';
import { type Answer, outcome } from '../setup/http';
import { startTestService, type TestService } from '../setup/service';

/** PostgreSQL looks for a deadlock when a session has waited for 250 ms (postmaster.ts). */
const LIMIT_MS = 1500;

describe('a deadlock', () => {
  let service: TestService;
  let rival: Client;

  beforeAll(async () => {
    service = await startTestService({ REQUEST_TIMEOUT_MS: String(LIMIT_MS) });
    rival = new Client({ connectionString: service.database.url });
    await rival.connect();
  });
  afterAll(async () => {
    await rival.end();
    await service.stop();
  });

  const waits = (text: string): Promise<void> =>
    eventually(text, async () => {
      await service.database.query('SELECT pg_stat_clear_snapshot()');
      const rows = await service.database.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 || '%'`,
        [text],
      );
      return rows.length > 0;
    });

  /**
   * Has a PUT of a document wait for the number that a rival transaction has inserted, and the rival for the customer that
   * the PUT has locked. The PUT has waited longer, so PostgreSQL takes it for the victim.
   */
  async function cross(path: string, number: string, again: () => Promise<unknown>): Promise<Answer> {
    await rival.query('BEGIN');
    await rival.query(
      `INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from)
       VALUES ('telco', $1, 'PASSPORT', gen_random_uuid(), now())`,
      [number],
    );
    const put = putDocument(service, path, doc('PASSPORT', number), 'REPLACEMENT');
    await waits('WITH before');
    await rival.query('SELECT FROM customers WHERE org_id = $1 AND id = $2 FOR UPDATE', ['telco', path.slice(-36)]);
    await again();
    return put;
  }

  it('is no concern of the client: the change is made in another try', async () => {
    const path = await createCustomer(service, publishedCustomer());
    const { number } = passport();
    const answer = await cross(path, number, () => rival.query('ROLLBACK'));
    expect(outcome(answer)).toBe('204');
    expect(await documentShown(service, path)).toEqual(doc('PASSPORT', number));
    const documents = await service.call('GET', `${path}/identity-documents`);
    expect(documents.json<{ identity_documents: unknown[] }>().identity_documents).toHaveLength(2);
  });

  it('that leaves the row locked is 504 within the limit, and nothing is written', async () => {
    const path = await createCustomer(service, publishedCustomer());
    const before = await service.call('GET', path);
    const begun = performance.now();
    const answer = await cross(path, passport().number, () => Promise.resolve());
    expect([outcome(answer), answer.headers['retry-after']]).toEqual(['504 MCUS.504.001', '1']);
    expect(performance.now() - begun).toBeLessThan(LIMIT_MS + 1000);
    await rival.query('ROLLBACK');
    expect((await service.call('GET', path)).text).toBe(before.text);
  });
});
