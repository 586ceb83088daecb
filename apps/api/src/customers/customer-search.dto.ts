import { AtLeastOneOf, Choice, Raw, Refine, type Refuse, Text } from '@app/common';
import { CUSTOMER_TYPES, type CustomerType } from '@app/database';
import { emailKey, IDENTITY_DOCUMENT_TYPES, type IdentityDocumentType, normaliseDocumentNumber } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UUID_SCHEMA } from '../openapi/members';
import { EXTERNAL_ID } from './customers.dto';

const DOCUMENT_RULE = 'must be visible ASCII characters; blanks, dots, dashes, underscores and slashes do not count';

/** The query of searchCustomers (published page). Criteria narrow; the refined ones are in their canonical form. */
@AtLeastOneOf('identity_document', 'email')
export class CustomerCriteria {
  @Raw()
  @Text({
    max: 40,
    optional: true,
    description: 'Document with numbers and letters, current or retired',
    example: '14861628V',
  })
  @Refine((value: string, refuse: Refuse) => normaliseDocumentNumber(value) ?? refuse(DOCUMENT_RULE))
  identity_document?: string;

  @Choice(IDENTITY_DOCUMENT_TYPES, { optional: true, description: 'Document type; left out: any', example: 'NIF' })
  identity_document_type?: IdentityDocumentType;

  @Text({
    max: 254,
    optional: true,
    description: 'Email used by customer to authenticate; otherwise the default contact email',
    example: 'email@example.com',
  })
  @Refine((value: string, refuse: Refuse) => emailKey(value) ?? refuse('must be an email address'))
  email?: string;
}

/** The body of searchCustomersByBody: personal data stays out of URLs. */
@AtLeastOneOf('identity_document', 'email', 'external_id')
export class CustomerSearchRequest extends CustomerCriteria {
  @Text(EXTERNAL_ID)
  external_id?: string;
}

/** The one customer that a search found. */
export class CustomerSearchResponse {
  @ApiProperty(UUID_SCHEMA)
  id!: string;

  @ApiProperty({ enum: CUSTOMER_TYPES })
  type!: CustomerType;

  @ApiPropertyOptional({ maxLength: 64, example: 'crm-1001' })
  external_id?: string;
}
