import { AUDIT_REASON, ORG_ID, Raw, ROLES, Text } from '@app/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { INSTANT_SCHEMA, REQUEST_ID_SCHEMA, UUID_SCHEMA } from '../openapi/members';

/** Whatever is no cursor of ours. */
export const CURSOR_RULE = 'must be the next_cursor of an earlier answer';

const CURSOR = /^[A-Za-z0-9_-]{1,100}$/;

/** Entries of a page. */
export const PAGE = 50;

/** The query of a list of audit entries. */
export class AuditQuery {
  @Raw()
  @Text({
    max: 100,
    pattern: CURSOR,
    rule: CURSOR_RULE,
    optional: true,
    description: 'The next_cursor of the page before',
  })
  cursor?: string;
}

/** One write, as the audit has it: names, never values. */
export class AuditEntryResponse {
  @ApiProperty(UUID_SCHEMA)
  id!: string;

  @ApiProperty(INSTANT_SCHEMA)
  at!: string;

  @ApiProperty({ maxLength: 63, pattern: ORG_ID.source, example: 'telco' })
  org_id!: string;

  @ApiProperty(UUID_SCHEMA)
  customer_id!: string;

  @ApiProperty({
    description:
      "The operation's id in the OpenAPI document; of what is no operation: purgeBlockedData, discloseBlockedData, restoreCustomer, exportCustomer",
    maxLength: 64,
    pattern: '^[a-zA-Z]+$',
    example: 'patchCustomer',
  })
  operation!: string;

  @ApiProperty({
    description: 'Of the caller; none for a command of an operator',
    type: 'array',
    maxItems: ROLES.length,
    items: { type: 'string', enum: [...ROLES] },
    example: ['AGENT'],
  })
  roles!: string[];

  @ApiPropertyOptional({ description: 'Who called, if anybody told', maxLength: 255, example: 'agent-1001' })
  subject?: string;

  @ApiProperty({ description: 'The x-request-id of the answer', ...REQUEST_ID_SCHEMA })
  request_id!: string;

  @ApiProperty({
    description: 'Names of the members that were sent',
    type: 'array',
    maxItems: 100,
    items: { type: 'string', maxLength: 100, pattern: '^[a-z_]+(\\.[a-z_]+)*$' },
    example: ['segment', 'contact_info.postal_address.locality'],
  })
  members!: string[];

  @ApiPropertyOptional({
    description: 'The x-audit-reason of the request',
    maxLength: 64,
    pattern: AUDIT_REASON.pattern.source,
    example: 'TICKET-4711',
  })
  reason?: string;
}

/** A page of audit entries. */
export class AuditEntriesResponse {
  @ApiProperty({ type: [AuditEntryResponse], maxItems: PAGE })
  audit_entries!: AuditEntryResponse[];

  @ApiPropertyOptional({
    description: 'Where the next page begins; absent on the last one',
    maxLength: 100,
    pattern: CURSOR.source,
    example: 'MTc2NzIyNTYwMDAwMDAwMC4wMTk3YTFiMi1jM2Q0LTdlNWYtOGE2Yi03YzhkOWUwZjFhMmI',
  })
  next_cursor?: string;
}
