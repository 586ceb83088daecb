import fc from 'fast-check';
import { apply } from 'json-merge-patch';
import { email, nif } from './factories';
import { errorsOf, outcome } from './setup/http';
import { startTestService, type TestService } from './setup/service';

const RUNS = 1500;
const CUSTOMERS = '/v4/orgs/telco/customers';

type Json = Record<string, unknown>;

const SECTIONS = {
  PRIVATE_CUSTOMER: 'personal_info',
  CORPORATE_CUSTOMER: 'company_info',
  DIGITAL_CUSTOMER: 'digital_personal_info',
} as const;
type Type = keyof typeof SECTIONS;

/** What contract §3.5 calls patchable; true: replaced as a whole. */
const PATCHABLE = {
  preferred_language: true,
  segment: true,
  contact_info: {
    phone_numbers: true,
    emails: true,
    postal_address: {
      address_lines: true,
      locality: true,
      administrative_area: true,
      region_code: true,
      postal_code: true,
    },
  },
  personal_info: {
    name: true,
    first_surname: true,
    second_surname: true,
    birthdate: true,
    nationality: true,
    gender: true,
  },
  company_info: { legal_name: true, founding_date: true },
  digital_personal_info: { email: true, name: true, first_surname: true, second_surname: true },
} as const;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The patchable part of a customer or of a patch. */
function patchable(value: unknown, shape: object | true = PATCHABLE): unknown {
  if (shape === true || !isObject(value)) return value;
  const known = Object.entries(shape).filter(([name]) => value[name] !== undefined) as [string, object | true][];
  return Object.fromEntries(known.map(([name, below]) => [name, patchable(value[name], below)]));
}

/** Whether an object that a merge would go into has nothing in it. */
const hasEmptyObject = (value: unknown, shape: object | true = PATCHABLE): boolean =>
  shape !== true &&
  isObject(value) &&
  (Object.keys(value).length === 0 ||
    Object.entries(shape).some(([name, below]) => hasEmptyObject(value[name], below as object | true)));

/** A read leaves out empty lists, and contact information without any member. */
function withoutEmpty(customer: Json): Json {
  const contact = Object.entries((customer['contact_info'] ?? {}) as Json).filter(
    ([, value]) => !(Array.isArray(value) && value.length === 0),
  );
  const { contact_info, ...rest } = customer;
  return contact.length === 0 ? rest : { ...rest, contact_info: Object.fromEntries(contact) };
}

// Values in canonical form, so that what goes in comes out; some that break a rule alone or together with others.
const word = fc.constantFrom('Ana', 'José Luis', 'Núñez', 'Mª Ángeles', 'Ł');
const mostly = <T>(valid: fc.Arbitrary<T>, ...broken: T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: valid, weight: 60 }, ...broken.map((value) => ({ arbitrary: fc.constant(value), weight: 1 })));
const date = mostly<unknown>(fc.constantFrom('1900-01-01', '1984-02-29', '2022-01-01'), '2022-02-30', '2999-01-01', 5);
const defaults = (items: Json[]): Json[] => items.map((item, index) => ({ ...item, is_default: index === 0 }));
const phones = fc
  .array(fc.integer({ min: 600_000_000, max: 699_999_999 }), { maxLength: 3 })
  .map((numbers) =>
    defaults(numbers.map((number) => ({ country_code: '+34', number: String(number), type: 'MOBILE' }))),
  );
const emails = fc
  .array(fc.constantFrom('a@example.com', 'B.c@example.org', 'd@ñ.es'), { maxLength: 3 })
  .map((addresses) => defaults(addresses.map((address) => ({ email: address }))));
const MEMBERS: Record<string, fc.Arbitrary<unknown>> = {
  preferred_language: mostly<unknown>(fc.constantFrom('es', 'ca', 'en'), 'ES', 1),
  segment: mostly<unknown>(fc.constantFrom('CONSUMER', 'VIP'), 'vip', []),
  phone_numbers: mostly<unknown>(phones, 'x', [null]),
  emails: mostly<unknown>(emails, {}, [{ email: 'x' }]),
  address_lines: mostly<unknown>(fc.array(word, { minLength: 1, maxLength: 5 }), [], ['undefined'], 'x'),
  locality: mostly<unknown>(word, '', 1),
  administrative_area: mostly<unknown>(word, '', 1),
  region_code: mostly<unknown>(fc.constantFrom('ES', 'FR', 'XK'), 'UK'),
  postal_code: mostly<unknown>(fc.constantFrom('28039', '08001', 'SW1A 1AA'), 28039, ''),
  name: mostly<unknown>(word, '1', {}),
  first_surname: mostly<unknown>(word, '1'),
  second_surname: mostly<unknown>(word, '1'),
  birthdate: date,
  nationality: mostly<unknown>(fc.constantFrom('ES', 'FR'), 'es'),
  gender: mostly<unknown>(fc.constantFrom('MALE', 'FEMALE', 'OTHER'), 'X'),
  legal_name: mostly<unknown>(word, '1'),
  founding_date: date,
  email: fc.oneof({ arbitrary: fc.constant('FRESH'), weight: 30 }, { arbitrary: fc.constant('x'), weight: 1 }),
};

