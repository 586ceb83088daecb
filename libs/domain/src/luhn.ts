/**
 * The check digit that makes a number valid under the Luhn algorithm (ISO/IEC 7812-1, annex B).
 * In: the digits before it, ASCII. Out: 0 to 9.
 */
export function luhnCheckDigit(digits: string): number {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48;
    const weighted = fromRight % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}
