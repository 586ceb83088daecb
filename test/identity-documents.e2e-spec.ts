import { digitalCustomer, nie, nif } from './factories';
import { createCustomer } from './setup/customers';
import { aNif, doc, documentShown, documentsOf, passport, person, putDocument, withNie } from './setup/documents';
import { type Answer, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const REFUSED = '400 MCUS.999.998';
const TAKEN = '409 MCUS.409.001';

describe('the identity documents of a customer', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const put = (path: string, document: unknown, reason: unknown, headers = {}): Promise<Answer> =>
    putDocument(service, path, document, reason, headers);

  const updatedAt = async (path: string): Promise<number> =>
    Date.parse(String((await service.call('GET', path)).json()['updated_at']));

  const holderOf = async (number: string): Promise<string> => {
    const answer = await service.call('POST', `${CUSTOMERS}/search`, { body: { identity_document: number } });
    return answer.status === 200 ? `${CUSTOMERS}/${String(answer.json()['id'])}` : outcome(answer);
  };

  describe('GET …/identity-documents', () => {
    it('lists the one that the customer was created with, valid since then', async () => {
      const identity_document = passport();
      const path = await createCustomer(service, person(identity_document));
      const { created_at } = (await service.call('GET', path)).json();
      expect(await documentsOf(service, path)).toEqual([{ ...identity_document, valid_from: created_at }]);
    });

    it('lists the current one first, then the last retired, with the instants in between', async () => {
      const documents = [passport(), passport(), aNif(), passport()];
      const [first = passport(), ...next] = documents;
      const path = await createCustomer(service, person(first));
      for (const document of next) expect(outcome(await put(path, document, 'REPLACEMENT'))).toBe('204');
      const listed = await documentsOf(service, path);
      expect(listed.map(({ type, number }) => ({ type, number }))).toEqual([...documents].reverse());
      expect(listed[0]).not.toHaveProperty('valid_to');
      for (const [index, { valid_to }] of listed.slice(1).entries()) expect(valid_to).toBe(listed[index]?.valid_from);
      expect(listed.map(({ valid_from }) => valid_from).reverse()).toEqual(
        listed.map(({ valid_from }) => valid_from).sort(),
      );
    });

    it('lists of two that were retired in one millisecond the later first', async () => {
      const [first, second, third] = [passport(), passport(), passport()];
      const path = await createCustomer(service, person(first));
      for (const document of [second, third]) await put(path, document, 'REPLACEMENT');
      for (const numbers of [
        [second, first],
        [first, second],
      ]) {
        await service.database.query(
          `UPDATE identity_documents SET retired_at = '2030-01-01', valid_from = to_timestamp(array_position($2, number))
            WHERE customer_id = $1 AND retired_at IS NOT NULL`,
          [path.slice(-36), numbers.map(({ number }) => number)],
        );
        const [, ...retired] = await documentsOf(service, path);
        expect(retired.map(({ number }) => number)).toEqual(numbers.map(({ number }) => number).reverse());
      }
    });

    it('is an empty list for a digital customer', async () => {
      expect(await documentsOf(service, await createCustomer(service, digitalCustomer()))).toEqual([]);
    });

    it('does not know an unknown organization or customer, another organization’s least', async () => {
      const list = (path: string): Promise<Answer> => service.call('GET', `${path}/identity-documents`);
      const path = await createCustomer(service, person(aNif()));
      expect(outcome(await list(UNKNOWN.replace('telco', 'nobody')))).toBe('404 MCUS.404.002');
      expect(outcome(await list(UNKNOWN))).toBe('404 MCUS.404.003');
      expect(outcome(await list(path.replace('telco', 'other')))).toBe('404 MCUS.404.003');
    });

    it('refuses query parameters, and is for everybody who may read', async () => {
      const path = await createCustomer(service, person(aNif()));
      expect(outcome(await service.call('GET', `${path}/identity-documents?type=NIF`))).toBe(REFUSED);
      const answer = await service.call('GET', `${path}/identity-documents`, { roles: 'VIEWER' });
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    });
  });

  describe('PUT …/identity-document', () => {
    it('as a CORRECTION releases the old one, which was wrong', async () => {
      const [wrong, right] = [aNif(), aNif()];
      const path = await createCustomer(service, person(wrong));
      const answer = await put(path, right, 'CORRECTION');
      expect([answer.status, answer.text, answer.headers['etag']]).toEqual([204, '', '"2"']);
      expect(await documentShown(service, path)).toEqual(right);
      expect(await documentsOf(service, path)).toEqual([{ ...right, valid_from: expect.any(String) }]);
      expect(await holderOf(wrong.number)).toBe('404 MCUS.404.003');
      expect(await holderOf(right.number)).toBe(path);
      const next = await createCustomer(service, person(wrong));
      expect(await holderOf(wrong.number)).toBe(next);
    });

    it('as a REPLACEMENT keeps the old one found and reserved', async () => {
      const [old, renewed] = [passport(), passport()];
      const path = await createCustomer(service, person(old));
      expect((await put(path, renewed, 'REPLACEMENT')).headers['etag']).toBe('"2"');
      expect(await documentShown(service, path)).toEqual(renewed);
      expect([await holderOf(old.number), await holderOf(renewed.number)]).toEqual([path, path]);
      expect(outcome(await service.call('POST', CUSTOMERS, { body: person(old) }))).toBe(TAKEN);
    });

    it('changes the document and nothing else of the customer', async () => {
      const path = await createCustomer(service, withNie(nie(), { nationality: 'FR', birthdate: '1990-01-01' }));
      const before = (await service.call('GET', path)).json<{ personal_info: object }>();
      await service.database.query("UPDATE customers SET updated_at = updated_at - interval '1 hour' WHERE id = $1", [
        path.slice(-36),
      ]);
      const created = await updatedAt(path);
      const document = aNif();
      expect((await put(path, document, 'REPLACEMENT')).status).toBe(204);
      expect((await service.call('GET', path)).json()).toEqual({
        ...before,
        personal_info: { ...before.personal_info, identity_document: document },
        updated_at: expect.any(String),
      });
      expect(await updatedAt(path)).toBeGreaterThan(created);
    });

    it.each(['CORRECTION', 'REPLACEMENT'])('with the current document, as a %s, changes nothing', async (reason) => {
      const document = aNif();
      const path = await createCustomer(service, person(document));
      const before = await service.call('GET', path);
      const spelled = { type: 'NIF', number: ` ${document.number.slice(0, 8)}-${document.number.slice(8)}` };
      const answer = await put(path, spelled, reason);
      expect([answer.status, answer.headers['etag']]).toEqual([204, '"1"']);
      expect((await service.call('GET', path)).text).toBe(before.text);
      expect(await documentsOf(service, path)).toHaveLength(1);
    });

    it('brings a retired document of the customer back', async () => {
      const [first, second] = [passport(), passport()];
      const path = await createCustomer(service, person(first));
      const [created] = await documentsOf(service, path);
      await put(path, second, 'REPLACEMENT');
      expect((await put(path, first, 'REPLACEMENT')).status).toBe(204);
      expect(await documentsOf(service, path)).toEqual([
        created,
        { ...second, valid_from: expect.any(String), valid_to: expect.any(String) },
      ]);
      // The way back was the mistake: the second is released, the first stays current.
      expect((await put(path, second, 'CORRECTION')).status).toBe(204);
      expect((await documentsOf(service, path)).map(({ number }) => number)).toEqual([second.number]);
      expect(await holderOf(first.number)).toBe('404 MCUS.404.003');
    });

    it('leaves what was retired before a correction', async () => {
      const [first, wrong, right] = [passport(), passport(), passport()];
      const path = await createCustomer(service, person(first));
      await put(path, wrong, 'REPLACEMENT');
      await put(path, right, 'CORRECTION');
      expect((await documentsOf(service, path)).map(({ number }) => number)).toEqual([right.number, first.number]);
      expect(await holderOf(wrong.number)).toBe('404 MCUS.404.003');
    });

    it('undoes a conversion that was wrong', async () => {
      const old = nie();
      const path = await createCustomer(service, withNie(old));
      const converted = nif();
      await service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: converted } });
      expect((await put(path, { type: 'NIE', number: old }, 'CORRECTION')).status).toBe(204);
      expect((await documentsOf(service, path)).map(({ number }) => number)).toEqual([old]);
      expect(await holderOf(converted)).toBe('404 MCUS.404.003');
      const again = await service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: nif() } });
      expect(again.status).toBe(204);
    });

    it.each([
      ['current', (): Promise<unknown> => Promise.resolve()],
      ['retired', (path: string) => put(path, passport(), 'REPLACEMENT')],
    ])("refuses a document that is another customer's %s one, and changes nothing", async (_what, retire) => {
      const taken = aNif();
      await retire(await createCustomer(service, person(taken)));
      const path = await createCustomer(service, person(aNif()));
      const before = [await service.call('GET', path).then(({ text }) => text), await documentsOf(service, path)];
      for (const reason of ['CORRECTION', 'REPLACEMENT']) {
        expect(refusals(await put(path, taken, reason))).toEqual([
          [
            TAKEN,
            '/identity_document/number',
            'identity_document.number belongs to another customer of the organization',
          ],
        ]);
      }
      const after = [await service.call('GET', path).then(({ text }) => text), await documentsOf(service, path)];
      expect(after).toEqual(before);
    });

    it('takes the number of the current document under another type for another document', async () => {
      const number = 'Z0000005X';
      const path = await createCustomer(service, person(doc('PASSPORT', number)));
      expect((await put(path, doc('NIE', number), 'REPLACEMENT')).headers['etag']).toBe('"2"');
      expect((await documentsOf(service, path)).map(({ type }) => type)).toEqual(['NIE', 'PASSPORT']);
      await service.call('DELETE', path);
    });

    it('takes a number that another customer has under another type', async () => {
      const number = 'X1234567L';
      const other = await createCustomer(service, person(doc('PASSPORT', number)));
      const path = await createCustomer(service, person(aNif()));
      expect((await put(path, doc('NIE', number), 'CORRECTION')).status).toBe(204);
      await Promise.all([other, path].map((target) => service.call('DELETE', target)));
    });

    it('heeds If-Match, and does not know an unknown customer', async () => {
      const path = await createCustomer(service, person(aNif()));
      const stale = await put(path, aNif(), 'CORRECTION', { 'if-match': '"2"' });
      expect([outcome(stale), stale.headers['etag']]).toEqual(['412 MCUS.412.001', '"1"']);
      expect((await put(path, aNif(), 'CORRECTION', { 'if-match': '"1"' })).headers['etag']).toBe('"2"');
      expect(outcome(await put(UNKNOWN, aNif(), 'CORRECTION', { 'if-match': '*' }))).toBe('404 MCUS.404.003');
      expect(outcome(await put(path.replace('telco', 'other'), aNif(), 'CORRECTION'))).toBe('404 MCUS.404.003');
      expect(outcome(await put(path.replace('telco', 'nobody'), aNif(), 'CORRECTION'))).toBe('404 MCUS.404.002');
    });
  });
});
