import { luhnCheckDigit } from './luhn';

/** Prefix and length of each scheme (issuer identification numbers, ISO/IEC 7812). */
const SCHEMES: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{17,18})$/, // Visa
  /^(?=\d{16}$)(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?=\d{14,19}$)3(?:0[0-5]|095|[689])/, // Diners Club
  /^(?=\d{16,19}$)35(?:2[89]|[3-8])|^(?:1800|2131)\d{11}$/, // JCB
  /^(?=\d{12,19}$)(?:50|5[678]|6)/, // Maestro, and within its range Discover, UnionPay and RuPay
  /^(?=\d{16,19}$)8[12]/, // UnionPay, RuPay
  /^(?=\d{16,19}$)220[0-4]/, // Mir
];
const ANY_SCHEME = new RegExp(SCHEMES.map(({ source }) => source).join('|'));
const [SHORTEST, LONGEST] = [12, 19];

const ASCII = /^[\x20-\x7e]*$/;
/** Marks and joiners leave digits as readable as they are without. */
const INVISIBLE = /[\p{M}\p{Cf}]+/gu;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
const DASHES = /[\p{Pd}\u2212]/gu;
const WHITE_SPACE = /\p{White_Space}+/gu;
const RUNS = /\d+(?:[ -]\d+)*/g;

/**
 * Whether a text contains what reads as a payment card number (contract §3.7): a run of digits, single blanks or dashes
 * between them, with the prefix, the length and the Luhn digit of a scheme. The number may be a part of a longer run that
 * begins and ends at its separators, as behind the number of a house.
 * In: any string, in linear time. Digits of every script and every dash count; white space counts as one blank.
 */
export function hasCardNumber(text: string): boolean {
  for (const [run] of plain(text).matchAll(RUNS)) {
    if (run.length >= SHORTEST && isCardNumberAmong(run.split(/[ -]/))) return true;
  }
  return false;
}

function isCardNumberAmong(groups: readonly string[]): boolean {
  return groups.some((_, start) => {
    let digits = '';
    for (let end = start; end < groups.length && digits.length < LONGEST; end++) {
      digits += groups[end];
      if (digits.length >= SHORTEST && isCardNumber(digits)) return true;
    }
    return false;
  });
}

function isCardNumber(digits: string): boolean {
  return ANY_SCHEME.test(digits) && luhnCheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));
}

function plain(text: string): string {
  if (ASCII.test(text)) return text.replace(/ +/g, ' ');
  return text
    .replace(INVISIBLE, '')
    .replace(WHITE_SPACE, ' ')
    .replace(DASHES, '-')
    .replace(DIGITS, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script together, in order, and several sets one behind the other. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}

const SECRETS = new Set(['cvv', 'cvv2', 'cvc', 'cvc2', 'pin', 'pan', 'track', 'track1', 'track2']);
/** `PINCode` and `PINcode` both have the word PIN: where an acronym ends is told in two ways. */
const WORDS = [/\p{Lu}+(?!\p{Ll})\p{Nd}*|\p{Lu}?[\p{Ll}\p{Nd}]+/gu, /\p{Lu}+\p{Nd}*|[\p{Ll}\p{Nd}]+/gu];

/**
 * Whether the name of a member announces a security code, a PIN, a card number or track data (contract §3.7; PCI DSS 3.3:
 * never to be stored). In: any name. Out: whether one of its words, split where case changes and at whatever is no letter
 * or digit, is such a word.
 */
export function namesCardSecret(name: string): boolean {
  return WORDS.flatMap((words) => name.match(words) ?? []).some((word) => SECRETS.has(word.toLowerCase()));
}
