import { corporateCustomer, digitalCustomer, nie, nif, privateCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { documentsOf, withNie } from './setup/documents';
import { type Answer, errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const REFUSED = '400 MCUS.999.998';
const NO_NIE = '409 MCUS.409.005';
const TAKEN = '409 MCUS.409.001';

describe('PATCH /v4/orgs/{org_id}/customers/{customer_id}/convert-nie-to-nif', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const convert = (path: string, number: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: number }, headers });

  const read = async (path: string): Promise<Record<string, unknown>> => (await service.call('GET', path)).json();

  const found = async (criteria: object): Promise<unknown> => {
    const answer = await service.call('POST', `${CUSTOMERS}/search`, { body: criteria });
    return answer.status === 200 ? `${CUSTOMERS}/${String(answer.json()['id'])}` : outcome(answer);
  };

  it('makes the NIF current and the person Spanish, with one new version', async () => {
    const [old, number] = [nie(), nif()];
    const path = await createCustomer(
      service,
      withNie(old, { nationality: 'FR', second_surname: 'Blanco', birthdate: '1990-01-01' }),
    );
    const before = await read(path);
    const answer = await convert(path, number);
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([204, '', '"2"']);
    const after = await service.call('GET', path);
    expect(after.headers['etag']).toBe('"2"');
    expect(after.json()).toEqual({
      ...before,
      personal_info: {
        ...(before['personal_info'] as object),
        identity_document: { type: 'NIF', number },
        nationality: 'ES',
      },
      updated_at: expect.any(String),
    });
  });

  it('gives a nationality to who had none', async () => {
    const path = await createCustomer(service, withNie(nie()));
    expect((await convert(path, nif())).status).toBe(204);
    expect((await read(path))['personal_info']).toMatchObject({ nationality: 'ES' });
  });

  it('keeps the NIE in the history, found, and reserved', async () => {
    const [old, number] = [nie(), nif()];
    const path = await createCustomer(service, withNie(old));
    const [created] = await documentsOf(service, path);
    expect((await convert(path, number)).status).toBe(204);
    const [current, retired, ...others] = await documentsOf(service, path);
    expect(current).toEqual({ type: 'NIF', number, valid_from: expect.any(String) });
    expect(retired).toEqual({ ...created, valid_to: current?.valid_from });
    expect(others).toEqual([]);
    expect(await found({ identity_document: old })).toBe(path);
    expect(await found({ identity_document: old, identity_document_type: 'NIE' })).toBe(path);
    expect(await found({ identity_document: number, identity_document_type: 'NIF' })).toBe(path);
    const other = await service.call('POST', CUSTOMERS, { body: withNie(old) });
    expect(outcome(other)).toBe(TAKEN);
  });

  it.each([
    ['as it was', (number: string) => number],
    ['in lower case', (number: string) => number.toLowerCase()],
    ['with a dash', (number: string) => `${number.slice(0, 8)}-${number.slice(8)}`],
    ['without leading zeros', (number: string) => number.replace(/^0+/, '')],
  ])('a repeat, %s, is 204 and nothing happens', async (_what, spelled) => {
    const number = '00000014Z';
    const path = await createCustomer(service, withNie(nie()));
    expect((await convert(path, number)).status).toBe(204);
    const [before, history] = [await service.call('GET', path), await documentsOf(service, path)];
    const again = await convert(path, spelled(number));
    expect([again.status, again.headers['etag']]).toEqual([204, '"2"']);
    const after = await service.call('GET', path);
    expect([after.headers['etag'], after.text]).toEqual([before.headers['etag'], before.text]);
    expect(await documentsOf(service, path)).toEqual(history);
    await service.call('DELETE', path);
  });

  it.each([
    ['K', 'K1234567L'],
    ['L', 'L1234567L'],
  ])('takes a NIF that begins with %s', async (_letter, number) => {
    const path = await createCustomer(service, withNie(nie()));
    expect((await convert(path, number)).status).toBe(204);
    expect((await documentsOf(service, path))[0]).toMatchObject({ type: 'NIF', number });
  });

  it.each<[string, unknown]>([
    ['a wrong letter', '12345678A'],
    ['M, of a foreigner', 'M1234567L'],
    ['a NIE', 'X1234567L'],
    ['a CIF', 'B64717838'],
    ['a passport', 'AAA123456'],
    ['nothing', undefined],
    ['null', null],
    ['empty', ''],
    ['blank', '  '],
    ['a number', 12345678],
    ['an object', { number: '12345678Z' }],
    ['over 40 characters', `${' '.repeat(32)}12345678Z`],
    ['not ASCII', '12345678Ｚ'],
  ])('refuses %s before it looks for the customer', async (_what, number) => {
    const answer = await convert(UNKNOWN.replace('telco', 'nobody'), number);
    expect(errorsOf(answer).map(({ code, field }) => `${answer.status} ${code} ${field}`)).toEqual([`${REFUSED} /nif`]);
  });

  it('refuses a body that is no object', async () => {
    for (const body of ['[]', 'null', '"12345678Z"']) {
      const answer = await service.call('PATCH', `${UNKNOWN}/convert-nie-to-nif`, { body });
      expect(outcome(answer)).toBe(REFUSED);
    }
  });

  it('takes a merge patch for JSON, as every PATCH', async () => {
    const path = await createCustomer(service, withNie(nie()));
    expect((await convert(path, nif(), { 'content-type': 'application/merge-patch+json' })).status).toBe(204);
  });

  it('does not know an unknown organization or customer', async () => {
    expect(outcome(await convert(UNKNOWN.replace('telco', 'nobody'), nif()))).toBe('404 MCUS.404.002');
    expect(outcome(await convert(UNKNOWN, nif()))).toBe('404 MCUS.404.003');
  });

  it.each([
    ['a NIF of its own', () => privateCustomer()],
    ['a passport', () => privateCustomer({ personal_info: { identity_document: passport() } })],
    ['a company with a NIE', () => corporateCustomer({ company_info: { identity_document: nieDocument() } })],
    ['no document at all', () => digitalCustomer()],
  ])('has no NIE to convert: %s', async (_what, customer) => {
    const path = await createCustomer(service, customer());
    const before = await service.call('GET', path);
    expect(outcome(await convert(path, nif()))).toBe(NO_NIE);
    expect((await service.call('GET', path)).text).toBe(before.text);
  });

  it('is no repeat when the NIF came otherwise: it is the NIF of the create, or of a replacement', async () => {
    const number = nif();
    const created = await createCustomer(
      service,
      privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } }),
    );
    expect(outcome(await convert(created, number))).toBe(NO_NIE);
    const replaced = await createCustomer(service, withNie(nie()));
    const other = nif();
    const body = { identity_document: { type: 'NIF', number: other }, reason: 'REPLACEMENT' };
    expect((await service.call('PUT', `${replaced}/identity-document`, { body })).status).toBe(204);
    expect(outcome(await convert(replaced, other))).toBe(NO_NIE);
  });

  it('refuses another NIF than that of the conversion', async () => {
    const path = await createCustomer(service, withNie(nie()));
    expect((await convert(path, nif())).status).toBe(204);
    expect(outcome(await convert(path, nif()))).toBe(NO_NIE);
  });

  it.each([
    ['current', async (number: string) => void (await ofAnother(number))],
    [
      'retired',
      async (number: string) => {
        const body = { identity_document: passport(), reason: 'REPLACEMENT' };
        const answer = await service.call('PUT', `${await ofAnother(number)}/identity-document`, { body });
        expect(answer.status).toBe(204);
      },
    ],
  ])("refuses a NIF that is another customer's %s one", async (_what, take) => {
    const number = nif();
    await take(number);
    const path = await createCustomer(service, withNie(nie()));
    const before = await service.call('GET', path);
    const history = await documentsOf(service, path);
    const answer = await convert(path, number);
    expect(errorsOf(answer)).toMatchObject([
      { code: 'MCUS.409.001', field: '/nif', message: 'nif belongs to another customer of the organization' },
    ]);
    expect((await service.call('GET', path)).text).toBe(before.text);
    expect(await documentsOf(service, path)).toEqual(history);
    // Who has no NIE is told so first.
    expect(outcome(await convert(await createCustomer(service, privateCustomer()), number))).toBe(NO_NIE);
  });

  const ofAnother = (number: string): Promise<string> =>
    createCustomer(service, privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } }));

  it('is no repeat for a NIF of its own that came back', async () => {
    const number = nif();
    const path = await ofAnother(number);
    for (const identity_document of [nieDocument(), { type: 'NIF', number }]) {
      const body = { identity_document, reason: 'REPLACEMENT' };
      expect((await service.call('PUT', `${path}/identity-document`, { body })).status).toBe(204);
    }
    expect(outcome(await convert(path, number))).toBe(NO_NIE);
  });

  it('comes back to a NIF that the customer had before', async () => {
    const number = nif();
    const path = await ofAnother(number);
    const body = { identity_document: nieDocument(), reason: 'REPLACEMENT' };
    expect((await service.call('PUT', `${path}/identity-document`, { body })).status).toBe(204);
    expect((await convert(path, number)).status).toBe(204);
    expect((await documentsOf(service, path)).map((document) => [document.number, 'valid_to' in document])).toEqual([
      [number, false],
      [body.identity_document.number, true],
    ]);
    expect((await convert(path, number)).headers['etag']).toBe('"3"');
    // The conversion was made, whatever came in between.
    for (const identity_document of [passport(), { type: 'NIF', number }]) {
      const reason = 'REPLACEMENT';
      expect(
        (await service.call('PUT', `${path}/identity-document`, { body: { identity_document, reason } })).status,
      ).toBe(204);
    }
    expect((await convert(path, number)).headers['etag']).toBe('"5"');
  });

  it('heeds If-Match, once the customer is known', async () => {
    const path = await createCustomer(service, withNie(nie()));
    const stale = await convert(path, nif(), { 'if-match': '"7"' });
    expect([outcome(stale), stale.headers['etag']]).toEqual(['412 MCUS.412.001', '"1"']);
    expect(outcome(await convert(UNKNOWN, nif(), { 'if-match': '"1"' }))).toBe('404 MCUS.404.003');
    expect((await convert(path, nif(), { 'if-match': '"1"' })).status).toBe(204);
    // Before what the state says: 412, not 409.
    expect(outcome(await convert(path, nif(), { 'if-match': '"1"' }))).toBe('412 MCUS.412.001');
  });

  it('succeeds for a person without a surname, who then cannot lose what is not there', async () => {
    const path = await createCustomer(service, withNie(nie(), { first_surname: undefined }));
    expect((await convert(path, nif())).status).toBe(204);
    const patch = (personal_info: object): Promise<Answer> => service.call('PATCH', path, { body: { personal_info } });
    expect((await patch({ name: 'Ana' })).status).toBe(204);
    expect(outcome(await patch({ first_surname: null }))).toBe(REFUSED);
  });

  it('is unknown to the customers of another organization', async () => {
    const path = await createCustomer(service, withNie(nie()));
    expect(outcome(await convert(path.replace('telco', 'other'), nif()))).toBe('404 MCUS.404.003');
    const number = nif();
    const body = privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } });
    expect((await service.call('POST', '/v4/orgs/other/customers', { body })).status).toBe(201);
    expect((await convert(path, number)).status).toBe(204);
  });

  let passports = 100_000;
  const passport = (): { type: string; number: string } => ({ type: 'PASSPORT', number: `PAB${passports++}` });
  const nieDocument = (): { type: string; number: string } => ({ type: 'NIE', number: nie() });
});
