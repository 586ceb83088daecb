import { CATALOGUE, DomainError } from '@app/common';
import { loggableError } from '@app/database';
import { stackFrames } from './stack-frames';

/**
 * What the log has of an error: the public code and, where there is one, the cause in chosen fields. Messages and details of
 * errors carry values.
 */
export function failureOf(error: unknown): object {
  if (!(error instanceof DomainError)) return causeOf(error);
  const { code, status } = CATALOGUE[error.kind];
  return { error: code, ...(status >= 500 && error.cause !== undefined && causeOf(error.cause)) };
}

function causeOf(cause: unknown): object {
  return { cause: loggableError(cause), stack: stackFrames(cause) };
}
