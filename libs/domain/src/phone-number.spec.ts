import * as library from 'libphonenumber-js/max';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PHONE_TYPES, type PhoneType, parsePhoneNumber } from './index';

if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });

jest.mock('libphonenumber-js/max', () => {
  const actual = jest.requireActual<typeof library>('libphonenumber-js/max');
  return { ...actual, parsePhoneNumberFromString: jest.fn(actual.parsePhoneNumberFromString) };
});
const libraryParse = jest.mocked(library.parsePhoneNumberFromString);

interface Row {
  country_code: string;
  number: string;
  type: PhoneType | 'FIXED_LINE_OR_MOBILE' | 'TOLL_FREE';
  valid: boolean;
  why: string;
}
const rows = JSON.parse(readFileSync(join(__dirname, '../../../test/data/phone-numbers.json'), 'utf8')) as Row[];
const valid = rows.filter((row) => row.valid);
const invalid = rows.filter((row) => !row.valid) as (Row & { type: PhoneType })[];

/** libphonenumber's type names in ours: under which a row must be accepted, and what it is without a stated type. */
const OURS: Record<Row['type'], { accepted: PhoneType[]; derived: PhoneType }> = {
  MOBILE: { accepted: ['MOBILE', 'OTHER'], derived: 'MOBILE' },
  FIXED_LINE: { accepted: ['FIXED_LINE', 'OTHER'], derived: 'FIXED_LINE' },
  FIXED_LINE_OR_MOBILE: { accepted: ['MOBILE', 'FIXED_LINE', 'OTHER'], derived: 'MOBILE' },
  OTHER: { accepted: ['OTHER'], derived: 'OTHER' },
  // The one such row is Spanish (800…), where 8 in front is FIXED_LINE by contract §4.
  TOLL_FREE: { accepted: ['OTHER', 'FIXED_LINE'], derived: 'FIXED_LINE' },
};

describe('phone number vectors', () => {
  it('accepts every valid row with its type, and derives it', () => {
    expect(valid).toHaveLength(248);
    for (const { country_code, number, type } of valid) {
      for (const stated of OURS[type].accepted) {
        expect(parsePhoneNumber(country_code, number, stated)).toEqual({ country_code, number, type: stated });
      }
      expect(parsePhoneNumber(country_code, number)).toEqual({ country_code, number, type: OURS[type].derived });
    }
  });

  it('refuses every invalid row but those that the contract is not strict about', () => {
    expect(invalid).toHaveLength(27);
    const accepted = invalid
      .filter(({ country_code, number, type }) => !('fault' in parsePhoneNumber(country_code, number, type)))
      .map(({ country_code, number }) => `${country_code} ${number}`);
    expect(accepted.sort()).toEqual(
      [
        // Abroad the contract demands length and identity; what range is mobile there is not checked.
        '+351 812345678',
        // MOBILE wants 6 or 7 in front: personal numbering (70) lies behind the 7 …
        '+34 701234567',
        '+34 704123456',
        // … and so do the ranges kept for mobile use to come, which an operator gets before any library knows.
        '+34 750123456',
        '+34 760123456',
      ].sort(),
    );
  });
});

