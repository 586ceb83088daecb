import { Canaries } from './setup/canaries';

/** Only a search that finds is worth a test that finds nothing. */
describe('the search for canaries', () => {
  const canaries = new Canaries();
  const value = canaries.text('name');
  const others = [canaries.word('token'), canaries.take('number', '12345678Z')];
  const hidden = (text: string): string => `2026-01-01 {"message":"x ${text} y"}`;
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it.each([
    ['as it is', value],
    ['in upper case', value.toUpperCase()],
    ['in JSON', JSON.stringify(value)],
    ['in JSON of ASCII', JSON.stringify(value).replace('ñ', '\\u00f1')],
    ['in a URL', encodeURIComponent(value)],
    ['in a query', new URLSearchParams({ name: value }).toString()],
    ['in hexadecimal', Buffer.from(value).toString('hex')],
    ['in hexadecimal of capitals', Buffer.from(value.toUpperCase()).toString('hex').toUpperCase()],
    ['in base64', base64(value)],
    ['in base64 behind one byte', base64(`a${value}bc`)],
    ['in base64 behind two bytes', base64(`ab${value}c`)],
    ['in base64 for URLs', Buffer.from(`abc${value}d`).toString('base64url')],
  ])('finds one %s', (_form, text) => {
    expect(canaries.find(hidden(text)).map(({ field }) => field)).toEqual(['name']);
  });

  it('finds several, and none where none is', () => {
    expect(canaries.find(others.join(' ')).map(({ value: found }) => found)).toEqual(others);
    expect(canaries.find(hidden(value.slice(1) + (others[1] ?? '').slice(0, -1)))).toEqual([]);
  });
});
