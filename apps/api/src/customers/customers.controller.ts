import { Controller, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNotModifiedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, ApiErrors, Input } from '@app/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { entityTag, noneMatchNames } from '../http/entity-tag';
import { OrgPath } from '../organizations/organizations.dto';
import { CUSTOMER_RESPONSE_SCHEMA, CUSTOMER_RESPONSES, CustomerCreated } from './customer-responses.dto';
import { CREATE_CUSTOMER_BODY, type CreateCustomer, CustomerPath } from './customers.dto';
import { CREATE_CUSTOMER_EXAMPLES } from './customers.examples';
import { CustomersService } from './customers.service';

const ETAG = { ETag: { description: 'Version of the customer (strong)', schema: { type: 'string', example: '"1"' } } };
const LOCATION = { Location: { description: 'Path of the new customer', schema: { type: 'string' } } };

/** Operations on customers themselves. */
@ApiTags('Customers')
@ApiExtraModels(...Object.values(CUSTOMER_RESPONSES))
@Controller('v4/orgs/:org_id/customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post()
  @Access('writeCustomer')
  @ApiOperation({ operationId: 'createCustomer', summary: 'Create a customer' })
  @ApiCreatedResponse({ type: CustomerCreated, description: 'Created', headers: { ...ETAG, ...LOCATION } })
  @ApiErrors('body', 404, 409)
  async create(
    @Input({ path: OrgPath, body: CREATE_CUSTOMER_BODY, examples: CREATE_CUSTOMER_EXAMPLES })
    { path, body }: { path: OrgPath; body: CreateCustomer },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerCreated> {
    const { id, version } = await this.customers.create(path.org_id, body);
    void reply.header('location', `/v4/orgs/${path.org_id}/customers/${id}`).header('etag', entityTag(version));
    return { id };
  }

  @Get(':customer_id')
  @Access('readCustomer')
  @ApiOperation({ operationId: 'getCustomer', summary: 'Read a customer' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'ETags already held: 304 when one is current' })
  @ApiOkResponse({ description: 'The customer', schema: CUSTOMER_RESPONSE_SCHEMA, headers: ETAG })
  @ApiNotModifiedResponse({ description: 'The customer has not changed', headers: ETAG })
  @ApiErrors(404)
  async read(
    @Input({ path: CustomerPath }) { path }: { path: CustomerPath },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { version, json } = await this.customers.read(path.org_id, path.customer_id);
    const tag = entityTag(version);
    void reply
      .header('etag', tag)
      .header('cache-control', 'private, no-cache')
      .header('content-type', 'application/json; charset=utf-8');
    // Node sends no body with a 304, and to HEAD only its length.
    if (noneMatchNames(request.headers['if-none-match'], tag)) void reply.code(HttpStatus.NOT_MODIFIED);
    return json;
  }
}
