import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '@app/common';

/** What Fastify and Nest throw on their own account, by status; other statuses below 500 are malformed requests. */
const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  404: 'unknownPath',
  408: 'requestTimeout',
  413: 'bodyTooLarge',
  414: 'uriTooLong',
  415: 'unsupportedMediaType',
  431: 'headersTooLarge',
};

/** Turns anything thrown anywhere into the error that is answered. What nobody expected is `internal`. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500) {
    return new DomainError(BY_STATUS[status] ?? 'malformedRequest', [], { cause: error });
  }
  return new DomainError('internal', [], { cause: error });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return (error as { statusCode?: number } | null)?.statusCode;
}
