import { creditCard, digitalCustomer, privateCustomer, publishedCustomer } from './factories';
import { createCustomer } from './setup/customers';
import { refusals } from './setup/http';
import {
  broken,
  contents,
  CUSTOMERS,
  itRefuses,
  itTakes,
  type Probe,
  type RefusedProbe,
  sendProbe,
} from './setup/probes';
import { startTestService, type TestService } from './setup/service';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({}, { clock: { now: () => new Date('2026-03-01T00:30:00Z') } });
});
afterAll(() => service.stop());

describe('names that every object inherits', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'toJSON',
    '__defineGetter__',
  ];
  const POISON = { polluted: 'yes', segment: 'POISON', name: 'Poison', is_default: true, type: 'OTHER', then: 1 };

  /** A copy of JSON with the member in every object, however deep. */
  function everywhere(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((item) => everywhere(item, name));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, member]) => [key, everywhere(member, name)]);
    // Not an assignment: that would set the prototype here, and send nothing.
    return Object.fromEntries([...members, [name, POISON]]);
  }

  const stored = async (): Promise<string> => {
    const tables = ['customers', 'identity_documents', 'credit_cards', 'holds'];
    const rows = tables.map((table) => `SELECT t::text FROM ${table} AS t`);
    return JSON.stringify(await service.database.query(rows.join(' UNION ALL ')));
  };

  /** Neither this process nor the store has got anything of it. */
  async function expectNothing(name: string): Promise<void> {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    const text = await stored();
    for (const word of ['polluted', 'POISON', 'Poison', name]) expect(text).not.toContain(word);
  }

  it.each(NAMES)('%s, at every level of a create, is dropped', async (name) => {
    const body = publishedCustomer();
    const path = await createCustomer(service, everywhere(body, name) as object);
    const { id, created_at, updated_at, ...shown } = (await service.call('GET', path)).json();
    expect(shown).toEqual(body);
    await expectNothing(name);
  });

  it.each(NAMES)('%s, at every level of a patch, is dropped', async (name) => {
    const path = await createCustomer(service, publishedCustomer());
    const patch = {
      segment: 'SEEN',
      contact_info: { postal_address: { locality: 'Getafe' } },
      personal_info: { name: 'Ana' },
    };
    const answer = await sendProbe(service, { method: 'PATCH', path, body: everywhere(patch, name) });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await service.call('GET', path)).json()).toMatchObject(patch);
    await expectNothing(name);
  });

  it.each(NAMES)('%s, at every level of representatives, cards and searches, is dropped', async (name) => {
    const path = await createCustomer(
      service,
      digitalCustomer({ digital_personal_info: { email: `${name}@example.com` } }),
    );
    const users = { associated_users: [{ identity_document: { type: 'PASSPORT', number: 'AAA1234' } }] };
    const answers = [
      await sendProbe(service, { method: 'PUT', path: `${path}/associated_users`, body: everywhere(users, name) }),
      await sendProbe(service, { path: `${path}/credit-cards`, body: everywhere(creditCard(), name) }),
      await sendProbe(service, {
        path: `${CUSTOMERS}/search`,
        body: everywhere({ email: `${name}@example.com` }, name),
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 201, 200]);
    await sendProbe(service, { method: 'DELETE', path });
    await expectNothing(name);
  });

  const MISSING = 'At least one field must be present';
  itRefuses(
    () => service,
    [
      ...NAMES.map((name): RefusedProbe => [
        `${name} as a type`,
        { body: { type: name } },
        broken('/type', 'type must be one of PRIVATE_CUSTOMER, CORPORATE_CUSTOMER, DIGITAL_CUSTOMER'),
      ]),
      ...NAMES.map((name): RefusedProbe => [
        `${name} and nothing else as a patch`,
        {
          method: 'PATCH',
          path: `${CUSTOMERS}/123e4567-e89b-12d3-a456-556642440000`,
          body: `{"${name}":{"segment":"X"}}`,
        },
        broken('', MISSING),
      ]),
      [
        'a section that only a prototype has',
        { body: '{"type":"DIGITAL_CUSTOMER","__proto__":{"digital_personal_info":{"email":"a@example.com"}}}' },
        broken('/digital_personal_info', 'digital_personal_info is required'),
      ],
      [
        'criteria that only a prototype has',
        { path: `${CUSTOMERS}/search`, body: '{"__proto__":{"email":"a@example.com"}}' },
        broken('', 'At least one of identity_document, email, external_id must be present'),
      ],
      [
        'a word that every list has, in place of a list',
        { body: digitalCustomer({ contact_info: { emails: 'length' } }) },
        broken('/contact_info/emails', 'contact_info.emails must be an array'),
      ],
    ],
  );
});

