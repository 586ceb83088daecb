import { luhnCheckDigit } from '@app/domain';
import { nie, nif } from '../factories';
import { type Canaries } from './canaries';
import { doc, type Document } from './documents';

type Body = Record<string, unknown>;

/*
 * Bodies with a canary in every member that can hold one. What has few values can be none: types, codes of languages and
 * countries, genders, dates, the last four digits of a card, Spanish postal codes, "true".
 */

// Not from 0: settings and metrics have round numbers.
let counter = 1_357_913;
const serial = (length: number): string => String(counter++).padStart(length, '0');

/** The type of the document of the customer with that index, so that all types come. */
const TYPES = ['NIF', 'NIE', 'PASSPORT'] as const;

/** A new document of a person or a company, as clients write it: its number with and without separators is a canary. */
export function canaryDocument(canaries: Canaries, type: string, field = 'identity_document.number'): Document {
  const makers: Record<string, () => string> = { NIF: nif, NIE: nie, CIF: cif, PASSPORT: () => `ZQ${serial(7)}` };
  const number = canaries.take(field, makers[type]?.() ?? '');
  if (counter % 2 === 0) return doc(type, number);
  return doc(type, canaries.take(`${field} as written`, `${number.slice(0, 5)}-${number.slice(5)}`.toLowerCase()));
}

function cif(): string {
  const digits = serial(7);
  return `F${digits}${luhnCheckDigit(digits)}`;
}

function contactInfo(canaries: Canaries): Body {
  const phone = (): Body => ({
    country_code: '+34',
    number: canaries.take('phone_numbers.number', `64${serial(7)}`),
  });
  return {
    phone_numbers: [phone(), phone()],
    emails: [0, 1].map(() => ({ email: `a.${canaries.word('emails.email')}@${canaries.word('emails.domain')}.es` })),
    postal_address: {
      address_lines: Array.from({ length: 5 }, () => `Calle ${canaries.text('address_lines')}, 3º A`),
      locality: canaries.text('locality'),
      administrative_area: canaries.text('administrative_area'),
      postal_code: canaries.word('postal_code'),
      region_code: 'FR',
    },
  };
}

function name(canaries: Canaries, section: string): Body {
  const of = (member: string): string => `María ${canaries.text(`${section}.${member}`)}`;
  return { name: of('name'), first_surname: of('first_surname'), second_surname: of('second_surname') };
}

function common(canaries: Canaries): Body {
  return { segment: canaries.word('segment').toUpperCase(), contact_info: contactInfo(canaries) };
}

/** The sections of a customer without its document, by type: what a patch may bring. */
function sectionsOf(canaries: Canaries): Record<string, Body> {
  return {
    personal_info: name(canaries, 'personal_info'),
    company_info: { legal_name: `${canaries.text('legal_name')}, S.L.` },
    digital_personal_info: {
      ...name(canaries, 'digital_personal_info'),
      email: `${canaries.word('digital_personal_info.email')}@example.com`,
    },
  };
}

const SECTIONS = ['personal_info', 'company_info', 'digital_personal_info'] as const;
const CUSTOMERS = ['PRIVATE_CUSTOMER', 'CORPORATE_CUSTOMER', 'DIGITAL_CUSTOMER'] as const;

/** A new customer: private, corporate and digital in turn, with documents of all types in turn. */
export function canaryCustomer(canaries: Canaries, index: number): Body {
  const section = SECTIONS[index % 3] ?? 'personal_info';
  const type = section === 'company_info' ? 'CIF' : (TYPES[Math.floor(index / 3) % 3] ?? 'NIF');
  const identity = section === 'digital_personal_info' ? {} : { identity_document: canaryDocument(canaries, type) };
  return {
    type: CUSTOMERS[index % 3],
    external_id: canaries.word('external_id'),
    ...common(canaries),
    [section]: { ...sectionsOf(canaries)[section], ...identity },
  };
}

/** A patch of all that such a customer may have changed. */
export function canaryPatch(canaries: Canaries, index: number): Body {
  const section = SECTIONS[index % 3] ?? 'personal_info';
  return { ...common(canaries), [section]: sectionsOf(canaries)[section] };
}

/** A list of one representative. */
export function canaryRepresentatives(canaries: Canaries, index: number): Body {
  const identity_document = canaryDocument(canaries, TYPES[index % 3] ?? 'NIF', 'associated_users.number');
  return { associated_users: [{ identity_document, ...name(canaries, 'associated_users') }] };
}

/** A card. */
export function canaryCard(canaries: Canaries): Body {
  const [token, provider] = [canaries.text('token'), canaries.text('provider')];
  return { token, provider, brand: 'VISA', last_four: '1111', expiration_date: '2099-12' };
}

/** A document in the place of another. */
export function canaryReplacement(canaries: Canaries, index: number): Body {
  const type = index % 3 === 1 ? 'CIF' : (TYPES[index % 3] ?? 'NIF');
  return { identity_document: canaryDocument(canaries, type), reason: index % 2 === 0 ? 'CORRECTION' : 'REPLACEMENT' };
}

/** A number that a scheme of cards could have given. */
export function canaryCardNumber(canaries: Canaries): string {
  const digits = `4${serial(14)}`;
  return canaries.take('card number', digits + luhnCheckDigit(digits));
}

/** The criteria of a search for such a customer. */
export function criteriaOf(customer: Body): Record<string, string> {
  const section = Object.values(customer).find(
    (value): value is { identity_document?: Document; email?: string } =>
      typeof value === 'object' && ('name' in (value as object) || 'legal_name' in (value as object)),
  );
  const contact = customer['contact_info'] as { emails: { email: string }[] };
  return {
    ...(section?.identity_document && { identity_document: section.identity_document.number }),
    email: section?.email ?? contact.emails[0]?.email ?? '',
  };
}
