import { hasValidCheckCharacter } from './check-character';
import { normaliseDocumentNumber } from './document-number';

/** The types of identity document (contract §2; the published page). */
export const IDENTITY_DOCUMENT_TYPES = ['NIF', 'NIE', 'PASSPORT', 'CIF'] as const;

/** One of IDENTITY_DOCUMENT_TYPES. */
export type IdentityDocumentType = (typeof IDENTITY_DOCUMENT_TYPES)[number];

/** A document as it is stored and compared: `number` in the canonical form of its type (contract §4). */
export interface IdentityDocument {
  type: IdentityDocumentType;
  number: string;
}

const SHAPES: Record<IdentityDocumentType, RegExp> = {
  NIF: /^(?:\d{8}|[KLM]\d{7})[A-Z]$/,
  NIE: /^[XYZ]\d{7}[A-Z]$/,
  CIF: /^[ABCDEFGHJNPQRSUVW]\d{7}[0-9A-J]$/,
  PASSPORT: /^(?=.*\d)[A-Z0-9]{5,9}$/,
};
const SHORT_NIF = /^\d{1,7}[A-Z]$/;
const OLD_NIE = /^X0\d{7}[A-Z]$/;

/**
 * The form in which a number of that type is stored (contract §4).
 * In: the type and the number as typed. Out: the canonical number; undefined when it has not the shape of the type.
 */
export function canonicalDocumentNumber(type: IdentityDocumentType, raw: string): string | undefined {
  const normalised = normaliseDocumentNumber(raw);
  if (normalised === undefined) return undefined;
  const number = withShapeOfToday(type, normalised);
  return SHAPES[type].test(number) ? number : undefined;
}

/**
 * The document of a person, as writes take it (contract §2 PersonalInfo, AssociatedUser).
 * In: the stated type and the number as typed. Out: the canonical document; undefined for a CIF, a wrong shape or a
 * wrong check character.
 */
export function parsePersonalDocument(type: IdentityDocumentType, raw: string): IdentityDocument | undefined {
  return type === 'CIF' ? undefined : parseAs(type, raw);
}

/**
 * The NIF of a natural person with Spanish nationality (contract §3.8): 8 digits and a letter, or K or L; M is for
 * foreigners. In: the number as typed. Out: the canonical document; undefined for any other number.
 */
export function parseSpanishPersonNif(raw: string): IdentityDocument | undefined {
  const document = parseAs('NIF', raw);
  return document?.number.startsWith('M') === true ? undefined : document;
}

/**
 * The document of a company, as writes take it (contract §2 CompanyInfo): a CIF, or the NIF or NIE of a sole trader.
 * In: the stated type and the number as typed. Out: the canonical document, where a NIF in CIF form has become a CIF;
 * undefined for a passport, a wrong shape or a wrong check character.
 */
export function parseCompanyDocument(type: IdentityDocumentType, raw: string): IdentityDocument | undefined {
  if (type === 'PASSPORT') return undefined;
  const document = parseAs(type, raw);
  // Since 2008 a company's number is legally a NIF (Real Decreto 1065/2007), so clients rightly call it one.
  return document === undefined && type === 'NIF' ? parseAs('CIF', raw) : document;
}

/**
 * The documents that a search looks for (contract §3.2): one of them at most is stored for each type.
 * In: the number as typed, and its type if the client stated one; without a type every type is looked under, and a NIF in
 * CIF form is looked for as a CIF too. Out: canonical documents whose shape and check character nobody has looked at;
 * undefined when the number cannot be normalised.
 */
export function documentsToFind(raw: string, type?: IdentityDocumentType): IdentityDocument[] | undefined {
  const normalised = normaliseDocumentNumber(raw);
  if (normalised === undefined) return undefined;
  return typesToFind(normalised, type).map((each) => ({ type: each, number: withShapeOfToday(each, normalised) }));
}

/**
 * The types that a search by type alone looks for: who registered a company with a NIF finds it by NIF, although it is
 * stored as a CIF. In: the stated type. Out: one type or two.
 */
export function documentTypesToFind(type: IdentityDocumentType): readonly IdentityDocumentType[] {
  return type === 'NIF' ? ['NIF', 'CIF'] : [type];
}

function typesToFind(normalised: string, type?: IdentityDocumentType): readonly IdentityDocumentType[] {
  if (type === undefined) return IDENTITY_DOCUMENT_TYPES;
  return SHAPES.CIF.test(normalised) ? documentTypesToFind(type) : [type];
}

function parseAs(type: IdentityDocumentType, raw: string): IdentityDocument | undefined {
  const number = canonicalDocumentNumber(type, raw);
  return number !== undefined && hasValidCheckCharacter(type, number) ? { type, number } : undefined;
}

function withShapeOfToday(type: IdentityDocumentType, normalised: string): string {
  // Old cards print a DNI without its leading zeros, and an X NIE with eight digits.
  if (type === 'NIF' && SHORT_NIF.test(normalised)) return normalised.padStart(9, '0');
  if (type === 'NIE' && OLD_NIE.test(normalised)) return 'X' + normalised.slice(2);
  return normalised;
}
