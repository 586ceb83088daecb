import { digitalCustomer, nie, nif } from './factories';
import { createCustomer } from './setup/customers';
import {
  aNif,
  company,
  doc,
  type Document,
  documentShown,
  documentsOf,
  passport,
  person,
  putDocument,
  withNie,
} from './setup/documents';
import { type Answer, errorsOf, outcome, refusals } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const CUSTOMERS = '/v4/orgs/telco/customers';
const UNKNOWN = `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`;
const REFUSED = '400 MCUS.999.998';
const NUMBER_RULE = 'must be a valid number of its type, with the right check character';

describe('PUT …/identity-document', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  const put = (path: string, document: unknown, reason: unknown, headers = {}): Promise<Answer> =>
    putDocument(service, path, document, reason, headers);

  it.each<[string, string, () => object, Document, Document]>([
    [
      'a person',
      'a passport',
      () => person(aNif()),
      { type: 'PASSPORT', number: 'abc 1234' },
      doc('PASSPORT', 'ABC1234'),
    ],
    ['a person', 'a NIE', () => person(aNif()), { type: 'NIE', number: 'x0-1234567-l' }, doc('NIE', 'X1234567L')],
    ['a person', 'a spelling', () => person(aNif()), doc('NIE', 'Y\u200B1234567\u2011X'), doc('NIE', 'Y1234567X')],
    ['a company', 'a CIF', () => company(aNif()), { type: 'CIF', number: 'b-64717838' }, doc('CIF', 'B64717838')],
    ['a company', 'a NIF in CIF form', () => company(aNif()), doc('NIF', 'A58818501'), doc('CIF', 'A58818501')],
    ['a company', 'the NIF of a sole trader', () => company(aNif()), doc('NIF', '14z'), doc('NIF', '00000014Z')],
  ])('takes for %s %s, and stores it in canonical form', async (_who, _what, customer, sent, stored) => {
    const path = await createCustomer(service, customer());
    expect(outcome(await put(path, sent, 'CORRECTION'))).toBe('204');
    expect(await documentShown(service, path)).toEqual(stored);
    expect(await documentsOf(service, path)).toMatchObject([stored]);
    await service.call('DELETE', path);
  });

  it.each<[string, () => object, Document, member: string, rule: string]>([
    ['a CIF to a person', () => person(aNif()), doc('CIF', 'B64717838'), 'type', 'must be one of NIF, NIE, PASSPORT'],
    ['a NIF in CIF form to a person', () => person(aNif()), doc('NIF', 'B64717838'), 'number', NUMBER_RULE],
    [
      'a passport to a company',
      () => company(aNif()),
      doc('PASSPORT', 'ABC1234'),
      'type',
      'must be one of CIF, NIF, NIE',
    ],
  ])('refuses %s', async (_what, customer, document, member, rule) => {
    const path = await createCustomer(service, customer());
    expect(refusals(await put(path, document, 'REPLACEMENT'))).toEqual([
      [REFUSED, `/identity_document/${member}`, `identity_document.${member} ${rule}`],
    ]);
    expect(await documentsOf(service, path)).toHaveLength(1);
  });

  it('refuses a NIF while the person has no first surname, as a create would', async () => {
    const path = await createCustomer(service, withNie(nie(), { first_surname: undefined }));
    expect(refusals(await put(path, aNif(), 'REPLACEMENT'))).toEqual([
      [
        REFUSED,
        '/identity_document/type',
        'identity_document.type must not be NIF while the customer has no first_surname',
      ],
    ]);
    const converted = nif();
    await service.call('PATCH', `${path}/convert-nie-to-nif`, { body: { nif: converted } });
    expect((await put(path, doc('NIF', converted), 'REPLACEMENT')).headers['etag']).toBe('"2"');
    expect((await put(path, passport(), 'REPLACEMENT')).status).toBe(204);
    await service.call('PATCH', path, { body: { personal_info: { first_surname: 'Blanco' } } });
    expect((await put(path, aNif(), 'REPLACEMENT')).status).toBe(204);
  });

  it('refuses a digital customer, who has no document', async () => {
    const path = await createCustomer(service, digitalCustomer());
    expect(outcome(await put(path, aNif(), 'CORRECTION'))).toBe('409 MCUS.409.006');
    expect(await documentsOf(service, path)).toEqual([]);
  });

  it('lists every broken rule of the body before it looks for the customer', async () => {
    const refused = async (body: unknown): Promise<unknown> =>
      errorsOf(await service.call('PUT', `${UNKNOWN}/identity-document`, { body })).map(({ field }) => field);
    expect(await refused({})).toEqual(['/identity_document', '/reason']);
    expect(await refused({ identity_document: {}, reason: 'RENEWAL' })).toEqual([
      '/identity_document/type',
      '/identity_document/number',
      '/reason',
    ]);
    expect(await refused({ identity_document: doc('NIF', '12345678A'), reason: null })).toEqual([
      '/identity_document/number',
      '/reason',
    ]);
    expect(await refused({ identity_document: [doc('NIF', nif())], reason: 'CORRECTION' })).toEqual([
      '/identity_document',
    ]);
  });
});
