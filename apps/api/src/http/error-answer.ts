import { CATALOGUE, type DomainError, toErrorResponse, toProblemDetails, type WantedCredentials } from '@app/common';
import { acceptedType } from './accepted-type';
import { entityTag } from './entity-tag';

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

/** `WWW-Authenticate` (RFC 9110 §11.6.1, RFC 6750 §3: no error code when no token was sent). */
const CHALLENGES: Readonly<Record<WantedCredentials, string>> = {
  roles: 'Roles realm="padron", header="x-auth-roles"',
  token: 'Bearer realm="padron"',
  anotherToken: 'Bearer realm="padron", error="invalid_token"',
};

/** What the answer to a failed request depends on. */
export interface FailedRequest {
  readonly method: string | undefined;
  /** Request target, path and query. */
  readonly url: string | undefined;
  readonly accept: string | undefined;
  readonly requestId: string;
}

/** An error as it goes over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  /** All but those that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Makes the answer to an error: status, its headers, and the body in the shape that the client accepts (contract §1, Errors). */
export function errorAnswer(error: DomainError, request: FailedRequest, publicUrl: string): ErrorAnswer {
  const { status, retryAfter } = CATALOGUE[error.kind];
  const { requestId } = request;
  const response = toErrorResponse(error, { publicUrl, requestId, isWrite: isWrite(request) });
  const isProblem = acceptsProblem(request.accept);
  return {
    status,
    headers: {
      'content-type': `${isProblem ? PROBLEM_TYPE : JSON_TYPE}; charset=utf-8`,
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(status === 401 && { 'www-authenticate': CHALLENGES[error.wanted ?? 'roles'] }),
      ...(error.version !== undefined && { etag: entityTag(error.version) }),
    },
    body: JSON.stringify(isProblem ? toProblemDetails(error, response) : response),
  };
}

/** A search by POST changes nothing. */
function isWrite({ method = 'GET', url = '' }: FailedRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/\/search(\?|$)/.test(url);
}

function acceptsProblem(accept: string | undefined): boolean {
  if (accept?.toLowerCase().includes(PROBLEM_TYPE) !== true) return false;
  return acceptedType(accept, [JSON_TYPE, PROBLEM_TYPE]) === PROBLEM_TYPE;
}
