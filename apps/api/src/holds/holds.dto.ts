import { Raw, Text } from '@app/common';
import { ApiProperty } from '@nestjs/swagger';
import { CustomerPath } from '../customers/customers.dto';
import { INSTANT_SCHEMA } from '../openapi/members';

const HOLD_NAME = /^[a-z][a-z0-9_-]{0,31}$/;

/** The path parameters of one hold. */
export class HoldPath extends CustomerPath {
  @Raw()
  @Text({
    max: 32,
    pattern: HOLD_NAME,
    rule: 'must be 1 to 32 lower-case letters, digits, underscores or dashes, beginning with a letter',
    description: 'Why the customer must stay: billing, fraud, legal …',
    example: 'billing',
  })
  name!: string;
}

/** A hold as it is listed. */
export class HoldResponse {
  @ApiProperty({ maxLength: 32, pattern: HOLD_NAME.source, example: 'billing' })
  name!: string;

  @ApiProperty(INSTANT_SCHEMA)
  created_at!: string;
}

/** The holds that stand on a customer, oldest first. */
export class HoldsResponse {
  @ApiProperty({ type: [HoldResponse] })
  holds!: HoldResponse[];
}
