import { Choice, MergePatch, Nested, NotAllowed, oneOf, PatchOf, Text, type TextOptions } from '@app/common';
import { type CustomerType } from '@app/database';
import { isLanguageCode, isPrintable, LANGUAGE_CODES } from '@app/domain';
import { UuidParameter } from '../http/uuid-parameter';
import { OrgPath } from '../organizations/organizations.dto';
import { ContactInfo, PatchContactInfo } from './contact-info.dto';
import {
  CompanyInfo,
  DigitalPersonalInfo,
  PatchCompanyInfo,
  PatchDigitalPersonalInfo,
  PatchPersonalInfo,
  PersonalInfo,
} from './sections.dto';

/** Said of a section that the type of the customer does not have. */
export const OTHER_SECTION = 'belongs to another type of customer';

/** The path parameters of one customer. */
export class CustomerPath extends OrgPath {
  @UuidParameter('Customer identifier')
  customer_id!: string;
}

/** The published LanguageCode (contract §2). */
export const PREFERRED_LANGUAGE: TextOptions = {
  pattern: /^[a-z]{2}$/,
  holds: isLanguageCode,
  words: LANGUAGE_CODES,
  schemaName: 'LanguageCode',
  rule: 'must be an ISO 639-1 language code in lower case',
  optional: true,
  description: 'Preferred language: its code in ISO 639-1, lower case',
  example: 'es',
};

/** What an operator calls the customer's segment (contract §2). */
export const SEGMENT: TextOptions = {
  max: 32,
  pattern: /^[A-Z][A-Z0-9_]{0,31}$/,
  rule: 'must be 1 to 32 upper-case letters, digits or underscores, beginning with a letter',
  optional: true,
  description: "The operator's own market segment",
  example: 'CONSUMER',
};

/** What customers of every type may have. */
class CustomerMembers {
  @Text(PREFERRED_LANGUAGE)
  preferred_language?: string;

  @Text(SEGMENT)
  segment?: string;

  @Nested(() => ContactInfo, { optional: true })
  contact_info?: ContactInfo;
}

/** The id in the operator's own system (contract §2). */
export const EXTERNAL_ID: TextOptions = {
  max: 64,
  holds: isPrintable,
  rule: 'must be printable',
  optional: true,
  description: "The id in the operator's own system; unique in the organization",
  example: 'crm-1001',
};

/** What a new customer of any type may bring. */
export abstract class NewCustomer extends CustomerMembers {
  @Text(EXTERNAL_ID)
  external_id?: string;
}

/** A new private person. */
export class CreatePrivateCustomer extends NewCustomer {
  @Choice(['PRIVATE_CUSTOMER'])
  type!: 'PRIVATE_CUSTOMER';

  @Nested(() => PersonalInfo)
  personal_info!: PersonalInfo;

  @NotAllowed(OTHER_SECTION)
  company_info?: never;

  @NotAllowed(OTHER_SECTION)
  digital_personal_info?: never;
}

/** A new company. */
export class CreateCorporateCustomer extends NewCustomer {
  @Choice(['CORPORATE_CUSTOMER'])
  type!: 'CORPORATE_CUSTOMER';

  @Nested(() => CompanyInfo)
  company_info!: CompanyInfo;

  @NotAllowed(OTHER_SECTION)
  personal_info?: never;

  @NotAllowed(OTHER_SECTION)
  digital_personal_info?: never;
}

/** A new digital-only customer. */
export class CreateDigitalCustomer extends NewCustomer {
  @Choice(['DIGITAL_CUSTOMER'])
  type!: 'DIGITAL_CUSTOMER';

  @Nested(() => DigitalPersonalInfo)
  digital_personal_info!: DigitalPersonalInfo;

  @NotAllowed(OTHER_SECTION)
  personal_info?: never;

  @NotAllowed(OTHER_SECTION)
  company_info?: never;
}

/** A new customer whose type is not known yet: whatever it brings is checked. */
class AnyNewCustomer extends NewCustomer {
  @Nested(() => PersonalInfo, { optional: true })
  personal_info?: PersonalInfo;

  @Nested(() => CompanyInfo, { optional: true })
  company_info?: CompanyInfo;

  @Nested(() => DigitalPersonalInfo, { optional: true })
  digital_personal_info?: DigitalPersonalInfo;
}

export type CreateCustomer = CreatePrivateCustomer | CreateCorporateCustomer | CreateDigitalCustomer;

/** The body of createCustomer. */
export const CREATE_CUSTOMER_BODY = oneOf<CreateCustomer>(
  {
    name: 'CreateCustomerRequest',
    discriminator: 'type',
    alternatives: {
      PRIVATE_CUSTOMER: CreatePrivateCustomer,
      CORPORATE_CUSTOMER: CreateCorporateCustomer,
      DIGITAL_CUSTOMER: CreateDigitalCustomer,
    } satisfies Record<CustomerType, unknown>,
  },
  AnyNewCustomer,
);

/** The body of patchCustomer: what is absent stays, null clears (contract §3.5). */
@MergePatch()
export class PatchCustomerRequest extends PatchOf(CustomerMembers, ['preferred_language', 'segment']) {
  @Nested(() => PatchContactInfo, { optional: true })
  contact_info?: PatchContactInfo | null;

  // A customer cannot do without its section: these are not optional, so null does not clear them.
  @Nested(() => PatchPersonalInfo)
  personal_info?: PatchPersonalInfo;

  @Nested(() => PatchCompanyInfo)
  company_info?: PatchCompanyInfo;

  @Nested(() => PatchDigitalPersonalInfo)
  digital_personal_info?: PatchDigitalPersonalInfo;
}
