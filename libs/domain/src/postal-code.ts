const SPANISH_POSTAL_CODE = /^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/;

/** In: any string. Out: whether it is a Spanish postal code: province 01 to 52 and three ASCII digits (contract §2 PostalAddress). */
export function isSpanishPostalCode(text: string): boolean {
  return SPANISH_POSTAL_CODE.test(text);
}
