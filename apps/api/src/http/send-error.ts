import {
  type AuthenticatedRequest,
  CATALOGUE,
  type DomainError,
  type ErrorResponse,
  toErrorResponse,
  toProblemDetails,
} from '@app/common';
import { type FastifyReply } from 'fastify';
import Negotiator from 'negotiator';
import { entityTag } from './entity-tag';

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

/** Answers an error: status, its headers, and the body in the shape that the client accepts (contract §1, Errors). */
export function sendError(
  error: DomainError,
  request: AuthenticatedRequest,
  reply: FastifyReply,
  publicUrl: string,
): void {
  const { status, retryAfter } = CATALOGUE[error.kind];
  // A search by POST changes nothing.
  const isWrite = !['GET', 'HEAD'].includes(request.method) && request.access !== 'readCustomer';
  const body: ErrorResponse = toErrorResponse(error, { publicUrl, requestId: request.id, isWrite });
  // A charset says nothing about JSON, and the negotiator takes parameters literally.
  const accept = request.headers.accept?.replace(/;\s*charset=[^,;]*/gi, '');
  const wanted = new Negotiator({ headers: { accept } }).mediaType([JSON_TYPE, PROBLEM_TYPE]);
  const isProblem = wanted === PROBLEM_TYPE;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (status === 401) void reply.header('www-authenticate', 'Roles realm="padron", header="x-auth-roles"');
  if (error.version !== undefined) void reply.header('etag', entityTag(error.version));
  void reply
    .code(status)
    .header('content-type', `${isProblem ? PROBLEM_TYPE : JSON_TYPE}; charset=utf-8`)
    .send(JSON.stringify(isProblem ? toProblemDetails(error, body) : body));
}
