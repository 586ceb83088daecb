import { Text, unionSchema } from '@app/common';
import { type CustomerType } from '@app/database';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AssociatedUser } from '../associated-users/associated-users.dto';
import { INSTANT_SCHEMA, UUID_SCHEMA } from '../openapi/members';
import { ContactInfo } from './contact-info.dto';
import { EXTERNAL_ID, PREFERRED_LANGUAGE, SEGMENT } from './customers.dto';
import { CompanyInfo, DigitalPersonalInfo, PersonalInfo } from './sections.dto';

/** The answer to createCustomer. */
export class CustomerCreated {
  @ApiProperty(UUID_SCHEMA)
  id!: string;
}

/** What a read shows of a customer of any type. */
abstract class CustomerResponseMembers {
  @ApiProperty(UUID_SCHEMA)
  id!: string;

  @Text(EXTERNAL_ID)
  external_id?: string;

  @Text(PREFERRED_LANGUAGE)
  preferred_language?: string;

  @Text(SEGMENT)
  segment?: string;

  @ApiPropertyOptional({ type: ContactInfo })
  contact_info?: ContactInfo;

  @ApiProperty(INSTANT_SCHEMA)
  created_at!: string;

  @ApiProperty(INSTANT_SCHEMA)
  updated_at!: string;
}

/** The section of a private customer, with its representatives. */
export class PersonalInfoResponse extends PersonalInfo {
  @ApiPropertyOptional({ type: [AssociatedUser], maxItems: 1 })
  associated_users?: AssociatedUser[];
}

/** The section of a company, with its representatives. */
export class CompanyInfoResponse extends CompanyInfo {
  @ApiPropertyOptional({ type: [AssociatedUser], maxItems: 1 })
  associated_users?: AssociatedUser[];
}

/** The section of a digital customer, with its representatives. */
export class DigitalPersonalInfoResponse extends DigitalPersonalInfo {
  @ApiPropertyOptional({ type: [AssociatedUser], maxItems: 1 })
  associated_users?: AssociatedUser[];
}

/** A private person. */
export class PrivateCustomerResponse extends CustomerResponseMembers {
  @ApiProperty({ enum: ['PRIVATE_CUSTOMER'] })
  type!: 'PRIVATE_CUSTOMER';

  @ApiProperty({ type: PersonalInfoResponse })
  personal_info!: PersonalInfoResponse;
}

/** A company. */
export class CorporateCustomerResponse extends CustomerResponseMembers {
  @ApiProperty({ enum: ['CORPORATE_CUSTOMER'] })
  type!: 'CORPORATE_CUSTOMER';

  @ApiProperty({ type: CompanyInfoResponse })
  company_info!: CompanyInfoResponse;
}

/** A digital-only customer. */
export class DigitalCustomerResponse extends CustomerResponseMembers {
  @ApiProperty({ enum: ['DIGITAL_CUSTOMER'] })
  type!: 'DIGITAL_CUSTOMER';

  @ApiProperty({ type: DigitalPersonalInfoResponse })
  digital_personal_info!: DigitalPersonalInfoResponse;
}

/** The alternatives of CustomerResponse. */
export const CUSTOMER_RESPONSES = {
  PRIVATE_CUSTOMER: PrivateCustomerResponse,
  CORPORATE_CUSTOMER: CorporateCustomerResponse,
  DIGITAL_CUSTOMER: DigitalCustomerResponse,
} as const satisfies Record<CustomerType, unknown>;

/** The OpenAPI schema of getCustomer's answer. */
export const CUSTOMER_RESPONSE_SCHEMA = unionSchema({
  name: 'CustomerResponse',
  discriminator: 'type',
  alternatives: CUSTOMER_RESPONSES,
});
