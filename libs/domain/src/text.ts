/** Printable ASCII with single inner blanks: cleaned already, and what nearly every string is. */
const CLEAN_ASCII = /^[!-~]+(?: [!-~]+)*$/;
const WHITE_SPACE = /\p{White_Space}+/gu;
const REFUSED = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}\u200B\uFEFF\u{E0000}-\u{E007F}]/u;
const UNPRINTABLE = /(?![\u200C\u200D])\p{C}/u;
const LETTER = /\p{L}/u;

/**
 * NFC sorts the marks on one base in quadratic time: 64 KiB of them keep the process busy for a second (measured).
 * No field takes as many characters as this, so a string refused here would have been refused for its length.
 */
const MAX_MARKS_IN_A_ROW = 256;
/** Tried once for each run of marks, where that begins; no array for each run. */
const ENDLESS_MARKS = new RegExp(`(?<!\\p{M})\\p{M}{${MAX_MARKS_IN_A_ROW + 1}}`, 'u');

/**
 * Cleans a string from a client (contract §1 "Strings").
 * In: any string. Out: white space collapsed to single blanks and trimmed, then NFC (an all-blank string becomes '');
 * undefined when the result holds a refused character: control, bidi control, U+200B, U+FEFF, tag, non-character,
 * lone surrogate.
 */
export function cleanText(raw: string): string | undefined {
  if (CLEAN_ASCII.test(raw)) return raw;
  const collapsed = trimBlank(raw.replace(WHITE_SPACE, ' '));
  if (collapsed.length > MAX_MARKS_IN_A_ROW && ENDLESS_MARKS.test(collapsed)) return undefined;
  const text = collapsed.normalize('NFC');
  return REFUSED.test(text) ? undefined : text;
}

/** In: any string. Out: its length in code points, as every length of the contract counts (contract, introduction). */
export function codePointLength(text: string): number {
  let length = text.length;
  // A pair counts once; a lone surrogate counts as one, as in [...text].
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      length--;
      i++;
    }
  }
  return length;
}

/**
 * In: a cleaned string. Out: whether every character can be seen or is a blank (contract §2 "printable"): nothing of
 * Unicode category C, but the joiners U+200C and U+200D, which Persian and Indic names are spelled with.
 */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** In: any string. Out: whether it has at least one letter of any script (contract §2, names). */
export function hasLetter(text: string): boolean {
  return LETTER.test(text);
}

function trimBlank(text: string): string {
  // Not trim(): that would take U+FEFF away, which has to be refused.
  const start = text.startsWith(' ') ? 1 : 0;
  const end = text.length > start && text.endsWith(' ') ? text.length - 1 : text.length;
  return text.slice(start, end);
}
