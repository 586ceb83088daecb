import { type DomainError } from '@app/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { errorAnswer } from './error-answer';

/** Answers a request of Fastify's with an error. */
export function sendError(error: DomainError, request: FastifyRequest, reply: FastifyReply, publicUrl: string): void {
  const { method, url, id, headers } = request;
  const answer = errorAnswer(error, { method, url, accept: headers.accept, requestId: id }, publicUrl);
  void reply.code(answer.status).headers(answer.headers).send(answer.body);
}
