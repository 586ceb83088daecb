import { randomUUID } from 'node:crypto';
import { creditCard, digitalCustomer, email, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { type Answer, errorsOf, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';

describe('Idempotency-Key', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const post = (body: unknown, key: string | string[], path = CUSTOMERS, headers = {}): Promise<Answer> =>
    service.call('POST', path, { body, headers: { 'idempotency-key': key, ...headers } });

  /** All of an answer that a repetition must have, too. */
  const whole = ({ status, headers, text }: Answer): unknown => ({
    status,
    text,
    location: headers['location'],
    etag: headers['etag'],
    type: headers['content-type'],
  });

  const isReplay = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

  async function count(table: string): Promise<number> {
    const [row] = await service.database.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table}`);
    return row?.count ?? -1;
  }

  /** Repeats a request, and holds the answers against each other. */
  async function expectReplay(body: unknown, path?: string): Promise<Answer> {
    const key = randomUUID();
    const first = await post(body, key, path);
    const before = [await count('customers'), await count('credit_cards'), await count('audit_entries')];
    expect(outcome(first)).toBe('201');
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    for (let i = 0; i < 3; i++) {
      const again = await post(body, key, path);
      expect(whole(again)).toEqual(whole(first));
      expect(isReplay(again)).toBe(true);
      expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    }
    expect([await count('customers'), await count('credit_cards'), await count('audit_entries')]).toEqual(before);
    return first;
  }

  it('repeats the answer to a create, and has no further effect', async () => {
    const first = await expectReplay(digitalCustomer());
    expect(first.headers['etag']).toBe('"1"');
    expect((await service.call('GET', first.headers['location'] ?? '')).status).toBe(200);
  });

  it('repeats the answer to a new card', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const first = await expectReplay(creditCard(), `${path}/credit-cards`);
    // The same customer, spelt in upper case.
    const body = creditCard();
    const upper = path.replace(/[^/]+$/, (id) => id.toUpperCase());
    const key = randomUUID();
    const answers = [await post(body, key, `${path}/credit-cards`), await post(body, key, `${upper}/credit-cards`)];
    expect(answers.map(isReplay)).toEqual([false, true]);
    expect(first.headers).not.toHaveProperty('etag');
  });

  it('repeats the answer when the customer has changed, or is gone', async () => {
    const [body, key] = [digitalCustomer(), randomUUID()];
    const first = await post(body, key);
    const path = first.headers['location'] ?? '';
    await service.call('PATCH', path, { body: { segment: 'X' } });
    expect(whole(await post(body, key))).toEqual(whole(first));
    expect(outcome(await service.call('DELETE', path))).toBe('204');
    expect(whole(await post(body, key))).toEqual(whole(first));
    expect(outcome(await service.call('GET', path))).toBe('404 MCUS.404.003');
  });

  it('repeats the answer to a new card when its customer is gone', async () => {
    const path = await createCustomer(service, digitalCustomer());
    const [body, key] = [creditCard(), randomUUID()];
    const first = await post(body, key, `${path}/credit-cards`);
    expect(outcome(await service.call('DELETE', path))).toBe('204');
    const again = await post(body, key, `${path}/credit-cards`);
    expect([whole(again), isReplay(again)]).toEqual([whole(first), true]);
  });

  it.each<[what: string, change: (body: Record<string, unknown>) => unknown]>([
    ['members in another order', (body) => Object.fromEntries(Object.entries(body).reverse())],
    ['other white space', (body) => JSON.stringify(body, null, 4)],
    ['escapes', (body) => JSON.stringify(body).replace('DIGITAL', '\\u0044IGITAL')],
  ])('takes a body with %s for the same', async (_what, change) => {
    const [body, key] = [
      digitalCustomer({ preferred_language: 'es', contact_info: { emails: [{ email: email() }] } }),
      randomUUID(),
    ];
    const first = await post(body, key);
    expect(whole(await post(change(body), key))).toEqual(whole(first));
  });

  it.each<[what: string, change: (body: Record<string, unknown>) => unknown]>([
    ['another value', (body) => ({ ...body, segment: 'Y' })],
    ['a member more', (body) => ({ ...body, preferred_language: 'es' })],
    ['a member that nobody knows', (body) => ({ ...body, unknown: 1 })],
    ['a member less', ({ segment: _segment, ...body }) => body],
  ])('refuses %s with 422', async (_what, change) => {
    const [body, key] = [digitalCustomer({ segment: 'X' }), randomUUID()];
    const first = await post(body, key);
    const before = await count('customers');
    expect(outcome(await post(change(body), key))).toBe('422 MCUS.422.001');
    expect(await count('customers')).toBe(before);
    expect(whole(await post(body, key))).toEqual(whole(first));
  });

  it('refuses lists in another order with 422', async () => {
    const [a, b, key] = [email(), email(), randomUUID()];
    const body = (emails: string[]): object => ({
      ...digitalCustomer({ digital_personal_info: { email: a } }),
      contact_info: { emails: emails.map((each) => ({ email: each })) },
    });
    expect(outcome(await post(body([a, b]), key))).toBe('201');
    expect(outcome(await post(body([b, a]), key))).toBe('422 MCUS.422.001');
  });

  describe('is not stored with', () => {
    it('400', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      expect(outcome(await post({ ...body, segment: 'not one' }, key))).toBe('400 MCUS.999.998');
      expect(outcome(await post(body, key))).toBe('201');
    });

    it('401 and 403', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const headers = { 'idempotency-key': key };
      expect((await service.call('POST', CUSTOMERS, { body, headers, roles: undefined })).status).toBe(401);
      expect((await service.call('POST', CUSTOMERS, { body, headers, roles: 'VIEWER' })).status).toBe(403);
      expect(outcome(await post(body, key))).toBe('201');
    });

    it('404 of an organization', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const path = '/v4/orgs/later/customers';
      expect(outcome(await post(body, key, path))).toBe('404 MCUS.404.002');
      expect(outcome(await service.call('PUT', '/v4/orgs/later', { roles: 'ADMIN' }))).toBe('201');
      const first = await post(body, key, path);
      expect([outcome(first), isReplay(first)]).toEqual(['201', false]);
    });

    it('404 of a customer', async () => {
      const before = await count('idempotency_keys');
      const path = `${CUSTOMERS}/${randomUUID()}/credit-cards`;
      for (let i = 0; i < 2; i++) expect(outcome(await post(creditCard(), 'key', path))).toBe('404 MCUS.404.003');
      expect(await count('idempotency_keys')).toBe(before);
    });

    it('409', async () => {
      const number = nif();
      const personal_info = { identity_document: { type: 'NIF', number } };
      const holder = await createCustomer(service, privateCustomer({ personal_info }));
      const [body, key] = [privateCustomer({ personal_info }), randomUUID()];
      expect(outcome(await post(body, key))).toBe('409 MCUS.409.001');
      expect(outcome(await service.call('DELETE', holder))).toBe('204');
      const first = await post(body, key);
      expect([outcome(first), isReplay(first)]).toEqual(['201', false]);
    });

    it('409 of a card', async () => {
      const path = await createCustomer(service, digitalCustomer());
      const card = creditCard();
      const holder = await post(card, randomUUID(), `${path}/credit-cards`);
      const key = randomUUID();
      expect(outcome(await post(card, key, `${path}/credit-cards`))).toBe('409 MCUS.409.007');
      expect(outcome(await service.call('DELETE', holder.headers['location'] ?? ''))).toBe('204');
      expect(isReplay(await post(card, key, `${path}/credit-cards`))).toBe(false);
    });

    it('5xx', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const before = await count('idempotency_keys');
      await service.database.query('ALTER TABLE customers RENAME TO customers_away');
      expect((await post(body, key)).status).toBe(500);
      await service.database.query('ALTER TABLE customers_away RENAME TO customers');
      expect(await count('idempotency_keys')).toBe(before);
      const first = await post(body, key);
      expect([outcome(first), isReplay(first)]).toEqual(['201', false]);
    });
  });

  describe('means nothing to', () => {
    const as = (subject: string): object => ({ 'x-auth-subject': subject });

    it('another caller', async () => {
      const key = randomUUID();
      const bodies = [digitalCustomer(), digitalCustomer()];
      const firsts = [
        await post(bodies[0], key, CUSTOMERS, as('one')),
        await post(bodies[1], key, CUSTOMERS, as('two')),
      ];
      expect(firsts.map(outcome)).toEqual(['201', '201']);
      expect(whole(await post(bodies[0], key, CUSTOMERS, as('one')))).toEqual(whole(firsts[0] as Answer));
      expect(outcome(await post(bodies[1], key, CUSTOMERS, as('one')))).toBe('422 MCUS.422.001');
      // Whoever guesses a key is not told what it gave, not even that it was used.
      expect(outcome(await post(bodies[0], key, CUSTOMERS, as('three')))).toBe('409 MCUS.409.003');
      expect(outcome(await post(bodies[0], key))).toBe('409 MCUS.409.003');
    });

    it('a caller with other roles, where nobody says who it is', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const headers = { 'idempotency-key': key };
      const call = (roles: string, more = {}): Promise<Answer> =>
        service.call('POST', CUSTOMERS, { body, roles, headers: { ...headers, ...more } });
      const first = await call('API_KEY, AGENT');
      for (const same of ['AGENT,API_KEY', 'API_KEY,AGENT,API_KEY']) {
        expect(whole(await call(same))).toEqual(whole(first));
      }
      expect(outcome(await call('AGENT'))).toBe('409 MCUS.409.003');
      expect(outcome(await call('API_KEY, AGENT', { 'x-auth-orgs': 'telco' }))).toBe('409 MCUS.409.003');
    });

    it('a caller with other organizations, in whatever order, where nobody says who it is', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const of = (orgs: string): Promise<Answer> => post(body, key, CUSTOMERS, { 'x-auth-orgs': orgs });
      const first = await of('telco, other');
      for (const same of ['other, telco', 'telco,other,telco']) expect(whole(await of(same))).toEqual(whole(first));
      expect(outcome(await of('telco'))).toBe('409 MCUS.409.003');
    });

    it('nobody but the subject, whatever it may do by now', async () => {
      const [body, key] = [digitalCustomer(), randomUUID()];
      const first = await post(body, key, CUSTOMERS, as('one'));
      const more = { ...as('one'), 'x-auth-roles': 'ADMIN, AGENT', 'x-auth-orgs': 'telco' };
      expect(whole(await post(body, key, CUSTOMERS, more))).toEqual(whole(first));
    });

    it('another organization, operation or customer', async () => {
      const key = randomUUID();
      const body = digitalCustomer();
      const firsts = [await post(body, key), await post(body, key, '/v4/orgs/other/customers')];
      expect(firsts.map((first) => [outcome(first), isReplay(first)])).toEqual([
        ['201', false],
        ['201', false],
      ]);
      const paths = firsts.map(({ headers }) => headers['location']);
      for (const path of [...paths, await createCustomer(service, digitalCustomer())]) {
        const card = await post(creditCard(), key, `${path}/credit-cards`);
        expect([outcome(card), isReplay(card)]).toEqual(['201', false]);
      }
    });
  });

  describe('is a header', () => {
    const RULE = 'Idempotency-Key must be 1 to 255 visible ASCII characters';

    it.each<[what: string, key: string | string[]]>([
      ['empty', ''],
      ['of 256 characters', 'k'.repeat(256)],
      ['with a blank', 'a b'],
      ['with a tab', 'a\tb'],
      ['that is not ASCII', 'llave-ñ'],
      ['sent twice', ['a', 'b']],
      ['sent twice, equal', ['a', 'a']],
    ])('%s: 400', async (_what, key) => {
      expect(refusals(await post(digitalCustomer(), key))).toEqual([['400 MCUS.999.998', undefined, RULE]]);
    });

    it('whose fault is told with those of the body', async () => {
      const answer = await post({ type: 'DIGITAL_CUSTOMER' }, '');
      expect(errorsOf(answer).map(({ message }) => message)).toEqual([RULE, 'digital_personal_info is required']);
    });

    it.each([
      ['of one character', '!'],
      ['of 255 characters', '~'.repeat(255)],
    ])('%s', async (_what, key) => {
      expect(outcome(await post(digitalCustomer(), key))).toBe('201');
    });

    it('that only creating operations look at', async () => {
      const path = await createCustomer(service, digitalCustomer());
      const headers = { 'idempotency-key': '' };
      const body = { email: email() };
      expect((await service.call('POST', `${CUSTOMERS}/search`, { body, headers })).status).toBe(404);
      expect((await service.call('PATCH', path, { body: { segment: 'X' }, headers })).status).toBe(204);
      expect((await service.call('DELETE', path, { headers })).status).toBe(204);
    });
  });
});