/** An object of the shape; each member absent, null as often as `nulls` says, or a value. */
function shaped(shape: object, nulls: number, absent: number): fc.Arbitrary<Json> {
  const members = Object.entries(shape).map(([name, below]) => {
    const value = below === true ? (MEMBERS[name] ?? fc.constant('x')) : shaped(below as object, nulls, absent);
    return fc
      .oneof(
        { arbitrary: fc.constant(undefined), weight: absent },
        { arbitrary: fc.constant(null), weight: nulls },
        { arbitrary: value, weight: 4 },
      )
      .map((chosen) => [name, chosen] as const);
  });
  return fc.tuple(...members).map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

const scalars = { preferred_language: true, segment: true, contact_info: PATCHABLE.contact_info };
const unknown = fc.constantFrom({}, {}, { nickname: 'x', external_id: 'x', id: 'x', associated_users: [] });
const caseOf = (type: Type): fc.Arbitrary<{ type: Type; before: Json; patch: Json }> => {
  const section = SECTIONS[type];
  const own = { ...scalars, [section]: PATCHABLE[section] };
  const strange = fc.constantFrom(...Object.values(SECTIONS).filter((name) => name !== section));
  const foreign = fc.oneof(
    { arbitrary: fc.constant({}), weight: 12 },
    { arbitrary: strange.map((name) => ({ [name]: { name: 'Ana', legal_name: 'Ana' } })), weight: 1 },
  );
  const patch = fc.tuple(shaped(own, 1, 4), foreign, unknown, unknown).map(([base, other, outer, inner]) => ({
    ...base,
    ...other,
    ...outer,
    ...(isObject(base[section]) && { [section]: { ...base[section], ...inner } }),
  }));
  return fc.record({ type: fc.constant(type), before: shaped(own, 0, 1), patch });
};
const anyCase = fc.oneof(...(Object.keys(SECTIONS) as Type[]).map(caseOf));

describe('PATCH', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  /** A body that creates such a customer, under a document and an email of its own. */
  function creatable(type: Type, part: Json, documentType: string): Json {
    const section = SECTIONS[type];
    const own = { ...(part[section] as Json | undefined) };
    if (type === 'DIGITAL_CUSTOMER') {
      if (own['email'] === 'FRESH' || String(own['email']).includes('@')) own['email'] = email();
    } else {
      const number = documentType === 'NIF' ? nif() : `P${nif().slice(0, 8)}`;
      own['identity_document'] = { type: documentType, number };
    }
    return { ...part, type, ...(part[section] !== undefined && { [section]: own }) };
  }

  const refusedAs = async (path: string, patch: Json): Promise<string[]> => {
    const answer = await service.call('PATCH', path, { body: patch });
    expect(answer.status).toBe(400);
    return errorsOf(answer).map(({ message }) => message);
  };

  it('equals RFC 7396 on what is patchable, where a create takes the result, and else changes nothing', async () => {
    const seen = { changed: 0, refused: 0, empty: 0 };
    const property = fc.asyncProperty(anyCase, fc.constantFrom('NIF', 'PASSPORT'), async (sample, documentType) => {
      const { type, before } = sample;
      const created = await service.call('POST', CUSTOMERS, { body: creatable(type, before, documentType) });
      fc.pre(created.status === 201);
      const path = created.headers['location'] ?? '';
      const stored = await service.call('GET', path);
      const fresh = email();
      const patch = JSON.parse(JSON.stringify(sample.patch).replaceAll('FRESH', fresh)) as Json;
      const applied = patchable(patch) as Json;

      if (hasEmptyObject(applied)) {
        seen.empty++;
        expect(await refusedAs(path, patch)).toContain('At least one field must be present');
      } else {
        const expected = withoutEmpty(apply(patchable(stored.json()), applied) as Json);
        const possible = await service.call('POST', CUSTOMERS, { body: creatable(type, expected, documentType) });
        if (possible.status === 201) {
          seen.changed++;
          expect(outcome(await service.call('PATCH', path, { body: patch }))).toBe('204');
          expect(patchable((await service.call('GET', path)).json())).toEqual(expected);
          return;
        }
        seen.refused++;
        expect(possible.status).toBe(400);
        await refusedAs(path, patch);
      }
      expect((await service.call('GET', path)).text).toBe(stored.text);
    });
    const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true, maxSkipsPerRun: 1000 });
    expect(seen.changed).toBeGreaterThan(RUNS / 4);
    expect(seen.refused).toBeGreaterThan(RUNS / 8);
    expect(seen.empty).toBeGreaterThan(RUNS / 50);
  });
});
