import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cleanText,
  emailKey,
  isCalendarDate,
  isCountryCode,
  isLanguageCode,
  isSpanishPostalCode,
  parseCompanyDocument,
  parsePersonalDocument,
  parsePhoneNumber,
} from './index';

interface Row {
  type: string;
  input: string;
  canonical: string | null;
}
const rows = JSON.parse(readFileSync(join(__dirname, '../../../test/data/normalisation.json'), 'utf8')) as Row[];

const when = (holds: boolean, text: string | undefined) => (holds ? text : undefined);
const canonical: Record<string, (input: string) => string | undefined> = {
  CIF: (input) => parseCompanyDocument('CIF', input)?.number,
  NIE: (input) => parsePersonalDocument('NIE', input)?.number,
  NIF: (input) => parsePersonalDocument('NIF', input)?.number,
  PASSPORT: (input) => parsePersonalDocument('PASSPORT', input)?.number,
  COUNTRY: (input) => when(isCountryCode(input), input),
  LANGUAGE: (input) => when(isLanguageCode(input), input),
  DATE: (input) => when(isCalendarDate(input), input),
  EMAIL: (input) => when(emailKey(input) !== undefined, input),
  NAME: cleanText,
  PHONE: (input) => {
    const phone = parsePhoneNumber('+34', input);
    return 'fault' in phone ? undefined : phone.number;
  },
  POSTAL_CODE_ES: (input) => when(isSpanishPostalCode(input), input),
};

describe('normalisation vectors', () => {
  it('are all here', () => expect(rows).toHaveLength(40));
  it.each(rows)('$type $input', (row) => {
    expect(canonical[row.type]?.(row.input) ?? null).toBe(row.canonical);
  });
});
