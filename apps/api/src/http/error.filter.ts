import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import { CATALOGUE, type DomainError, type Settings } from '@app/common';
import { loggableError } from '@app/database';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { LOGGER, SETTINGS } from '../tokens';
import { sendError } from './send-error';
import { toDomainError } from './transport-errors';

/** The one global filter: whatever was thrown, the guard's errors too, becomes an ErrorResponse. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toDomainError(thrown);
    // Without a cause there is nothing to tell: a drain, say, is no fault.
    if (CATALOGUE[error.kind].status >= 500 && error.cause !== undefined) this.report(error, request.id);
    if (!reply.sent) sendError(error, request, reply, this.settings.publicUrl);
  }

  /** Chosen fields only: messages and details of errors carry values (GDPR art. 5(1)(c)). */
  private report(error: DomainError, requestId: string): void {
    const frames =
      error.cause instanceof Error ? error.cause.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : [];
    this.logger.error({ requestId, kind: error.kind, cause: loggableError(error.cause), stack: frames?.slice(0, 8) });
  }
}
