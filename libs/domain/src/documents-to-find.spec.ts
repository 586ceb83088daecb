import fc from 'fast-check';
import { documentsToFind, IDENTITY_DOCUMENT_TYPES, parseCompanyDocument, parsePersonalDocument } from './index';

if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });

const T = 'TRWAGMYFPDXBNJZSQVHLCKE';
const anyType = fc.constantFrom(...IDENTITY_DOCUMENT_TYPES);
const separator = fc.constantFrom('', '', ' ', '.', '-', '_', '/', '\u00a0', '\u200b');

/** Numbers of every type as people write them, most of them with the right check character. */
const typed = fc
  .tuple(
    fc.oneof(
      fc.nat(99_999_999).map((n) => `${n}${T[n % 23]}`),
      fc.nat(9_999_999).map((n) => `X0${String(n).padStart(7, '0')}${T[n % 23]}`),
      fc.stringMatching(/^[XYZ]\d{7}[A-Z]$/),
      fc.stringMatching(/^[ABN]\d{7}[0-9A-J]$/),
      fc.stringMatching(/^[A-Z]{2}\d{6}$/),
    ),
    fc.array(separator, { minLength: 9, maxLength: 9 }),
    fc.boolean(),
  )
  .map(([number, separators, isLower]) => {
    const spaced = [...number].map((character, index) => character + (separators[index] ?? '')).join('');
    return isLower ? spaced.toLowerCase() : spaced;
  });

describe('documentsToFind', () => {
  it('looks under the stated type, under CIF for a NIF in its form, else under every type', () => {
    expect(documentsToFind('12345678a', 'NIF')).toEqual([{ type: 'NIF', number: '12345678A' }]);
    expect(documentsToFind('b-64717838', 'NIF')?.map(({ type }) => type)).toEqual(['NIF', 'CIF']);
    expect(documentsToFind('1r')?.map(({ number }) => number)).toEqual(['00000001R', '1R', '1R', '1R']);
    expect(documentsToFind('ñ')).toBeUndefined();
  });

  it('finds every document that a write takes, by the number as typed, with its type and without', () => {
    let taken = 0;
    fc.assert(
      fc.property(anyType, typed, (type, raw) => {
        const stored = parsePersonalDocument(type, raw) ?? parseCompanyDocument(type, raw);
        if (stored === undefined) return;
        taken++;
        expect(documentsToFind(raw, type)).toContainEqual(stored);
        expect(documentsToFind(raw)).toContainEqual(stored);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});
