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
  // Indices are no names: to judge those of 30,000 items takes long.
  if (Array.isArray(value)) return firstBroken(value, brokenByValue);
  return firstBroken(Object.entries(value), ([name, member]) => brokenByCardData(name, member));
}

function firstBroken<T>(parts: readonly T[], judge: (part: T) => string | undefined): string | undefined {
  for (const part of parts) {
    const broken = judge(part);
    if (broken !== undefined) return broken;
  }
  return undefined;
}
