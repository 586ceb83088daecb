import { type IdentityDocument } from '@app/domain';
import { type ContactInfo, type PostalAddress } from '../customers/contact-info.dto';
import { type CreateCustomer } from '../customers/customers.dto';
import { type Draws, drawsFor } from './draws';
import { cifOf, nieOf, nifOf, passportOf } from './numbers';
import { PROVINCES } from './provinces';
import { KINDS_OF_STREET, LANGUAGES, MEN, NATIONALITIES, STREETS, SURNAMES, TRADES, WOMEN } from './words';

const INHABITANTS = PROVINCES.reduce((sum, [, , , inhabitants]) => sum + inhabitants, 0);
/** Every province as often among these as it has of 4,096 inhabitants of Spain. */
const INHABITED = PROVINCES.flatMap((province) =>
  Array.from({ length: Math.round((province[3] / INHABITANTS) * 4096) }, () => province),
);

const DOORS = ['A', 'B', 'C', 'D'];

/** Begins the external ids; whoever has one of them was seeded. */
export const EXTERNAL_ID_PREFIX = 'CRM-';

/** The external id of a row; in the order of the rows. */
export function externalIdOf(row: number): string {
  return EXTERNAL_ID_PREFIX + String(row).padStart(9, '0');
}

/**
 * The customer of a row: what a client would send to createCustomer, in the form in which it is stored. The same row is the same
 * customer always; two rows have no document, no external id and no email in common.
 *
 * The members of a part stand in jsonb's own order, the shortest name first, so that PostgreSQL need not sort them.
 *
 * Names, addresses and numbers are put together at random and mean nobody; addresses of email are in example.com (RFC 2606).
 *
 * @param row from 0 to below MOST_ROWS
 */
export function seededCustomer(row: number): CreateCustomer {
  const draws = drawsFor(row);
  const kind = draws.below(100);
  if (kind < 82) return privateCustomer(row, draws);
  return kind < 92 ? company(row, draws) : digitalCustomer(row, draws);
}

function privateCustomer(row: number, draws: Draws): CreateCustomer {
  const { name, gender } = person(draws);
  const [first, second] = [draws.common(SURNAMES), draws.common(SURNAMES)];
  const identity_document = documentOf(row, draws);
  const isSpanish = identity_document.type === 'NIF';
  return {
    type: 'PRIVATE_CUSTOMER',
    external_id: externalIdOf(row),
    ...(draws.chance(0.9) && { preferred_language: languageOf(draws) }),
    segment: draws.chance(0.85) ? 'CONSUMER' : 'PREMIUM',
    contact_info: contactInfo(row, draws, [name, first]),
    personal_info: {
      name,
      ...(draws.chance(0.8) && { gender }),
      birthdate: date(draws, 1935, 70),
      nationality: isSpanish ? 'ES' : draws.common(NATIONALITIES),
      first_surname: first,
      ...((isSpanish || draws.chance(0.5)) && { second_surname: second }),
      identity_document,
    },
  };
}

function company(row: number, draws: Draws): CreateCustomer {
  const [trade, surname] = [draws.one(TRADES), draws.common(SURNAMES)];
  // A sole trader has the document of a person.
  const isSoleTrader = draws.chance(0.15);
  return {
    type: 'CORPORATE_CUSTOMER',
    external_id: externalIdOf(row),
    preferred_language: languageOf(draws),
    segment: draws.one(['SOHO', 'SOHO', 'SME', 'SME', 'ENTERPRISE']),
    contact_info: contactInfo(row, draws, [trade, surname]),
    company_info: {
      legal_name: `${trade} ${surname}${isSoleTrader ? '' : draws.one([', S.L.', ', S.L.', ', S.A.'])}`,
      ...(draws.chance(0.7) && { founding_date: date(draws, 1960, 65) }),
      identity_document: isSoleTrader ? { type: 'NIF', number: nifOf(row) } : { type: 'CIF', number: cifOf(row) },
    },
  };
}

function digitalCustomer(row: number, draws: Draws): CreateCustomer {
  const { name } = person(draws);
  const surname = draws.common(SURNAMES);
  const isNamed = draws.chance(0.6);
  return {
    type: 'DIGITAL_CUSTOMER',
    external_id: externalIdOf(row),
    ...(draws.chance(0.5) && { contact_info: contactInfo(row, draws, [name, surname]) }),
    digital_personal_info: {
      ...(isNamed && { name }),
      email: emailOf(row, [name, surname], 'id'),
      ...(isNamed && { first_surname: surname }),
    },
  };
}

function languageOf(draws: Draws): string {
  return draws.chance(0.75) ? 'es' : draws.common(LANGUAGES);
}

function person(draws: Draws): { name: string; gender: 'MALE' | 'FEMALE' } {
  const isWoman = draws.chance(0.51);
  const given = (): string => draws.common(isWoman ? WOMEN : MEN);
  const first = given();
  const second = draws.chance(0.15) ? given() : first;
  return { name: second === first ? first : `${first} ${second}`, gender: isWoman ? 'FEMALE' : 'MALE' };
}

function documentOf(row: number, draws: Draws): IdentityDocument {
  const kind = draws.below(100);
  if (kind < 90) return { type: 'NIF', number: nifOf(row) };
  return kind < 98 ? { type: 'NIE', number: nieOf(row) } : { type: 'PASSPORT', number: passportOf(row) };
}

function contactInfo(row: number, draws: Draws, names: readonly string[]): ContactInfo {
  const number = `6${String(draws.below(100_000_000)).padStart(8, '0')}`;
  return {
    ...(draws.chance(0.9) && { emails: [{ email: emailOf(row, names, 'mail'), is_default: true }] }),
    phone_numbers: [{ type: 'MOBILE', number, is_default: true, country_code: '+34' }],
    ...(draws.chance(0.95) && { postal_address: address(draws) }),
  };
}

function address(draws: Draws): PostalAddress {
  const [prefix, administrative_area, locality] = draws.one(INHABITED);
  const street = `${draws.common(KINDS_OF_STREET)} ${draws.one(STREETS)} ${1 + draws.below(180)}`;
  return {
    locality,
    postal_code: prefix + String(1 + draws.below(899)).padStart(3, '0'),
    region_code: 'ES',
    address_lines: [draws.chance(0.7) ? `${street}, ${1 + draws.below(8)}º ${draws.one(DOORS)}` : street],
    administrative_area,
  };
}

/** Nobody else's: the row is in it. */
function emailOf(row: number, names: readonly string[], mark: string): string {
  return `${names.map(plain).join('.')}.${mark}${row}@example.com`;
}

/** There are few names. */
const PLAIN = new Map<string, string>();

/** In small letters of ASCII. */
function plain(name: string): string {
  let letters = PLAIN.get(name);
  if (letters === undefined) {
    letters = name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    PLAIN.set(name, letters);
  }
  return letters;
}

function date(draws: Draws, from: number, years: number): string {
  const [month, day] = [1 + draws.below(12), 1 + draws.below(28)].map((part) => String(part).padStart(2, '0'));
  return `${from + draws.below(years)}-${month}-${day}`;
}
