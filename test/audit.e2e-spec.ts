import { randomUUID } from 'node:crypto';
import { creditCard, digitalCustomer, email, nie, nif, privateCustomer, publishedCustomer } from './factories';
import { type AuditEntry, type AuditPage, listAudit } from './setup/audit';
import { addCard } from './setup/cards';
import { createCustomer } from './setup/customers';
import { withNie } from './setup/documents';
import { eventually } from './setup/embedded';
import { type Answer, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('the audit', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const list = (path: string, query?: string): Promise<Answer> => listAudit(service, path, query);

  /** All entries of a customer, the newest first. */
  async function entriesOf(path: string): Promise<AuditEntry[]> {
    const answer = await list(path);
    expect(outcome(answer)).toBe('200');
    return answer.json<AuditPage>().audit_entries;
  }

  const operationsOf = async (path: string): Promise<string[]> =>
    (await entriesOf(path)).map(({ operation }) => operation);

  const total = async (): Promise<number> => (await service.database.query('SELECT FROM audit_entries')).length;

  it('says of a write who made it, when, why, and what was sent: names, never values', async () => {
    const headers = {
      'x-auth-subject': 'agent-1001',
      'x-audit-reason': 'TICKET-4711',
      'x-request-id': 'request-1',
    };
    const body = { ...publishedCustomer(), unknown_member: 1 };
    const began = Date.now();
    const created = await service.call('POST', CUSTOMERS, { body, headers, roles: 'AGENT, ROOT' });
    const path = created.headers['location'] ?? '';
    const entries = await entriesOf(path);
    expect(entries).toEqual([
      {
        id: expect.stringMatching(UUID),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        org_id: 'telco',
        customer_id: path.slice(-36),
        operation: 'createCustomer',
        roles: ['AGENT'],
        subject: 'agent-1001',
        request_id: 'request-1',
        members: [
          'preferred_language',
          'segment',
          'contact_info.phone_numbers',
          'contact_info.emails',
          'contact_info.postal_address.address_lines',
          'contact_info.postal_address.locality',
          'contact_info.postal_address.administrative_area',
          'contact_info.postal_address.region_code',
          'contact_info.postal_address.postal_code',
          'type',
          'personal_info.identity_document.type',
          'personal_info.identity_document.number',
          'personal_info.name',
          'personal_info.first_surname',
          'personal_info.second_surname',
          'personal_info.gender',
          'personal_info.nationality',
          'personal_info.birthdate',
        ],
        reason: 'TICKET-4711',
      },
    ]);
    const at = Date.parse(entries[0]?.at ?? '');
    expect(at).toBeGreaterThanOrEqual(began - 1000);
    expect(at).toBeLessThanOrEqual(Date.now() + 1000);
  });

  it('leaves out what nobody told', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const [entry] = await entriesOf(path);
    expect(Object.keys(entry ?? {})).toEqual([
      'id',
      'at',
      'org_id',
      'customer_id',
      'operation',
      'roles',
      'request_id',
      'members',
    ]);
  });

  it('has one entry for each write that was answered with success, the newest first', async () => {
    const before = await total();
    const path = await createCustomer(service, withNie(nie()));
    const steps: [method: string, at: string, status: number, body?: object][] = [
      [
        'PATCH',
        '',
        204,
        { segment: 'X', personal_info: { second_surname: null }, contact_info: { postal_address: null } },
      ],
      ['PATCH', '', 204, { contact_info: { emails: [{ email: email() }] } }],
      ['PUT', '/associated_users', 204, { associated_users: [] }],
      ['PUT', '/holds/legal', 204],
      ['PUT', '/holds/legal', 204],
      ['DELETE', '/holds/legal', 204],
      ['POST', '/credit-cards', 201, creditCard()],
    ];
    for (const [method, at, status, body] of steps) {
      expect((await service.call(method, path + at, { body })).status).toBe(status);
    }
    const card = await addCard(service, path);
    const conversion = { nif: nif() };
    const document = { identity_document: { type: 'NIF', number: conversion.nif }, reason: 'CORRECTION' };
    const last: [method: string, at: string, body?: object][] = [
      ['DELETE', `/credit-cards/${card}`],
      ['PATCH', '/convert-nie-to-nif', conversion],
      ['PATCH', '/convert-nie-to-nif', conversion],
      ['PUT', '/identity-document', document],
      ['DELETE', ''],
    ];
    for (const [method, at, body] of last) {
      expect((await service.call(method, path + at, { body })).status).toBe(204);
    }
    const entries = (await entriesOf(path)).reverse();
    expect(entries.map(({ operation, members }) => [operation, members.join(' ')])).toEqual([
      [
        'createCustomer',
        'type personal_info.identity_document.type personal_info.identity_document.number personal_info.name personal_info.first_surname',
      ],
      ['patchCustomer', 'segment contact_info.postal_address personal_info.second_surname'],
      ['patchCustomer', 'contact_info.emails'],
      ['putAssociatedUsers', 'associated_users'],
      ['putHold', ''],
      ['putHold', ''],
      ['deleteHold', ''],
      ['addCreditCard', 'token provider brand last_four expiration_date'],
      ['addCreditCard', 'token provider brand last_four expiration_date'],
      ['deleteCreditCard', ''],
      ['convertNieToNif', 'nif'],
      ['convertNieToNif', 'nif'],
      ['putIdentityDocument', 'identity_document.type identity_document.number reason'],
      ['deleteCustomer', ''],
    ]);
    expect(await total()).toBe(before + entries.length);
  });

  it('has organizations that were registered, or asked for again', async () => {
    const headers = { 'x-audit-reason': 'SETUP' };
    for (const status of [201, 204]) {
      expect((await service.call('PUT', '/v4/orgs/audited', { roles: 'ADMIN', headers })).status).toBe(status);
    }
    const rows = await service.database.query(
      "SELECT customer_id, operation, roles, reason FROM audit_entries WHERE org_id = 'audited'",
    );
    const entry = { customer_id: null, operation: 'putOrganization', roles: ['ADMIN'], reason: 'SETUP' };
    expect(rows).toEqual([entry, entry]);
  });

  it('has nothing of reads, and of writes that were refused', async () => {
    const body = publishedCustomer();
    const path = await createCustomer(service, body);
    await service.call('PUT', `${path}/holds/legal`);
    const before = await total();
    const calls: [method: string, path: string, body?: object, headers?: Record<string, string>][] = [
      ['POST', CUSTOMERS, body],
      ['POST', CUSTOMERS, {}],
      ['POST', '/v4/orgs/nobody/customers', digitalCustomer()],
      ['POST', `${CUSTOMERS}/search`, { email: 'email@example.com' }],
      ['GET', path],
      ['PATCH', path, { segment: 'Y' }, { 'if-match': '"9"' }],
      ['PATCH', path, { personal_info: { first_surname: null } }],
      ['PATCH', `${CUSTOMERS}/${randomUUID()}`, { segment: 'Y' }],
      ['PATCH', path, { segment: 'Y' }, { 'x-audit-reason': 'no code' }],
      ['PATCH', `${path}/convert-nie-to-nif`, { nif: nif() }],
      ['DELETE', `${path}/holds/billing`],
      ['DELETE', `${path}/credit-cards/${randomUUID()}`],
      ['DELETE', path],
    ];
    for (const [method, to, sent, headers] of calls) {
      const { status } = await service.call(method, to, { body: sent, headers });
      expect(status === 200 || status >= 400).toBe(true);
    }
    expect(await total()).toBe(before);
  });

  it('tells a write by the instant at which it had its customer, not by that at which it came', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const { database } = service;
    await database.query('BEGIN');
    await database.query('SELECT FROM customers WHERE id = $1 FOR UPDATE', [path.slice(-36)]);
    const patch = service.call('PATCH', path, { body: { segment: 'X' } });
    await eventually('the patch waits', async () => {
      await database.query('SELECT pg_stat_clear_snapshot()');
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await database.query(waiting)).length > 0;
    });
    const [before] = await database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await database.query('COMMIT');
    expect(outcome(await patch)).toBe('204');
    const [entry] = await entriesOf(path);
    expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(before?.at.getTime() ?? Infinity);
  });

  it('names the members of a body whose type has blanks around it', async () => {
    const path = await createCustomer(service, { ...digitalCustomer(), type: ' DIGITAL_CUSTOMER ' });
    expect((await entriesOf(path))[0]?.members).toEqual(['type', 'digital_personal_info.email']);
  });

  it('outlives the customer', async () => {
    const path = await createCustomer(service, digitalCustomer());
    await service.call('DELETE', path);
    expect(await operationsOf(path)).toEqual(['deleteCustomer', 'createCustomer']);
  });

  it('is empty for a customer of before the audit, and unknown for one that never was', async () => {
    const path = await createCustomer(service, digitalCustomer());
    await service.database.query('DELETE FROM audit_entries WHERE customer_id = $1', [path.slice(-36)]);
    expect((await list(path)).json()).toEqual({ audit_entries: [] });
    expect(outcome(await list(`${CUSTOMERS}/${randomUUID()}`))).toBe('404 MCUS.404.003');
    expect(outcome(await list(`/v4/orgs/nobody/customers/${randomUUID()}`))).toBe('404 MCUS.404.002');
  });

  it('is as unknown in another organization as the customer', async () => {
    const path = await createCustomer(service, digitalCustomer());
    expect(outcome(await list(path.replace('telco', 'other')))).toBe('404 MCUS.404.003');
  });

  it.each([
    ['empty', ''],
    ['in lower case', 'ticket-1'],
    ['with a blank', 'A B'],
    ['that begins with a dash', '-A'],
    ['of 65 characters', 'A'.repeat(65)],
    ['sent twice', ['A', 'B']],
  ])('refuses an x-audit-reason %s', async (_what, reason) => {
    const headers = { 'x-audit-reason': reason };
    const [[status, field, message] = []] = refusals(
      await service.call('POST', CUSTOMERS, { body: digitalCustomer(), headers }),
    );
    expect([status, field]).toEqual(['400 MCUS.999.998', undefined]);
    expect(message).toMatch(/^x-audit-reason must be a code or ticket/);
  });

  it.each(['A', '0', `A${'_.:-9'.repeat(12)}XYZ`])(
    'takes the x-audit-reason %s, on a request without a body, too',
    async (reason) => {
      const path = await createCustomer(service, privateCustomer());
      const headers = { 'x-audit-reason': reason };
      expect(outcome(await service.call('DELETE', path, { headers }))).toBe('204');
      expect((await entriesOf(path))[0]).toMatchObject({ operation: 'deleteCustomer', reason });
    },
  );
});
