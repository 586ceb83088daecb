import { Controller, HttpCode, HttpStatus, Put, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Act, ApiErrors, Input } from '@app/common';
import { type FastifyReply } from 'fastify';
import { CustomerPath } from '../customers/customers.dto';
import { type AllowedVersions, entityTag, ETAG_HEADER } from '../http/entity-tag';
import { IfMatch } from '../http/if-match';
import { PutAssociatedUsersRequest } from './associated-users.dto';
import { PUT_ASSOCIATED_USERS_EXAMPLES } from './associated-users.examples';
import { AssociatedUsersService } from './associated-users.service';

/** The authorized representatives of a customer. */
@ApiTags('Associated users')
@Controller('v4/orgs/:org_id/customers/:customer_id/associated_users')
export class AssociatedUsersController {
  constructor(private readonly users: AssociatedUsersService) {}

  @Put()
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('writeCustomer')
  @ApiOperation({
    operationId: 'putAssociatedUsers',
    summary: 'Replace the authorized representatives',
    description: 'Of a customer of any type. One at most; an empty list removes it.',
  })
  @ApiNoContentResponse({ description: 'Authorized representative set successfully', headers: ETAG_HEADER })
  @ApiErrors('body', 'customer', 'versioned')
  async put(
    @Input({
      path: CustomerPath,
      body: PutAssociatedUsersRequest,
      examples: PUT_ASSOCIATED_USERS_EXAMPLES,
      write: 'audited',
    })
    { path, body, act }: { path: CustomerPath; body: PutAssociatedUsersRequest; act: Act },
    @IfMatch() allowed: AllowedVersions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const version = await this.users.put(path.org_id, path.customer_id, body.associated_users, allowed, act);
    void reply.header('etag', entityTag(version));
  }
}
