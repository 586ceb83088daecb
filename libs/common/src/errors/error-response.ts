import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CATALOGUE } from './catalogue';
import { type DomainError } from './domain-error';

/** One error: a stable code, and what is wrong. */
export class ErrorDetail {
  @ApiProperty({ description: 'Stable code', pattern: '^MCUS\\.\\d{3}\\.\\d{3}$', example: 'MCUS.999.998' })
  code!: string;

  @ApiProperty({ example: 'Bad request' })
  title!: string;

  @ApiProperty({ description: 'Where the code is explained', format: 'uri' })
  ref!: string;

  @ApiProperty({ description: 'Field and rule, never a value' })
  message!: string;

  @ApiPropertyOptional({ description: 'JSON Pointer into the body, or ?name', example: '/personal_info/birthdate' })
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
  @ApiProperty({ format: 'uri' })
  type!: string;

  @ApiProperty({ example: 'Bad request' })
  title!: string;

  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty()
  detail!: string;
}

/**
 * Maps an error to its public body.
 * @param publicUrl base of `ref`: the configured URL, never the Host header
 * @param requestId the only thing that a 5xx tells about its cause
 */
export function toErrorResponse(error: DomainError, publicUrl: string, requestId: string): ErrorResponse {
  const { code, title, meaning, status } = CATALOGUE[error.kind];
  const ref = `${publicUrl}/errors#${code}`;
  const fallback = status >= 500 ? `${title} (request ${requestId})` : meaning;
  const violations = error.violations.length > 0 && status < 500 ? error.violations : [{ message: fallback }];
  return {
    errors: violations.map(({ message, field }) => ({
      error: field === undefined ? { code, title, ref, message } : { code, title, ref, message, field },
    })),
  };
}

/** The problem-details form of an error body: the same items, with the members of RFC 9457 §3.1 in front. */
export function toProblemDetails(error: DomainError, { errors }: ErrorResponse): ProblemDetails {
  const { title, status, meaning } = CATALOGUE[error.kind];
  return { type: errors[0]?.error.ref ?? 'about:blank', title, status, detail: meaning, errors };
}
