import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** The types of phone number (contract §2). */
export const PHONE_TYPES = ['MOBILE', 'FIXED_LINE', 'OTHER'] as const;

/** One of PHONE_TYPES. */
export type PhoneType = (typeof PHONE_TYPES)[number];

/** A phone number as it is stored and compared: `country_code` with its plus, `number` digits only (contract §2). */
export interface PhoneNumber {
  country_code: string;
  number: string;
  type: PhoneType;
}

/** Why a phone number was refused: the member that is wrong. Told from a PhoneNumber by `'fault' in result`. */
export interface PhoneFault {
  fault: 'country_code' | 'number' | 'type';
}

const SEPARATORS = /[ \-.()/]+/g;
/** What E.164 can hold, and more: keeps long strings away from the library. */
const DIGITS = /^\d{2,17}$/;
/** Nine digits from 5 to 9, or machine to machine: 590 and ten more. */
const SPANISH = /^(?:[5-9]\d{8}|590\d{10})$/;
const CALLING_CODES = callingCodes();
const FAULTS = {
  country_code: { fault: 'country_code' },
  number: { fault: 'number' },
  type: { fault: 'type' },
} as const;

/**
 * Reads a phone number (contract §4 "Phones").
 * In: the calling code with its plus, the number with or without separators, the type if the client stated one.
 * Out: the number in canonical form, its type derived where none was stated (MOBILE where it can be either); or the
 * first member that is wrong, in the order country_code, number, type.
 */
export function parsePhoneNumber(countryCode: string, number: string, type?: PhoneType): PhoneNumber | PhoneFault {
  const digits = number.replace(SEPARATORS, '');
  return countryCode === '+34' ? parseSpanish(digits, type) : parseForeign(countryCode, digits, type);
}

/** Our own rules at home: an operator is given new ranges before any library knows them. */
function parseSpanish(digits: string, stated?: PhoneType): PhoneNumber | PhoneFault {
  if (!SPANISH.test(digits)) return FAULTS.number;
  const derived = spanishType(digits);
  // OTHER fits any number: toll-free, premium and personal numbering lie inside the 7, 8 and 9 ranges.
  if (stated !== undefined && stated !== 'OTHER' && stated !== derived) return FAULTS.type;
  return { country_code: '+34', number: digits, type: stated ?? derived };
}

function spanishType(digits: string): PhoneType {
  switch (digits.charAt(0)) {
    case '6':
    case '7':
      return 'MOBILE';
    case '8':
    case '9':
      return 'FIXED_LINE';
    default:
      return 'OTHER';
  }
}

/**
 * Abroad only the length and the identity of the number are demanded. A stated type is kept as stated, even where the
 * library knows another: ranges and portability abroad change faster than its tables.
 */
function parseForeign(countryCode: string, digits: string, stated?: PhoneType): PhoneNumber | PhoneFault {
  if (!CALLING_CODES.has(countryCode)) return FAULTS.country_code;
  if (!DIGITS.test(digits)) return FAULTS.number;
  const e164 = countryCode + digits;
  const parsed = parsePhoneNumberFromString(e164);
  // Not the same number: the library took a trunk prefix away or put a mobile prefix in, so the client's was no E.164.
  if (parsed?.number !== e164 || !parsed.isPossible()) return FAULTS.number;
  return { country_code: countryCode, number: digits, type: stated ?? derivedType(parsed.getType()) };
}

function derivedType(libraryType: string | undefined): PhoneType {
  if (libraryType === 'MOBILE' || libraryType === 'FIXED_LINE_OR_MOBILE') return 'MOBILE';
  return libraryType === 'FIXED_LINE' ? 'FIXED_LINE' : 'OTHER';
}

/** With their plus. All of them have the form of contract §2, `^\+[1-9]\d{0,2}$`, and none begins another. */
function callingCodes(): ReadonlySet<string> {
  const codes = new Set<string>(getCountries().map((country) => '+' + getCountryCallingCode(country)));
  for (const code of Object.keys(metadata.nonGeographic)) codes.add('+' + code);
  return codes;
}
