import { type TextOptions } from '@app/common';
import { COUNTRY_CODES, hasLetter, isCountryCode, isPrintable } from '@app/domain';

/** A name: printable, with at least one letter (contract §2), and no card number (contract §3.7). */
export function nameOf(max: number, example: string): TextOptions {
  const holds = (value: string): boolean => isPrintable(value) && hasLetter(value);
  return { max, holds, rule: 'must be printable and have at least one letter', noCardNumber: true, example };
}

// The names of a person, whoever it is: customer or representative. Each class says which of them may be missing.
export const NAME = nameOf(100, 'Antonio');
export const FIRST_SURNAME = nameOf(100, 'Benavente');
export const SECOND_SURNAME = nameOf(100, 'Blanco');

/** A country of ISO 3166-1 (contract §2). */
export const COUNTRY_CODE: TextOptions = {
  pattern: /^[A-Z]{2}$/,
  holds: isCountryCode,
  words: COUNTRY_CODES,
  schemaName: 'CountryCode',
  rule: 'must be an ISO 3166-1 alpha-2 country code in upper case',
  description: 'Country: its code in ISO 3166-1 alpha-2, upper case',
  example: 'ES',
};

/** A nationality (contract §2). */
export const NATIONALITY: TextOptions = { ...COUNTRY_CODE, optional: true };
