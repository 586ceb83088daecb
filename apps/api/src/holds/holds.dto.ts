import { Raw, Text } from '@app/common';
import { ApiProperty } from '@nestjs/swagger';
import { CustomerPath } from '../customers/customers.dto';

/** The path parameters of one hold. */
export class HoldPath extends CustomerPath {
  @Raw()
  @Text({
    pattern: /^[a-z][a-z0-9_-]{0,31}$/,
    rule: 'must be 1 to 32 lower-case letters, digits, underscores or dashes, beginning with a letter',
    description: 'Why the customer must stay: billing, fraud, legal …',
    example: 'billing',
  })
  name!: string;
}

/** A hold as it is listed. */
export class HoldResponse {
  @ApiProperty({ example: 'billing' })
  name!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at!: string;
}

/** The holds that stand on a customer, oldest first. */
export class HoldsResponse {
  @ApiProperty({ type: [HoldResponse] })
  holds!: HoldResponse[];
}
