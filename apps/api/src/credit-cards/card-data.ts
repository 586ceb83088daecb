import { hasCardNumber, namesCardSecret } from '@app/domain';

const SECRET = 'must have no member for a security code, a PIN, a card number or track data';
const CARD_NUMBER = 'must not contain a card number';

/**
 * What is wrong with a member that a card's body does not know (contract §3.7). It would be dropped, but who sends card
 * data must learn at once that this is no place for it. In: name and value of the member, any JSON. Out: the broken rule;
 * undefined when there is none.
 */
export function brokenByCardData(name: string, value: unknown): string | undefined {
  if (namesCardSecret(name)) return SECRET;
  return hasCardNumber(name) ? CARD_NUMBER : brokenByValue(value);
}

/** Beyond 2^53 − 1 a number is rounded when it is read, so that nobody can tell whether it was a card number. */
function isRounded(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

function brokenByValue(value: unknown): string | undefined {
  if (typeof value === 'string') return hasCardNumber(value) ? CARD_NUMBER : undefined;
  if (typeof value === 'number') return isRounded(value) || hasCardNumber(String(value)) ? CARD_NUMBER : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  // Of an array, too: its indices are names that break nothing.
  for (const [name, member] of Object.entries(value)) {
    const broken = brokenByCardData(name, member);
    if (broken !== undefined) return broken;
  }
  return undefined;
}
