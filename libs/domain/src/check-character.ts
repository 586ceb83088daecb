import { type IdentityDocumentType } from './identity-document';
import { luhnCheckDigit } from './luhn';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NIE_FIRST_LETTERS = 'XYZ';
const CIF_LETTERS = 'JABCDEFGHI';
const CIF_WITH_LETTER = 'NPQRSW';
const CIF_WITH_DIGIT = 'ABEH';

/**
 * Whether the check character of a document is right (contract §4; Real Decreto 1553/2005 for the DNI letter, Orden
 * EHA/451/2008 for companies).
 * In: the type and a number in the canonical form of that type. Out: true when the character fits the digits; always
 * true for a passport, of which only the shape counts.
 */
export function hasValidCheckCharacter(type: IdentityDocumentType, canonical: string): boolean {
  switch (type) {
    case 'NIF':
      return hasNifCheck(canonical);
    case 'NIE':
      return canonical[8] === dniLetter(nieValue(canonical));
    case 'CIF':
      return hasCifCheck(canonical);
    case 'PASSPORT':
      return true;
  }
}

/**
 * Completes a number by its check character: of a NIF its 8 digits, of a NIE its first letter and 7 digits, of a CIF its kind and 7
 * digits. Out: the number in canonical form.
 */
export function withCheckCharacter(type: 'NIF' | 'NIE' | 'CIF', stem: string): string {
  switch (type) {
    case 'NIF':
      return `${stem}${dniLetter(Number(stem))}`;
    case 'NIE':
      return `${stem}${dniLetter(nieValue(stem))}`;
    case 'CIF':
      return `${stem}${CIF_WITH_LETTER.includes(stem.charAt(0)) ? CIF_LETTERS[cifDigit(stem)] : cifDigit(stem)}`;
  }
}

function hasNifCheck(nif: string): boolean {
  const check = nif[8];
  if (!'KLM'.includes(nif.charAt(0))) return check === dniLetter(Number(nif.slice(0, 8)));
  // Published sources differ on K, L and M, and numbers of both kinds are about.
  return check === dniLetter(sevenDigits(nif)) || check === CIF_LETTERS[cifDigit(nif)];
}

function hasCifCheck(cif: string): boolean {
  const kind = cif.charAt(0);
  const check = cif.charAt(8);
  const digit = cifDigit(cif);
  if (check === CIF_LETTERS[digit]) {
    // Digits that begin 00 belong to entities not resident in Spain: these have letters in the A B E H kinds too.
    return !CIF_WITH_DIGIT.includes(kind) || cif.startsWith('00', 1);
  }
  return check === String(digit) && !CIF_WITH_LETTER.includes(kind);
}

function dniLetter(value: number): string | undefined {
  return DNI_LETTERS[value % 23];
}

/** The letter in front counts as a digit. */
function nieValue(number: string): number {
  return NIE_FIRST_LETTERS.indexOf(number.charAt(0)) * 10_000_000 + sevenDigits(number);
}

function sevenDigits(number: string): number {
  return Number(number.slice(1, 8));
}

function cifDigit(number: string): number {
  return luhnCheckDigit(number.slice(1, 8));
}
