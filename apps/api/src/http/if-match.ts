import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { decorateMethod } from '@app/common';
import { type FastifyRequest } from 'fastify';
import { ENTITY_TAGS_SCHEMA, versionsToMatch } from './entity-tag';

const read = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  versionsToMatch(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

const document = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'ETags of which one must be current, or *: 412 otherwise',
  schema: ENTITY_TAGS_SCHEMA,
});

/** The versions that the request allows to change (`AllowedVersions`), documented. */
export function IfMatch(): ParameterDecorator {
  return (target, property, index) => {
    read()(target, property, index);
    decorateMethod(target, property, [document]);
  };
}
