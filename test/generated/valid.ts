import fc from 'fast-check';
import { resolved, type Schema } from '../document/document';
import { Drawn, type FreshKind } from './pools';

const DOCUMENTS: Record<string, FreshKind> = { NIF: 'nif', NIE: 'nie', PASSPORT: 'passport', CIF: 'cif' };
const COUNTRIES = ['ES', 'ES', 'FR', 'XK', 'US'];
const NAMES = ['Ana', 'José Luis', 'Núñez', 'Mª Ángeles', 'Ł', '山田', 'محمد', 'Zoë 𝒜', "O'Neill-Smith", 'x'];

/** Members that rules across members nearly always demand: a NIF wants a surname, Spain a postal code. */
const NEARLY_REQUIRED = ['first_surname', 'postal_code', 'contact_info'];

/** A customer has one of these: a patch with more than one is never right. */
const SECTIONS = ['personal_info', 'company_info', 'digital_personal_info'];

/** What schemas do not tell: check letters, real countries and days, numbers that exist. By the name of the member. */
const BY_NAME: Record<string, (schema: Schema) => fc.Arbitrary<unknown>> = {
  identity_document: (schema) => (schema.properties === undefined ? knownNumber() : documentOf(schema)),
  nif: () => fc.constant(Drawn.fresh('nif')),
  phone_numbers: () => fc.array(phone, { maxLength: 3 }),
  email: (schema) => fc.oneof(fc.constant(Drawn.fresh('email')), emailOf(schema.maxLength ?? 0)),
  country_code: () => fc.constantFrom('+34', '+351', '+1'),
  region_code: () => fc.constantFrom(...COUNTRIES),
  nationality: () => fc.constantFrom(...COUNTRIES),
  postal_code: () => fc.constantFrom('28039', '08001', '52999'),
  preferred_language: () => fc.constantFrom('es', 'ca', 'en', 'zu'),
  birthdate: () => day,
  founding_date: () => day,
  expiration_date: () => fc.constantFrom('2099-12', '9999-01'),
  token: () => fc.constant(Drawn.fresh('token')),
  external_id: () => fc.constant(Drawn.fresh('externalId')),
  is_default: () => fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
  org_id: (schema) =>
    mostlyKnown('org_id', fc.oneof(fc.constantFrom('other', 'org-of-a-run', 'Org.2'), textOf(schema))),
  customer_id: () => mostlyKnown('customer_id', fc.constant(Drawn.fresh('uuid'))),
  card_id: () => mostlyKnown('card_id', fc.constant(Drawn.fresh('uuid'))),
};

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2024-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const phone = fc.oneof(
  fc.record(
    {
      country_code: fc.constant('+34'),
      number: fc.integer({ min: 600_000_000, max: 799_999_999 }).map(String),
      type: fc.constantFrom('MOBILE', 'OTHER'),
    },
    { requiredKeys: ['country_code', 'number'] },
  ),
  fc.constantFrom(
    { country_code: '+351', number: '912 345 678' },
    { country_code: '+1', number: '(212) 555-0123', type: 'FIXED_LINE' },
    { country_code: '+34', number: '912345678', is_default: true },
  ),
);

/** An index into a pool: enough of them for every customer of a run. */
export const index = fc.nat({ max: 63 });

function mostlyKnown(kind: 'org_id' | 'customer_id' | 'card_id', other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: index.map((at) => Drawn.known(kind, at)), weight: 12 }, { arbitrary: other, weight: 1 });
}

function knownNumber(): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: index.map((at) => Drawn.known('number', at)), weight: 4 },
    { arbitrary: fc.constant(Drawn.fresh('nif')), weight: 1 },
  );
}

function documentOf({ properties = {} }: Schema): fc.Arbitrary<unknown> {
  const types = (properties['type']?.enum ?? []) as string[];
  return fc.constantFrom(...types).map((type) => ({ type, number: Drawn.fresh(DOCUMENTS[type] ?? 'nif') }));
}

function emailOf(max: number): fc.Arbitrary<unknown> {
  const longest = `${'l'.repeat(64)}@${'d'.repeat(Math.min(63, max - 68))}.es`;
  return fc.oneof(
    fc.constantFrom('a@example.com', 'x.y+z@ñandú.es', longest),
    index.map((at) => Drawn.known('email', at)),
  );
}

/** A value that the schema allows, and mostly the service too. */
export function validOf(given: Schema, name = ''): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  // An object's anyOf says which of its members must be there: the draw hits it often enough.
  const alternatives = schema.oneOf ?? (schema.properties === undefined ? schema.anyOf : undefined);
  if (alternatives !== undefined) return fc.oneof(...alternatives.map((each) => validOf(each, name)));
  if (Array.isArray(schema.type)) {
    const types = (schema.type as readonly string[]).map((type) => ({
      arbitrary: type === 'null' ? fc.constant(null) : validOf({ ...schema, type }, name),
      weight: type === 'null' ? 1 : 4,
    }));
    return fc.oneof(...types);
  }
  return BY_NAME[name]?.(schema) ?? bySchema(schema, name);
}

function bySchema(schema: Schema, name: string): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.filter((each) => each !== null));
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'array') {
    const { items = {}, minItems = 0, maxItems = 3 } = schema;
    return fc.array(validOf(items, `${name}[]`), { minLength: minItems, maxLength: Math.min(maxItems, 3) });
  }
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 100 });
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'string') return textOf(schema);
  throw new Error(`no generator for the schema of ${name}: ${JSON.stringify(schema)}`);
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  type Entry = [name: string, value: unknown];
  const entries = Object.entries(properties).map(([name, schema]): fc.Arbitrary<Entry[]> => {
    const entry = validOf(schema, name).map((value): Entry[] => [[name, value]]);
    if (required.includes(name)) return entry;
    const weight = NEARLY_REQUIRED.includes(name) ? 20 : 1;
    const absent: fc.Arbitrary<Entry[]> = fc.constant([]);
    return fc.oneof({ withCrossShrink: true }, { arbitrary: absent, weight: 1 }, { arbitrary: entry, weight });
  });
  const isPatch = SECTIONS.every((section) => section in properties);
  const section = isPatch ? fc.constantFrom(...SECTIONS) : fc.constant(undefined);
  return fc
    .tuple(section, ...entries)
    .map(([chosen, ...found]) =>
      Object.fromEntries(found.flat().filter(([name]) => !isPatch || name === chosen || !SECTIONS.includes(name))),
    );
}

function textOf({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc
    .array(fc.constantFrom(...NAMES), { minLength: Math.min(minLength, 1), maxLength: 4 })
    .map((words) => [...words.join(' ')].slice(0, maxLength).join('').trim());
}
