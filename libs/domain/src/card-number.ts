/** Prefix and, behind it, length of each scheme (issuer identification numbers, ISO/IEC 7812). */
const SCHEMES: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{17,18})$/, // Visa
  /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)\d+$(?<=^\d{16})/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-5]|095|[689])\d+$(?<=^\d{14,19})/, // Diners Club
  /^35(?:2[89]|[3-8])\d+$(?<=^\d{16,19})|^(?:1800|2131)\d{11}$/, // JCB
  /^(?:50|5[678]|6)\d+$(?<=^\d{12,19})/, // Maestro, and within its range Discover, UnionPay and RuPay
  /^8[12]\d{14,17}$/, // UnionPay, RuPay
  /^220[0-5]\d{12,15}$/, // Mir, Borica
  /^(?:8600|9792|9860)\d{12}$/, // Uzcard, Troy, Humo
];
const ANY_SCHEME = new RegExp(SCHEMES.map(({ source }) => source).join('|'));
const [SHORTEST, LONGEST] = [12, 19];

const ASCII = /^[\x20-\x7e]*$/;
/** Marks, joiners and fillers leave digits as readable as they are without. */
const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;
/** With those that Unicode does not count among the dashes but that look like one. */
const DASHES = /[\p{Dash}\u02D7\u2043]/gu;
/** With the blank of Braille. */
const WHITE_SPACE = /[\p{White_Space}\u2800]+/gu;
/** Whatever may become a run: to change a whole text into plain digits, blanks and dashes takes ten times as long. */
const STRETCHES = /\p{Nd}[\p{Nd}\p{White_Space}\u2800\p{Dash}\u02D7\u2043]*/gu;
const RUNS = /\d+(?:[ -]\d+)*/g;
const SEPARATOR = /[ -]/;
const BLANKS = / +/g;
const ZERO = '0'.charCodeAt(0);

/**
 * Whether a text contains what reads as a payment card number (contract §3.7): a run of digits, single blanks or dashes
 * between them, with the prefix, the length and the Luhn digit of a scheme. The number may be a part of a longer run that
 * begins and ends at its separators, as behind the number of a house.
 * In: any string, in linear time. Digits of every script and form and every dash count; white space counts as one blank.
 */
export function hasCardNumber(text: string): boolean {
  // A character that is no ASCII may be more than one digit.
  if (text.length < SHORTEST && ASCII.test(text)) return false;
  return plainParts(text).some((part) =>
    (part.match(RUNS) ?? []).some((run) => run.length >= SHORTEST && isCardNumberIn(run.split(SEPARATOR))),
  );
}

function isCardNumberIn(groups: readonly string[]): boolean {
  const digits = groups.join('');
  /** 1 where a group begins or ends, by the number of digits before. */
  const borders = new Uint8Array(digits.length + 1);
  borders[0] = 1;
  let before = 0;
  for (const group of groups) borders[(before += group.length)] = 1;
  for (let start = 0; start + SHORTEST <= digits.length; start++) {
    if (borders[start] === 1 && isCardNumberAt(digits, start, borders)) return true;
  }
  return false;
}

function isCardNumberAt(digits: string, start: number, borders: Uint8Array): boolean {
  // The Luhn sum of the digits so far, and what it is when one more follows, so that the others are doubled. To sum up
  // each candidate anew takes three times as long on 64 KiB of single digits.
  let [sum, sumWithin] = [0, 0];
  for (let end = start + 1; end <= digits.length && end - start <= LONGEST; end++) {
    const digit = digits.charCodeAt(end - 1) - ZERO;
    [sum, sumWithin] = [sumWithin + digit, sum + (digit > 4 ? 2 * digit - 9 : 2 * digit)];
    if (borders[end] === 1 && end - start >= SHORTEST && sum % 10 === 0 && ANY_SCHEME.test(digits.slice(start, end))) {
      return true;
    }
  }
  return false;
}

/** The parts of a text that may have a card number, with ASCII digits, single blanks and ASCII dashes. */
function plainParts(text: string): string[] {
  if (ASCII.test(text)) return [text.replace(BLANKS, ' ')];
  const stretches = visible(text).match(STRETCHES) ?? [];
  return stretches.filter((stretch) => stretch.length >= SHORTEST).map(plain);
}

function plain(stretch: string): string {
  return stretch
    .replace(WHITE_SPACE, ' ')
    .replace(DASHES, '-')
    .replace(DIGITS, (digit) => DIGIT_VALUES.get(digit) ?? digitValue(digit));
}

/** Full-width, bold, raised and circled characters become plain ones. Without marks NFKC takes no more than linear time. */
function visible(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC');
}

/** Digits that were seen, of some seven hundred that there are. To find each value anew takes 30 ms for 64 KiB of them. */
const DIGIT_VALUES = new Map<string, string>();

/** Unicode keeps the ten digits of a script together and in order; the tens of two scripts may touch. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  const value = String(before % 10);
  DIGIT_VALUES.set(digit, value);
  return value;
}

const SECRETS = new Set(['cvv', 'cvv2', 'cvc', 'cvc2', 'pin', 'pan', 'track', 'track1', 'track2']);
/** One of these is in each of them. */
const SECRET_STEMS = ['cvv', 'cvc', 'pin', 'pan', 'track'];
/** `PINCode` and `PINcode` both have the word PIN: where an acronym ends is told in two ways. */
const WORDS = [/\p{Lu}+(?!\p{Ll})\p{Nd}*|\p{Lu}?[\p{Ll}\p{Nd}]+/gu, /\p{Lu}+\p{Nd}*|[\p{Ll}\p{Nd}]+/gu];

/**
 * Whether the name of a member announces a security code, a PIN, a card number or track data (contract §3.7; PCI DSS 3.3:
 * never to be stored). In: any name. Out: whether one of its words, split where case changes and at whatever is no letter
 * or digit, is such a word.
 */
export function namesCardSecret(name: string): boolean {
  const text = visible(name);
  // Nearly every name ends here: to split 64 KiB into words takes long.
  const lower = text.toLowerCase();
  if (!SECRET_STEMS.some((stem) => lower.includes(stem))) return false;
  return WORDS.flatMap((words) => text.match(words) ?? []).some((word) => SECRETS.has(word.toLowerCase()));
}
