import fc from 'fast-check';
import { luhnCheckDigit } from '@app/domain';

/** All numbers of the same length between two prefixes. */
function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** All lengths from this one to the longest that ISO/IEC 7812 knows. */
function lengths(from: number): number[] {
  return range(from, 19).map(Number);
}

/** Prefixes and lengths of the schemes, written out: the code's own expressions are not asked. */
export const SCHEMES: Readonly<Record<string, { prefixes: readonly string[]; lengths: readonly number[] }>> = {
  VISA: { prefixes: ['4'], lengths: [13, 16, 18, 19] },
  MASTERCARD: { prefixes: [...range(51, 55), ...range(2221, 2720)], lengths: [16] },
  AMEX: { prefixes: ['34', '37'], lengths: [15] },
  DINERS: { prefixes: [...range(300, 305), '3095', '36', '38', '39'], lengths: lengths(14) },
  DISCOVER: { prefixes: ['6011', ...range(644, 649), '65', ...range(622126, 622925)], lengths: lengths(16) },
  JCB: { prefixes: range(3528, 3589), lengths: lengths(16) },
  'JCB of old': { prefixes: ['1800', '2131'], lengths: [15] },
  UNIONPAY: { prefixes: ['62', '81'], lengths: lengths(16) },
  MAESTRO: { prefixes: ['50', '56', '57', '58', '6'], lengths: lengths(12) },
  'MIR, BORICA': { prefixes: range(2200, 2205), lengths: lengths(16) },
  'UZCARD, TROY, HUMO': { prefixes: ['8600', '9792', '9860'], lengths: [16] },
  RUPAY: { prefixes: ['508', '60', '6521', '81', '82'], lengths: lengths(16) },
};

/** Length and prefix of all of them. */
const BEGINNINGS = new Set(
  Object.values(SCHEMES).flatMap(({ prefixes, lengths: known }) =>
    prefixes.flatMap((prefix) => known.map((length) => `${length} ${prefix}`)),
  ),
);

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

/** A card number of one scheme: its digits alone. */
export function cardNumber(scheme: string): fc.Arbitrary<string> {
  const { prefixes = [], lengths = [] } = SCHEMES[scheme] ?? {};
  return fc
    .record({ prefix: fc.constantFrom(...prefixes), length: fc.constantFrom(...lengths) })
    .chain(({ prefix, length }) => digits(length - prefix.length - 1).map((rest) => prefix + rest))
    .map((payload) => payload + luhnCheckDigit(payload));
}

/** A card number of any scheme, as people write it: alone, in groups of four or otherwise, with blanks, dashes, or both. */
export const writtenCardNumber: fc.Arbitrary<string> = fc
  .constantFrom(...Object.keys(SCHEMES))
  .chain((scheme) => fc.tuple(cardNumber(scheme), fc.array(fc.constantFrom('', '', '', ' ', '-'), { minLength: 18 })))
  .chain(([number, gaps]) =>
    fc.constantFrom(
      number,
      grouped(number, ' '),
      grouped(number, '-'),
      [...number].map((digit, index) => digit + (index < number.length - 1 ? (gaps[index] ?? '') : '')).join(''),
    ),
  );

function grouped(number: string, separator: string): string {
  return (number.match(/.{1,4}/g) ?? []).join(separator);
}

/** Whether a text has a number of the table, alone or between other groups of digits. */
export function holdsCardNumber(text: string): boolean {
  return (text.match(/[0-9]+(?:[ -][0-9]+)*/g) ?? []).some((run) => {
    const groups = run.split(/[ -]/);
    return groups.some((_, from) => groups.some((__, to) => isOfScheme(groups.slice(from, to + 1).join(''))));
  });
}

/** Whether digits alone are a number of a scheme of the table, with the right Luhn digit. */
function isOfScheme(number: string): boolean {
  const begins = [1, 2, 3, 4, 5, 6].some((length) => BEGINNINGS.has(`${number.length} ${number.slice(0, length)}`));
  return begins && luhnCheckDigit(number.slice(0, -1)) === Number(number.at(-1));
}

/** The seed of the run: FC_SEED, or the time; a failure must print it. */
export function seedOfRun(): number {
  return Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
}
