import { ORG_ID, Raw, Text } from '@app/common';
import { ApiProperty } from '@nestjs/swagger';

/** The path parameter of everything that belongs to an organization. */
export class OrgPath {
  @Raw()
  @Text({
    pattern: ORG_ID,
    rule: 'must be 1 to 63 letters, digits, dots, underscores or dashes, beginning with a letter or digit',
    description: 'Organization name',
    example: 'telco',
  })
  org_id!: string;
}

/** The query of a list that takes no parameter yet. */
export class NoQuery {}

/** An organization as it is read. */
export class OrganizationResponse {
  @ApiProperty({ example: 'telco' })
  id!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at!: string;
}

/** The organizations that the caller may see. */
export class OrganizationsResponse {
  @ApiProperty({ type: [OrganizationResponse] })
  orgs!: OrganizationResponse[];
}
