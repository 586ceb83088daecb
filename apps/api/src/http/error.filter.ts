import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import { type Settings } from '@app/common';
import { type FastifyReply } from 'fastify';
import { SETTINGS } from '../tokens';
import { type ObservedRequest } from './observation';
import { sendError } from './send-error';
import { toDomainError } from './transport-errors';

/** The one global filter: whatever was thrown, the guard's errors too, becomes an ErrorResponse. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ObservedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    request.failure = toDomainError(thrown);
    if (!reply.sent) sendError(request.failure, request, reply, this.settings.publicUrl);
  }
}
