import { applyDecorators } from '@nestjs/common';
import { Raw, Refine, Text } from '@app/common';

const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** A path parameter that is a UUID of any version, in either case; it is read in lower case (contract, Ids and lists). */
export function UuidParameter(description: string): PropertyDecorator {
  return applyDecorators(
    Raw(),
    Text({
      max: 36,
      pattern: UUID,
      rule: 'must be a UUID',
      format: 'uuid',
      description,
      example: '123e4567-e89b-12d3-a456-556642440000',
    }),
    Refine((id: string) => id.toLowerCase()),
  );
}
