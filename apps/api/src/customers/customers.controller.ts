import { Controller, Delete, Get, HttpCode, HttpStatus, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotModifiedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Act, ApiErrors, Input } from '@app/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type AllowedVersions, entityTag, ENTITY_TAGS_SCHEMA, ETAG_HEADER, noneMatchNames } from '../http/entity-tag';
import { IfMatch } from '../http/if-match';
import { markReplay, REPLAYED_HEADER } from '../http/replayed';
import { locationHeader } from '../openapi/members';
import { NoQuery, OrgPath } from '../organizations/organizations.dto';
import { CUSTOMER_RESPONSE_SCHEMA, CUSTOMER_RESPONSES, CustomerCreated } from './customer-responses.dto';
import { CustomerCriteria, CustomerSearchRequest, CustomerSearchResponse } from './customer-search.dto';
import { CREATE_CUSTOMER_BODY, type CreateCustomer, CustomerPath, PatchCustomerRequest } from './customers.dto';
import { CREATE_CUSTOMER_EXAMPLES, PATCH_CUSTOMER_EXAMPLES, SEARCH_CUSTOMERS_EXAMPLES } from './customers.examples';
import { CustomersService } from './customers.service';

const CREATED_HEADERS = {
  ...ETAG_HEADER,
  ...locationHeader('Path of the new customer', 'customers'),
  ...REPLAYED_HEADER,
};

/** Operations on customers themselves. */
@ApiTags('Customers')
@ApiExtraModels(...Object.values(CUSTOMER_RESPONSES))
@Controller('v4/orgs/:org_id/customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post()
  @Access('writeCustomer')
  @ApiOperation({
    operationId: 'createCustomer',
    summary: 'Create a customer',
    description:
      'A private person, a company or a digital-only customer, by `type`. The identity document, the external id and the email of a digital customer belong to one customer of the organization: 409 otherwise. Send an Idempotency-Key: a repetition then makes no second customer.',
  })
  @ApiCreatedResponse({ type: CustomerCreated, description: 'Created', headers: CREATED_HEADERS })
  @ApiErrors('body', 'keyed', 'org', 'documentTaken', 'externalIdTaken', 'digitalEmailTaken')
  async create(
    @Input({ path: OrgPath, body: CREATE_CUSTOMER_BODY, examples: CREATE_CUSTOMER_EXAMPLES, write: 'keyed' })
    { path, body, act }: { path: OrgPath; body: CreateCustomer; act: Act },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerCreated> {
    const { result, isReplay } = await this.customers.create(path.org_id, body, act);
    const { id, version } = result;
    markReplay(reply, isReplay);
    void reply.header('location', `/v4/orgs/${path.org_id}/customers/${id}`).header('etag', entityTag(version));
    return { id };
  }

  @Get('search')
  @Access('readCustomer')
  @ApiOperation({
    operationId: 'searchCustomers',
    summary: 'Find the one customer that all criteria fit',
    description:
      'Exact, by `identity_document` or `email` or both; 400 while more than one customer fits. A retired document finds its customer, too. Whoever keeps logs of URLs should search by body: this query has personal data.',
  })
  @ApiOkResponse({ type: CustomerSearchResponse, description: 'The customer' })
  @ApiErrors('customer')
  search(
    @Input({ path: OrgPath, query: CustomerCriteria }) { path, query }: { path: OrgPath; query: CustomerCriteria },
  ): Promise<CustomerSearchResponse> {
    return this.customers.search(path.org_id, query, '?');
  }

  @Post('search')
  @HttpCode(HttpStatus.OK)
  @Access('readCustomer')
  @ApiOperation({
    operationId: 'searchCustomersByBody',
    summary: 'Find the one customer that all criteria fit, with no personal data in the URL',
    description:
      'The same search as by query, and by `external_id`. At least one of `identity_document`, `email` and `external_id` must be given.',
  })
  @ApiExtension('x-safe', true)
  @ApiOkResponse({ type: CustomerSearchResponse, description: 'The customer' })
  @ApiErrors('body', 'customer')
  searchByBody(
    @Input({ path: OrgPath, query: NoQuery, body: CustomerSearchRequest, examples: SEARCH_CUSTOMERS_EXAMPLES })
    { path, body }: { path: OrgPath; body: CustomerSearchRequest },
  ): Promise<CustomerSearchResponse> {
    return this.customers.search(path.org_id, body, '/');
  }

  @Get(':customer_id')
  @Access('readCustomer')
  @ApiOperation({
    operationId: 'getCustomer',
    summary: 'Read a customer',
    description:
      'The section of its type has its data. What is absent or empty is left out. `ETag` names the version that a change can insist on.',
  })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'ETags already held: 304 when one is current',
    schema: ENTITY_TAGS_SCHEMA,
  })
  @ApiOkResponse({ description: 'The customer', schema: CUSTOMER_RESPONSE_SCHEMA, headers: ETAG_HEADER })
  @ApiNotModifiedResponse({ description: 'The customer has not changed', headers: ETAG_HEADER })
  @ApiErrors('customer')
  async read(
    @Input({ path: CustomerPath }) { path }: { path: CustomerPath },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { version, json } = await this.customers.read(path.org_id, path.customer_id);
    const tag = entityTag(version);
    void reply
      .header('etag', tag)
      .header('cache-control', 'private, no-cache')
      .header('content-type', 'application/json; charset=utf-8');
    if (!noneMatchNames(request.headers['if-none-match'], tag)) return json;
    void reply.code(HttpStatus.NOT_MODIFIED);
    // HEAD gets the length alone. With a 304 to GET there is none: undici (Node's fetch) would keep the process alive for the body.
    return request.method === 'HEAD' ? json : undefined;
  }

  @Patch(':customer_id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('writeCustomer')
  @ApiOperation({
    operationId: 'patchCustomer',
    summary: 'Change a customer: JSON merge patch (RFC 7396)',
    description:
      'What is absent stays, null clears, a list replaces the list; the postal address is merged. The result must satisfy the rules of creation. Identity documents have operations of their own.',
  })
  @ApiConsumes('application/json', 'application/merge-patch+json')
  @ApiNoContentResponse({ description: 'Changed', headers: ETAG_HEADER })
  @ApiErrors('body', 'customer', 'versioned', 'digitalEmailTaken')
  async patch(
    @Input({ path: CustomerPath, body: PatchCustomerRequest, examples: PATCH_CUSTOMER_EXAMPLES, write: 'audited' })
    { path, body, act }: { path: CustomerPath; body: PatchCustomerRequest; act: Act },
    @IfMatch() allowed: AllowedVersions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const version = await this.customers.patch(path.org_id, path.customer_id, body, allowed, act);
    void reply.header('etag', entityTag(version));
  }

  @Delete(':customer_id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('deleteCustomer')
  @ApiOperation({
    operationId: 'deleteCustomer',
    summary: 'Delete a customer, unless a hold stands',
    description:
      'Gone at once for every operation, with its cards and representatives. Its data is kept blocked for the retention time, then destroyed.',
  })
  @ApiNoContentResponse({ description: 'Deleted' })
  @ApiErrors('body', 'customer', 'versioned', 'customerOnHold')
  remove(
    @Input({ path: CustomerPath, write: 'audited' }) { path, act }: { path: CustomerPath; act: Act },
    @IfMatch() allowed: AllowedVersions,
  ): Promise<void> {
    return this.customers.remove(path.org_id, path.customer_id, allowed, act);
  }
}
