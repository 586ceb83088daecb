import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ApiPublicErrors, CATALOGUE, Public } from '@app/common';
import { type FastifyReply } from 'fastify';
import { acceptedType } from '../http/accepted-type';
import { errorCodeList } from './error-code-list';
import { ErrorCodeList } from './errors.dto';
import { errorsPage, PAGE_POLICY } from './errors-page';

const HTML = 'text/html';
const JSON_TYPE = 'application/json';

/** What every error's `ref` points at: a page for people, a list for programs. */
@ApiTags('Service')
@ApiExtraModels(ErrorCodeList)
@Public()
@Controller('errors')
export class ErrorsController {
  private readonly bodies: Readonly<Record<typeof HTML | typeof JSON_TYPE, Buffer>>;

  constructor() {
    const list = errorCodeList(Object.values(CATALOGUE));
    this.bodies = { [HTML]: Buffer.from(errorsPage(list)), [JSON_TYPE]: Buffer.from(JSON.stringify(list)) };
  }

  @Get()
  @ApiOperation({
    operationId: 'listErrorCodes',
    summary: 'Explain every error code',
    description: 'A page for people, unless Accept prefers JSON. On the page, `#CODE` leads to one code.',
  })
  @ApiOkResponse({
    description: 'Every code with its meaning, what to do, and whether to retry',
    content: {
      [HTML]: { schema: { type: 'string', maxLength: 100_000 } },
      [JSON_TYPE]: { schema: { $ref: getSchemaPath(ErrorCodeList) } },
    },
  })
  @ApiPublicErrors()
  list(@Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Buffer {
    const type = acceptedType(accept, [HTML, JSON_TYPE]);
    void reply
      .type(`${type}; charset=utf-8`)
      .header('vary', 'Accept')
      .header('content-security-policy', PAGE_POLICY)
      .header('x-content-type-options', 'nosniff');
    return this.bodies[type];
  }
}
