import fc from 'fast-check';
import { cleanText, codePointLength, hasLetter, isPrintable } from './index';

if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });

const REFUSED: [string, string][] = [
  ['U+0000', '\u0000'],
  ['a control character', '\u0007'],
  ['a separator control, no White_Space', '\u001f'],
  ['DEL', '\u007f'],
  ['a C1 control', '\u009f'],
  ['U+061C', '\u061c'],
  ['U+200E', '\u200e'],
  ['U+202E', '\u202e'],
  ['U+2066', '\u2066'],
  ['U+2069', '\u2069'],
  ['U+200B', '\u200b'],
  ['U+FEFF', '\ufeff'],
  ['U+E0000', '\u{e0000}'],
  ['a tag character', '\u{e0041}'],
  ['U+E007F', '\u{e007f}'],
  ['U+FDD0', '\ufdd0'],
  ['U+FFFE', '\ufffe'],
  ['U+10FFFF', '\u{10ffff}'],
  ['a lone high surrogate', '\ud83d'],
  ['a lone low surrogate', '\ude00'],
];
const WHITE_SPACE = '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2003\u200a\u2028\u2029\u202f\u205f\u3000';
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...WHITE_SPACE),
      fc.constantFrom(...REFUSED.map(([, character]) => character)),
      fc.constantFrom('e', 'A', '\u0301', '\u0316', '\u00e9', '\u212b', '\u1100', '\u1161', '😀', '\u200d'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('cleanText', () => {
  it.each([
    ['plain ASCII', 'Ana Ruiz', 'Ana Ruiz'],
    ['edges and doubled blanks', '  María   del  Carmen ', 'María del Carmen'],
    ['every White_Space', `a${WHITE_SPACE}b${WHITE_SPACE}`, 'a b'],
    ['a line break before a blank', 'a\n b', 'a b'],
    ['NFC', 'Jose\u0301', 'Jos\u00e9'],
    ['an accent after a blank that goes', ' \u0301 ', '\u0301'],
    ['nothing', '', ''],
    ['only blanks', ' \t\u3000 ', ''],
    ['joiners and emoji stay', '👩\u200d🚀 ن\u200cه', '👩\u200d🚀 ن\u200cه'],
    ['U+E0080 is no tag', 'a\u{e0080}', 'a\u{e0080}'],
  ])('%s', (_what, raw, expected) => {
    expect(cleanText(raw)).toBe(expected);
  });

  it.each(REFUSED)('refuses %s wherever it stands', (_what, character) => {
    expect(cleanText(character)).toBeUndefined();
    expect(cleanText(`${character}abc`)).toBeUndefined();
    expect(cleanText(`a ${character} b`)).toBeUndefined();
    expect(cleanText(`abc${character}`)).toBeUndefined();
  });

  it('refuses more marks in a row than any field takes, and no fewer', () => {
    expect(cleanText('q' + '\u0316'.repeat(256))).toHaveLength(257);
    expect(cleanText('q' + '\u0316'.repeat(257))).toBeUndefined();
    expect(cleanText('q\u0316'.repeat(400))).toHaveLength(800);
  });

  it('is idempotent and never returns what it refuses', () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), (raw) => {
        const text = cleanText(raw);
        if (text === undefined) return;
        kept++;
        expect(cleanText(text)).toBe(text);
        expect(text).toBe(text.normalize('NFC'));
        expect(text).not.toMatch(/^ | $| {2}|[^\P{White_Space} ]/u);
        for (const [, character] of REFUSED) expect([...text]).not.toContain(character);
        expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}\u200b\ufeff]/u);
      }),
      { numRuns: 3000 },
    );
    expect(kept).toBeGreaterThan(500);
  });
});

describe('codePointLength', () => {
  it('counts as the iterator of a string does', () => {
    expect(codePointLength('a😀b')).toBe(3);
    expect(codePointLength('\ud83d\ud83d\ude00\ude00')).toBe(3);
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        expect(codePointLength(text)).toBe([...text].length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isPrintable', () => {
  it.each(['', 'José 3.º', '👩\u200d🚀', 'ن\u200cه'])('%j is', (text) => expect(isPrintable(text)).toBe(true));
  it.each(['a\u0000', '\u00ad', '\u202e', '\ue000', '\ud83d', '\u0378', '\u2060'])('%j is not', (text) =>
    expect(isPrintable(text)).toBe(false),
  );
});

describe('hasLetter', () => {
  it.each(['a', '3º', '李', '12 ñ', '𐌰'])('%j has', (text) => expect(hasLetter(text)).toBe(true));
  it.each(['', '123', "- '", '\u0301', '😀'])('%j has not', (text) => expect(hasLetter(text)).toBe(false));
});