describe('parsePhoneNumber', () => {
  it.each([
    ['blanks', ' 615 667 898 '],
    ['dashes', '615-667-898'],
    ['brackets', '(615) 667 898'],
    ['dots', '615.667.898'],
    ['slashes', '615/667/898'],
  ])('drops %s', (_what, number) => {
    expect(parsePhoneNumber('+34', number)).toEqual({ country_code: '+34', number: '615667898', type: 'MOBILE' });
  });

  it.each([
    ['34', '615667898', 'MOBILE', 'country_code'],
    ['+0', '615667898', 'MOBILE', 'country_code'],
    ['+34 ', '615667898', 'MOBILE', 'country_code'],
    ['+34\n', '615667898', 'MOBILE', 'country_code'],
    ['+3456', '615667898', 'MOBILE', 'country_code'],
    ['+999', '615667898', 'MOBILE', 'country_code'],
    // '+346' + '15667898' would read as a Spanish number.
    ['+346', '15667898', 'MOBILE', 'country_code'],
    ['+3', '4615667898', 'MOBILE', 'country_code'],
    ['+34', '', undefined, 'number'],
    ['+34', '+34615667898', undefined, 'number'],
    ['+34', '６15667898', undefined, 'number'],
    ['+34', '615\u2013667\u2013898', undefined, 'number'],
    ['+34', '615667898x1', undefined, 'number'],
    ['+34', '590123456789', undefined, 'number'],
    ['+34', '5901234567890', 'MOBILE', 'type'],
    ['+34', '5901234567890', 'FIXED_LINE', 'type'],
    ['+34', '615667898', 'FIXED_LINE', 'type'],
    ['+34', '915667898', 'MOBILE', 'type'],
    ['+34', '566566566', 'MOBILE', 'type'],
    // A trunk 0, which the library would strip.
    ['+33', '0612345678', 'MOBILE', 'number'],
    // An Argentine mobile as dialled at home, which the library would rewrite.
    ['+54', '111523456789', 'MOBILE', 'number'],
    ['+44', '12345', undefined, 'number'],
    ['+52', '12345678901', undefined, 'number'],
    ['+33', '', undefined, 'number'],
    ['+33', '612345678 ext 5', undefined, 'number'],
    ['+33', '6'.repeat(18), undefined, 'number'],
  ] as const)('refuses %j %j %s for its %s', (countryCode, number, type, fault) => {
    expect(parsePhoneNumber(countryCode, number, type)).toEqual({ fault });
  });

  it.each([
    ['+34', '615667898', 'MOBILE'],
    ['+34', '715667898', 'MOBILE'],
    ['+34', '815667898', 'FIXED_LINE'],
    ['+34', '915667898', 'FIXED_LINE'],
    ['+34', '512345678', 'OTHER'],
    ['+34', '5901234567890', 'OTHER'],
    ['+1', '2025550123', 'MOBILE'],
    ['+39', '0612345678', 'FIXED_LINE'],
    ['+33', '800123456', 'OTHER'],
    ['+800', '12345678', 'OTHER'],
    // Long enough, but in no range that the library knows.
    ['+351', '812345678', 'OTHER'],
  ] as const)('derives the type of %s %s: %s', (country_code, number, type) => {
    expect(parsePhoneNumber(country_code, number)).toEqual({ country_code, number, type });
  });

  it('keeps a stated type abroad, whatever the library thinks', () => {
    expect(parsePhoneNumber('+33', '612345678', 'FIXED_LINE')).toEqual({
      country_code: '+33',
      number: '612345678',
      type: 'FIXED_LINE',
    });
  });

  it('does without the library for Spain', () => {
    libraryParse.mockClear();
    for (const type of [...PHONE_TYPES, undefined]) {
      for (const number of ['615667898', '915667898', '5901234567890', '1', 'x']) parsePhoneNumber('+34', number, type);
    }
    expect(libraryParse).not.toHaveBeenCalled();
    parsePhoneNumber('+33', '612345678');
    expect(libraryParse).toHaveBeenCalledTimes(1);
  });

  it('is idempotent, and gives back exactly the digits that were typed', () => {
    const known = fc.constantFrom(...valid.map((row) => [row.country_code, row.number] as const));
    const made = fc.tuple(fc.constantFrom('+34', '+33', '+1', '+39', '+54'), fc.stringMatching(/^[0-9 ()./-]{5,16}$/));
    fc.assert(
      fc.property(
        fc.oneof(known, made),
        fc.option(fc.constantFrom(...PHONE_TYPES), { nil: undefined }),
        (pair, type) => {
          const phone = parsePhoneNumber(pair[0], pair[1], type);
          if ('fault' in phone) return;
          expect(phone.number).toBe(pair[1].replace(/\D/g, ''));
          expect(phone.type).toBe(type ?? phone.type);
          expect(parsePhoneNumber(phone.country_code, phone.number, phone.type)).toEqual(phone);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
