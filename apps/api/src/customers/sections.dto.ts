import { Choice, MergePatch, Nested, PatchOf, Refine, Text, type TextOptions } from '@app/common';
import { emailKey, type IdentityDocument, isCalendarDate, todayUtc } from '@app/domain';
import {
  CompanyIdentityDocument,
  PersonalIdentityDocument,
  refineCompanyDocument,
  refinePersonalDocument,
} from '../identity-documents/identity-documents.dto';
import { FIRST_SURNAME, NAME, nameOf, NATIONALITY, SECOND_SURNAME } from './person-members';

const GENDERS = ['MALE', 'FEMALE', 'OTHER'] as const;
const EARLIEST_BIRTHDATE = '1900-01-01';

/** A date of the past or today, UTC. */
function pastDate(earliest: string, example: string): TextOptions {
  return {
    holds: (value, _object, now) => isCalendarDate(value) && value >= earliest && value <= todayUtc(now),
    rule: `must be a calendar date YYYY-MM-DD${earliest === '' ? '' : `, not before ${earliest}`} and not in the future`,
    max: 10,
    pattern: /^\d{4}-\d{2}-\d{2}$/,
    format: 'date',
    example,
  };
}

/** Whether a private customer with such a document must have a first surname (contract §2 PersonalInfo). */
export function needsFirstSurname(documentType: string | null | undefined): boolean {
  return documentType === 'NIF';
}

/** What is known of a private customer (contract §2). */
export class PersonalInfo {
  @Nested(() => PersonalIdentityDocument)
  @Refine(refinePersonalDocument)
  identity_document!: IdentityDocument;

  @Text(NAME)
  name!: string;

  @Text({
    ...FIRST_SURNAME,
    requiredWhen: (info) => needsFirstSurname((info as PersonalInfo).identity_document?.type),
    description: 'Required with a NIF',
  })
  first_surname?: string;

  @Text({ ...SECOND_SURNAME, optional: true })
  second_surname?: string;

  @Choice(GENDERS, { optional: true, example: 'MALE' })
  gender?: (typeof GENDERS)[number];

  @Text(NATIONALITY)
  nationality?: string;

  @Text({ ...pastDate(EARLIEST_BIRTHDATE, '2022-01-01'), optional: true })
  birthdate?: string;
}

/** What is known of a company (contract §2). */
export class CompanyInfo {
  @Nested(() => CompanyIdentityDocument)
  @Refine(refineCompanyDocument)
  identity_document!: IdentityDocument;

  @Text(nameOf(200, 'IBM'))
  legal_name!: string;

  @Text({ ...pastDate('', '1990-01-01'), optional: true })
  founding_date?: string;
}

/** What is known of a digital customer (contract §2). */
export class DigitalPersonalInfo {
  @Text({
    max: 82,
    holds: (value) => emailKey(value) !== undefined,
    rule: 'must be an email address',
    format: 'email',
    description: 'Authenticates the customer; unique among the digital customers of the organization',
    example: 'digital@example.com',
  })
  email!: string;

  @Text({ ...NAME, optional: true })
  name?: string;

  @Text({ ...FIRST_SURNAME, optional: true })
  first_surname?: string;

  @Text({ ...SECOND_SURNAME, optional: true })
  second_surname?: string;
}

/** What a patch may change of a private customer. */
@MergePatch()
export class PatchPersonalInfo extends PatchOf(PersonalInfo, [
  'name',
  'first_surname',
  'second_surname',
  'gender',
  'nationality',
  'birthdate',
]) {}

/** What a patch may change of a company; `associated_users` has an operation of its own and is ignored here. */
@MergePatch()
export class PatchCompanyInfo extends PatchOf(CompanyInfo, ['legal_name', 'founding_date']) {}

/** What a patch may change of a digital customer. */
@MergePatch()
export class PatchDigitalPersonalInfo extends PatchOf(DigitalPersonalInfo, [
  'email',
  'name',
  'first_surname',
  'second_surname',
]) {}
