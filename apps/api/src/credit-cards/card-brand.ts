/** The brands of cards (contract §3.7). */
export const CARD_BRANDS = [
  'VISA',
  'MASTERCARD',
  'AMEX',
  'DINERS',
  'DISCOVER',
  'JCB',
  'UNIONPAY',
  'MAESTRO',
  'OTHER',
] as const;
/** One of CARD_BRANDS. */
export type CardBrand = (typeof CARD_BRANDS)[number];

const LENGTHS: Partial<Record<CardBrand, number>> = { AMEX: 15, DINERS: 14 };
const USUAL_LENGTH = 16;

/**
 * A card number as it may be shown (contract §3.7; PCI DSS 3.4).
 * In: the brand, and the last four digits. Out: stars to the length of the brand's numbers, then the four digits.
 */
export function maskedNumber(brand: CardBrand, lastFour: string): string {
  return lastFour.padStart(LENGTHS[brand] ?? USUAL_LENGTH, '*');
}
