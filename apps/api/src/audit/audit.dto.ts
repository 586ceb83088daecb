import { Raw, Text } from '@app/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Whatever is no cursor of ours. */
export const CURSOR_RULE = 'must be the next_cursor of an earlier answer';

/** The query of a list of audit entries. */
export class AuditQuery {
  @Raw()
  @Text({
    pattern: /^[A-Za-z0-9_-]{1,100}$/,
    rule: CURSOR_RULE,
    optional: true,
    description: 'The next_cursor of the page before',
  })
  cursor?: string;
}

/** One write, as the audit has it: names, never values. */
export class AuditEntryResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  at!: string;

  @ApiProperty({ example: 'telco' })
  org_id!: string;

  @ApiProperty({ format: 'uuid' })
  customer_id!: string;

  @ApiProperty({
    description:
      "The operation's id in the OpenAPI document; of what is no operation: purgeBlockedData, discloseBlockedData, restoreCustomer, exportCustomer",
    example: 'patchCustomer',
  })
  operation!: string;

  @ApiProperty({ description: 'Of the caller; none for a command of an operator', type: [String], example: ['AGENT'] })
  roles!: string[];

  @ApiPropertyOptional({ description: 'Who called, if anybody told', example: 'agent-1001' })
  subject?: string;

  @ApiProperty({ description: 'The x-request-id of the answer' })
  request_id!: string;

  @ApiProperty({
    description: 'Names of the members that were sent',
    type: [String],
    example: ['segment', 'contact_info.postal_address.locality'],
  })
  members!: string[];

  @ApiPropertyOptional({ description: 'The x-audit-reason of the request', example: 'TICKET-4711' })
  reason?: string;
}

/** A page of audit entries. */
export class AuditEntriesResponse {
  @ApiProperty({ type: [AuditEntryResponse] })
  audit_entries!: AuditEntryResponse[];

  @ApiPropertyOptional({ description: 'Where the next page begins; absent on the last one' })
  next_cursor?: string;
}
