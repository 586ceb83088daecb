import { Choice, Raw, type Refuse, Text } from '@app/common';
import {
  type IdentityDocument,
  type IdentityDocumentType,
  parseCompanyDocument,
  parsePersonalDocument,
} from '@app/domain';

const NUMBER = {
  description: 'Letters and digits; case, blanks, dots and dashes do not count. Stored in canonical form',
  maxLength: 40,
};

/** The identity document of a person (contract §2). */
export class PersonalIdentityDocument {
  @Choice(['NIF', 'NIE', 'PASSPORT'], { example: 'NIF' })
  type!: IdentityDocumentType;

  @Raw()
  @Text({ description: NUMBER.description, max: NUMBER.maxLength, example: '14861628V' })
  number!: string;
}

/** The identity document of a company: its CIF, or the NIF or NIE of a sole trader (contract §2). */
export class CompanyIdentityDocument {
  @Choice(['CIF', 'NIF', 'NIE'], { example: 'CIF' })
  type!: IdentityDocumentType;

  @Raw()
  @Text({ description: NUMBER.description, max: NUMBER.maxLength, example: 'B64717838' })
  number!: string;
}

/** Refinement: the canonical form of a person's document, or its number is refused. */
export function refinePersonalDocument(
  { type, number }: PersonalIdentityDocument,
  refuse: Refuse,
): IdentityDocument | undefined {
  return parsePersonalDocument(type, number) ?? refuseNumber(refuse);
}

/** Refinement: the canonical form of a company's document, or its number is refused. */
export function refineCompanyDocument(
  { type, number }: CompanyIdentityDocument,
  refuse: Refuse,
): IdentityDocument | undefined {
  return parseCompanyDocument(type, number) ?? refuseNumber(refuse);
}

function refuseNumber(refuse: Refuse): undefined {
  refuse('must be a valid number of its type, with the right check character', '/number');
}
