export { isCalendarDate, monthUtc, todayUtc } from './calendar-date';
export { hasCardNumber, namesCardSecret } from './card-number';
export { hasValidCheckCharacter, withCheckCharacter } from './check-character';
export { normaliseDocumentNumber } from './document-number';
export { emailKey } from './email';
export {
  IDENTITY_DOCUMENT_TYPES,
  type IdentityDocument,
  type IdentityDocumentType,
  canonicalDocumentNumber,
  documentsToFind,
  documentTypesToFind,
  parseCompanyDocument,
  parsePersonalDocument,
  parseSpanishPersonNif,
} from './identity-document';
export { luhnCheckDigit } from './luhn';
export { COUNTRY_CODES, LANGUAGE_CODES, isCountryCode, isLanguageCode } from './iso-codes';
export { PHONE_TYPES, type PhoneFault, type PhoneNumber, type PhoneType, parsePhoneNumber } from './phone-number';
export { isSpanishPostalCode } from './postal-code';
export { cleanText, codePointLength, hasLetter, isPrintable } from './text';
