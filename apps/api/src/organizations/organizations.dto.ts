import { Integer, MergePatch, ORG_ID, Raw, RETENTION, Text } from '@app/common';
import { ApiProperty } from '@nestjs/swagger';
import { INSTANT_SCHEMA } from '../openapi/members';

/** The path parameter of everything that belongs to an organization. */
export class OrgPath {
  @Raw()
  @Text({
    max: 63,
    pattern: ORG_ID,
    rule: 'must be 1 to 63 letters, digits, dots, underscores or dashes, beginning with a letter or digit',
    description: 'Organization name',
    example: 'telco',
  })
  org_id!: string;
}

const RETENTION_EXAMPLE = { example: 1095 };
const RETENTION_DESCRIPTION =
  'Days for which personal data is kept blocked, from when it is taken away; what is blocked already keeps its date. Absent: as long as the service is configured for';

/** The query of a list that takes no parameter yet. */
export class NoQuery {}

/** An organization as it is read. */
export class OrganizationResponse {
  @ApiProperty({ maxLength: 63, pattern: ORG_ID.source, example: 'telco' })
  id!: string;

  @ApiProperty(INSTANT_SCHEMA)
  created_at!: string;

  @Integer({ ...RETENTION, optional: true, description: RETENTION_DESCRIPTION, ...RETENTION_EXAMPLE })
  retention_days?: number;
}

/** The body of patchOrganization: what is absent stays, null clears. */
@MergePatch()
export class PatchOrganizationRequest {
  @Integer({ ...RETENTION, optional: true, description: RETENTION_DESCRIPTION, ...RETENTION_EXAMPLE })
  retention_days?: number | null;
}

/** Bodies of patchOrganization, for the console and the tests. */
export const PATCH_ORGANIZATION_EXAMPLES = {
  threeYears: { summary: 'Three years, as from now', value: { retention_days: 1095 } },
  asTheService: { summary: 'As long as the service is configured for', value: { retention_days: null } },
};

/** The organizations that the caller may see. */
export class OrganizationsResponse {
  @ApiProperty({ type: [OrganizationResponse] })
  orgs!: OrganizationResponse[];
}
