import { unionSchema } from '@app/common';
import { type CustomerType } from '@app/database';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AssociatedUser } from '../associated-users/associated-users.dto';
import { ContactInfo } from './contact-info.dto';
import { CompanyInfo, DigitalPersonalInfo, PersonalInfo } from './sections.dto';

/** The answer to createCustomer. */
export class CustomerCreated {
  @ApiProperty({ format: 'uuid', example: '0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b' })
  id!: string;
}

/** What a read shows of a customer of any type. */
abstract class CustomerResponseMembers {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiPropertyOptional({ maxLength: 64 })
  external_id?: string;

  @ApiPropertyOptional({ example: 'es' })
  preferred_language?: string;

  @ApiPropertyOptional({ example: 'CONSUMER' })
  segment?: string;

  @ApiPropertyOptional({ type: ContactInfo })
  contact_info?: ContactInfo;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

/** The section of a private customer, with its representatives. */
export class PersonalInfoResponse extends PersonalInfo {
  @ApiPropertyOptional({ type: [AssociatedUser] })
  associated_users?: AssociatedUser[];
}

/** The section of a company, with its representatives. */
export class CompanyInfoResponse extends CompanyInfo {
  @ApiPropertyOptional({ type: [AssociatedUser] })
  associated_users?: AssociatedUser[];
}

/** The section of a digital customer, with its representatives. */
export class DigitalPersonalInfoResponse extends DigitalPersonalInfo {
  @ApiPropertyOptional({ type: [AssociatedUser] })
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
export const CUSTOMER_RESPONSE_SCHEMA = unionSchema({ discriminator: 'type', alternatives: CUSTOMER_RESPONSES });
