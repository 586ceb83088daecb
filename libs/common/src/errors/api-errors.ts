import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CATALOGUE, type ErrorKind } from './catalogue';
import { ErrorResponse, ProblemDetails } from './error-response';

/** What every operation may answer (contract §1 and §3). */
const ALWAYS = [400, 401, 403, 414, 431, 500, 503, 504];
/** What reading a body adds. */
const BODY = [408, 413, 415];
/** What heeding an Idempotency-Key adds. */
const KEYED = [422];

/** Documents the errors of an operation: those of every operation, those of a body or an Idempotency-Key, and the given statuses. */
export function ApiErrors(...extra: readonly (number | 'body' | 'keyed')[]): MethodDecorator {
  const isKeyed = extra.includes('keyed');
  const more = { body: BODY, keyed: KEYED };
  const statuses = [...ALWAYS, ...extra.flatMap((item) => (typeof item === 'number' ? [item] : more[item]))];
  return applyDecorators(
    ApiExtraModels(ErrorResponse, ProblemDetails),
    ApiResponse({
      status: 405,
      description: 'Method not allowed; the body is empty',
      headers: { Allow: { description: 'Methods of this path', schema: { type: 'string' } } },
    }),
    ...statuses.map((status) => errorResponse(status, isKeyed)),
  );
}

function errorResponse(status: number, isKeyed: boolean): MethodDecorator {
  const kinds = (Object.keys(CATALOGUE) as ErrorKind[]).filter((kind) => isKeyed || kind !== 'keyInUse');
  const rows = kinds.map((kind) => CATALOGUE[kind]).filter((row) => row.status === status);
  const retryable = rows.filter((row) => row.retryAfter !== undefined);
  const isAlways = retryable.length === rows.length;
  const retryAfter = {
    'Retry-After': {
      ...(!isAlways && { required: false }),
      description: 'Seconds to wait',
      schema: { type: 'integer' as const },
    },
  };
  const challenge = { 'WWW-Authenticate': { description: 'How to authenticate', schema: { type: 'string' as const } } };
  const etag = { ETag: { description: 'The current version', schema: { type: 'string' as const, example: '"2"' } } };
  return ApiResponse({
    status,
    description: [...new Set(rows.map((row) => row.title))].join(', '),
    headers: { ...(retryable.length > 0 && retryAfter), ...(status === 401 && challenge), ...(status === 412 && etag) },
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ErrorResponse) } },
      'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDetails) } },
    },
  });
}
