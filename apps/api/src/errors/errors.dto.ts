import { ApiProperty } from '@nestjs/swagger';
import { ERROR_CODE_SCHEMA } from '@app/common';

/** One code of the catalogue, as `/errors` tells it. */
export class ErrorCode {
  @ApiProperty({
    ...ERROR_CODE_SCHEMA,
    description: 'Stable, and never used for anything else',
    example: 'MCUS.503.001',
  })
  code!: string;

  @ApiProperty({
    type: 'integer',
    format: 'int32',
    minimum: 400,
    maximum: 599,
    example: 503,
    description: 'HTTP status',
  })
  status!: number;

  @ApiProperty({ maxLength: 100, example: 'Service unavailable' })
  title!: string;

  @ApiProperty({ maxLength: 1000, example: 'The store cannot be reached, or no connection came free in time.' })
  meaning!: string;

  @ApiProperty({
    maxLength: 1000,
    example: 'Retry after the seconds of Retry-After.',
    description: 'What the caller can do about it',
  })
  remedy!: string;

  @ApiProperty({
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 60,
    required: false,
    example: 1,
    description: 'Seconds to wait before a retry, where one makes sense',
  })
  retry_after?: number;
}

/** Every code that the service answers with. */
export class ErrorCodeList {
  @ApiProperty({ type: [ErrorCode], maxItems: 1000 })
  errors!: ErrorCode[];
}
