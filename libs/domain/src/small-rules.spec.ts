import fc from 'fast-check';
import { getAlpha2Codes } from 'i18n-iso-countries';
import languages from 'iso-639-1';
import {
  COUNTRY_CODES,
  LANGUAGE_CODES,
  isCalendarDate,
  isCountryCode,
  isLanguageCode,
  isSpanishPostalCode,
  todayUtc,
} from './index';

if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });

describe('isCalendarDate', () => {
  it.each(['0001-01-01', '2024-02-29', '2000-02-29', '1900-01-01', '9999-12-31', '2022-04-30'])('%s is', (text) =>
    expect(isCalendarDate(text)).toBe(true),
  );
  it.each([
    ...['', '2022', '2022-01', '0000-01-01', '2023-02-29', '1900-02-29', '2022-04-31', '2022-13-01', '2022-00-10'],
    ...['2022-01-00', '2022-01-32', '2022-1-1', '22-01-01', '+2022-01-01', '-2022-01-01', '12022-01-01', '20220101'],
    ...['2022-01-01T00:00:00Z', '2022-01-01 ', ' 2022-01-01', '2022-01-01\n', '2022/01/01', '２０２２-01-01', 'today'],
  ])('%j is not', (text) => expect(isCalendarDate(text)).toBe(false));

  it('agrees with Date on every day and on no other combination', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(9999), part(13), part(32), (year, month, day) => {
        const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
          '-',
        );
        const date = new Date(`${text}T00:00:00Z`);
        const real = year > 0 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect([text, isCalendarDate(text)]).toEqual([text, real]);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('todayUtc', () => {
  it('is the day in UTC', () => {
    expect(todayUtc(new Date('2024-02-29T23:59:59.999Z'))).toBe('2024-02-29');
    expect(todayUtc(new Date('2024-03-01T00:30:00+02:00'))).toBe('2024-02-29');
  });
});

describe('ISO codes', () => {
  it('countries are those of i18n-iso-countries', () => {
    expect([...COUNTRY_CODES]).toEqual(Object.keys(getAlpha2Codes()).sort());
    expect(COUNTRY_CODES).toHaveLength(250);
    expect(COUNTRY_CODES.every(isCountryCode)).toBe(true);
  });
  it.each(['EU', 'UK', 'es', 'AN', 'SU', 'ZZ', 'ESP', '', ' ES', 'constructor'])('%j is no country', (code) =>
    expect(isCountryCode(code)).toBe(false),
  );
  it.each(['ES', 'XK', 'GB', 'SS'])('%s is a country', (code) => expect(isCountryCode(code)).toBe(true));

  it('languages are those of iso-639-1', () => {
    expect([...LANGUAGE_CODES]).toEqual(languages.getAllCodes().sort());
    expect(LANGUAGE_CODES).toHaveLength(183);
    expect(LANGUAGE_CODES.every(isLanguageCode)).toBe(true);
  });
  it.each(['ES', 'bh', 'sh', 'mo', 'iw', 'xx', 'spa', '', 'es-ES'])('%j is no language', (code) =>
    expect(isLanguageCode(code)).toBe(false),
  );
  it.each(['es', 'ca', 'eu', 'gl'])('%s is a language', (code) => expect(isLanguageCode(code)).toBe(true));
});

describe('isSpanishPostalCode', () => {
  it('takes the provinces 01 to 52 and no other', () => {
    const provinces = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
    const taken = provinces.filter((province) => isSpanishPostalCode(`${province}001`));
    expect(taken).toEqual(provinces.slice(1, 53));
  });
  it.each(['', '2803', '280399', '28039 ', '28039\n', '２８０３９', '2803a'])('%j is none', (text) =>
    expect(isSpanishPostalCode(text)).toBe(false),
  );
});