describe('values of another kind', () => {
  const OTHERS: [kind: string, value: unknown][] = [
    ['a number', 5],
    ['true', true],
    ['an array', ['x']],
    ['an object', { x: 'y' }],
  ];
  const info = (digital_personal_info: object): Probe => ({ body: digitalCustomer({ digital_personal_info }) });
  const contact = (contact_info: unknown): Probe => ({ body: digitalCustomer({ contact_info }) });
  const phone = (more: object): Probe =>
    contact({ phone_numbers: [{ country_code: '+34', number: '615667898', ...more }] });
  const FLAG = 'contact_info.phone_numbers[0].is_default must be true or false';

  itRefuses(
    () => service,
    [
      ...OTHERS.map(([kind, value]): RefusedProbe => [
        `${kind} for a string`,
        info({ name: value }),
        broken('/digital_personal_info/name', 'digital_personal_info.name must be a string'),
      ]),
      ...OTHERS.map(([kind, value]): RefusedProbe => [
        `${kind} for a word of a set`,
        phone({ type: value }),
        broken(
          '/contact_info/phone_numbers/0/type',
          'contact_info.phone_numbers[0].type must be one of MOBILE, FIXED_LINE, OTHER',
        ),
      ]),
      ...['x', 5, true, ['x']].map((value): RefusedProbe => [
        `${JSON.stringify(value)} for an object`,
        { body: { type: 'DIGITAL_CUSTOMER', digital_personal_info: value } },
        broken('/digital_personal_info', 'digital_personal_info must be an object'),
      ]),
      ...['x', 5, true, { 0: { email: 'a@example.com' }, length: 1 }].map((value): RefusedProbe => [
        `${JSON.stringify(value)} for an array`,
        contact({ emails: value }),
        broken('/contact_info/emails', 'contact_info.emails must be an array'),
      ]),
      ...['true', 1, 0, [], {}].map((value): RefusedProbe => [
        `${JSON.stringify(value)} for true or false`,
        phone({ is_default: value }),
        broken('/contact_info/phone_numbers/0/is_default', FLAG),
      ]),
      [
        'null for a string that is required',
        info({ email: null }),
        broken('/digital_personal_info/email', 'digital_personal_info.email is required'),
      ],
      [
        'null in a list',
        contact({ emails: [null] }),
        broken('/contact_info/emails/0', 'contact_info.emails[0] must be an object'),
      ],
      [
        'a number for the words of a search',
        { path: `${CUSTOMERS}/search`, body: { identity_document: 12345678 } },
        broken('/identity_document', 'identity_document must be a string'),
      ],
    ],
  );
});

describe('dates', () => {
  const BIRTHDATE =
    'personal_info.birthdate must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future';
  const born = (birthdate: unknown): Record<string, unknown> => privateCustomer({ personal_info: { birthdate } });

  itRefuses(
    () => service,
    [
      ...[
        'today',
        'tomorrow',
        'infinity',
        '-infinity',
        'now',
        'epoch',
        'allballs',
        '2026-03-02',
        '1899-12-31',
        '0000-01-01',
        '0001-01-01',
        '2022-02-30',
        '2023-02-29',
        '1900-02-29',
        '2022-04-31',
        '2022-13-01',
        '2022-00-10',
        '2022-01-00',
        '2022-1-1',
        '22-01-01',
        '20220101',
        '2022/01/01',
        '01-02-2022',
        '2022-01-01T00:00:00Z',
        '2022-01-01 00:00',
        '2022-01-01Z',
        '2022-W01-1',
        '2022-001',
        '+2022-01-01',
        '+002022-01-01',
        '-2022-01-01',
        '12022-01-01',
        '2022-01-01 BC',
        'J2459581',
        '２０２２-01-01',
        '٢٠٢٢-٠١-٠١',
        '2022‑01‑01',
        '9999-12-31',
      ].map((date): RefusedProbe => [date, { body: born(date) }, broken('/personal_info/birthdate', BIRTHDATE)]),
      [
        'a number',
        { body: born(20220101) },
        broken('/personal_info/birthdate', 'personal_info.birthdate must be a string'),
      ],
    ],
  );

  itTakes(
    () => service,
    ['1900-01-01', '2000-02-29', '2024-02-29', '2026-02-28', '2026-03-01'].map((date) => {
      const body = born(date);
      return [date, { body }, body];
    }),
  );

  it.each(['infinity', 'today', '2026-02', '2026-13', '2026-3', '2026-03-01', '03/26', '２０２６-04'])(
    'a card until %s is refused',
    async (expiration_date) => {
      const path = await createCustomer(service, digitalCustomer());
      const before = await contents(service.database);
      const answer = await sendProbe(service, { path: `${path}/credit-cards`, body: creditCard({ expiration_date }) });
      expect(refusals(answer)).toEqual([
        broken('/expiration_date', 'expiration_date must be a month YYYY-MM that is not over yet'),
      ]);
      expect(await contents(service.database)).toEqual(before);
    },
  );
});
