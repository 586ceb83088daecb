import { Choice, Nested, Raw, Refine, type Refuse, Text, type TextOptions } from '@app/common';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { INSTANT_SCHEMA } from '../openapi/members';
import {
  IDENTITY_DOCUMENT_TYPES,
  type IdentityDocument,
  type IdentityDocumentType,
  parseCompanyDocument,
  parsePersonalDocument,
  parseSpanishPersonNif,
} from '@app/domain';

const NUMBER: TextOptions = {
  description: 'Letters and digits; case, blanks, dots and dashes do not count. Stored in canonical form',
  max: 40,
};

/** The types of document that a person may have, and a company (contract §2). */
export const PERSONAL_DOCUMENT_TYPES = ['NIF', 'NIE', 'PASSPORT'] as const satisfies readonly IdentityDocumentType[];
export const COMPANY_DOCUMENT_TYPES = ['CIF', 'NIF', 'NIE'] as const satisfies readonly IdentityDocumentType[];

/** Said of a number that its type does not have. */
export const NUMBER_RULE = 'must be a valid number of its type, with the right check character';

function DocumentNumber(example: string): PropertyDecorator {
  return applyDecorators(Raw(), Text({ ...NUMBER, example }));
}

/** The identity document of a person (contract §2). */
export class PersonalIdentityDocument {
  @Choice(PERSONAL_DOCUMENT_TYPES, { example: 'NIF' })
  type!: IdentityDocumentType;

  @DocumentNumber('14861628V')
  number!: string;
}

/** The identity document of a company: its CIF, or the NIF or NIE of a sole trader (contract §2). */
export class CompanyIdentityDocument {
  @Choice(COMPANY_DOCUMENT_TYPES, { example: 'CIF' })
  type!: IdentityDocumentType;

  @DocumentNumber('B64717838')
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

/** An identity document of a customer whose type is not known yet (contract §2). */
@ApiSchema({ name: 'IdentityDocument' })
class AnyIdentityDocument {
  @Choice(IDENTITY_DOCUMENT_TYPES, { example: 'NIF' })
  type!: IdentityDocumentType;

  @DocumentNumber('14861628V')
  number!: string;
}

/** What a document is for a person and for a company; for one of them at least. */
export interface ParsedDocument {
  /** As it was sent. */
  readonly type: IdentityDocumentType;
  readonly person: IdentityDocument | undefined;
  readonly company: IdentityDocument | undefined;
}

const REPLACEMENT_REASONS = ['CORRECTION', 'REPLACEMENT'] as const;
type ReplacementReason = (typeof REPLACEMENT_REASONS)[number];

/** The body of putIdentityDocument. */
export class PutIdentityDocumentRequest {
  @Nested(() => AnyIdentityDocument)
  @Refine(refineAnyDocument)
  identity_document!: ParsedDocument;

  @Choice(REPLACEMENT_REASONS, {
    description: 'CORRECTION: the old document was wrong and is released. REPLACEMENT: it stays found and reserved',
    example: 'CORRECTION',
  })
  reason!: ReplacementReason;
}

/** The body of convertNieToNif. */
export class ConvertNieToNifRequest {
  @Raw()
  @Text({
    ...NUMBER,
    description: 'The NIF of a natural person: 8 digits and a letter, or one that begins with K or L',
    example: '07687697Q',
  })
  @Refine(refineNif)
  nif!: string;
}

/** An identity document that a customer has or had. */
export class IdentityDocumentEntry {
  @ApiProperty({ enum: IDENTITY_DOCUMENT_TYPES, example: 'NIF' })
  type!: IdentityDocumentType;

  @ApiProperty({ description: 'In canonical form', maxLength: 40, pattern: '^[A-Z0-9]+$', example: '07687697Q' })
  number!: string;

  @ApiProperty(INSTANT_SCHEMA)
  valid_from!: string;

  @ApiProperty({
    required: false,
    ...INSTANT_SCHEMA,
    description: 'Absent while it is the current one',
    example: '2026-02-01T00:00:00.000Z',
  })
  valid_to?: string;
}

/** The identity documents of a customer, the current one first, then the last retired. */
export class IdentityDocumentsResponse {
  @ApiProperty({ type: [IdentityDocumentEntry] })
  identity_documents!: IdentityDocumentEntry[];
}

function refineAnyDocument({ type, number }: AnyIdentityDocument, refuse: Refuse): ParsedDocument | undefined {
  const [person, company] = [parsePersonalDocument(type, number), parseCompanyDocument(type, number)];
  return person === undefined && company === undefined ? refuseNumber(refuse) : { type, person, company };
}

function refineNif(raw: string, refuse: Refuse): string | undefined {
  const document = parseSpanishPersonNif(raw);
  if (document === undefined) refuse('must be the NIF of a natural person, with the right check letter');
  return document?.number;
}

function refuseNumber(refuse: Refuse): undefined {
  refuse(NUMBER_RULE, '/number');
}
