import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CATALOGUE } from './catalogue';
import { type DomainError } from './domain-error';

/** How the OpenAPI document shows a code of the catalogue. */
export const ERROR_CODE_SCHEMA = { maxLength: 12, pattern: '^MCUS\\.\\d{3}\\.\\d{3}$' };

/** One error: a stable code, and what is wrong. */
export class ErrorDetail {
  @ApiProperty({ ...ERROR_CODE_SCHEMA, description: 'Stable code', example: 'MCUS.999.998' })
  code!: string;

  @ApiProperty({ maxLength: 100, example: 'Bad request' })
  title!: string;

  @ApiProperty({ description: 'Where the code is explained', format: 'uri', maxLength: 2048 })
  ref!: string;

  @ApiProperty({ description: 'Field and rule, never a value', maxLength: 1000 })
  message!: string;

  @ApiPropertyOptional({
    description: 'JSON Pointer into the body, or ?name',
    maxLength: 200,
    example: '/personal_info/birthdate',
  })
  field?: string;
}

/** One item of an ErrorResponse. */
export class ErrorItem {
  @ApiProperty({ type: ErrorDetail })
  error!: ErrorDetail;
}

/** The body of every error (published page, shape of contract §1). */
export class ErrorResponse {
  @ApiProperty({ type: [ErrorItem], minItems: 1, maxItems: 100 })
  errors!: ErrorItem[];
}

/** The same as RFC 9457 problem details, for `Accept: application/problem+json`. */
export class ProblemDetails extends ErrorResponse {
  @ApiProperty({ format: 'uri', maxLength: 2048 })
  type!: string;

  @ApiProperty({ maxLength: 100, example: 'Bad request' })
  title!: string;

  @ApiProperty({ type: 'integer', format: 'int32', minimum: 400, maximum: 599, example: 400 })
  status!: number;

  @ApiProperty({ maxLength: 1000 })
  detail!: string;
}

/** What an error body says of the request that met the error. */
export interface ErrorContext {
  /** Base of `ref`: the configured URL, never the Host header. */
  readonly publicUrl: string;
  /** The only thing that a 5xx tells about its cause. */
  readonly requestId: string;
  /** Whether the request may have changed something before it failed. */
  readonly isWrite: boolean;
}

/** Maps an error to its public body. */
export function toErrorResponse(error: DomainError, context: ErrorContext): ErrorResponse {
  const { code, title, meaning, status } = CATALOGUE[error.kind];
  const ref = `${context.publicUrl}/errors#${code}`;
  const fallback = status >= 500 ? serverFault(title, status, context) : meaning;
  const violations = error.violations.length > 0 ? error.violations : [{ message: fallback }];
  return {
    errors: violations.map(({ message, field }) => ({
      error: field === undefined ? { code, title, ref, message } : { code, title, ref, message, field },
    })),
  };
}

function serverFault(title: string, status: number, { requestId, isWrite }: ErrorContext): string {
  const outcome =
    isWrite && status > 500
      ? '; the outcome of the write is unknown, and a retry with the same Idempotency-Key is safe'
      : '';
  return `${title} (request ${requestId})${outcome}`;
}

/** The problem-details form of an error body: the same items, with the members of RFC 9457 §3.1 in front. */
export function toProblemDetails(error: DomainError, { errors }: ErrorResponse): ProblemDetails {
  const { title, status, meaning } = CATALOGUE[error.kind];
  return { type: errors[0]?.error.ref ?? 'about:blank', title, status, detail: meaning, errors };
}
