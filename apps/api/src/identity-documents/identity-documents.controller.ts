import { Controller, Get, HttpCode, HttpStatus, Patch, Put, Res } from '@nestjs/common';
import { ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Act, ApiErrors, Input } from '@app/common';
import { type FastifyReply } from 'fastify';
import { CustomerPath } from '../customers/customers.dto';
import { type AllowedVersions, entityTag, ETAG_HEADER } from '../http/entity-tag';
import { IfMatch } from '../http/if-match';
import { NoQuery } from '../organizations/organizations.dto';
import {
  ConvertNieToNifRequest,
  IdentityDocumentsResponse,
  PutIdentityDocumentRequest,
} from './identity-documents.dto';
import { CONVERT_NIE_TO_NIF_EXAMPLES, PUT_IDENTITY_DOCUMENT_EXAMPLES } from './identity-documents.examples';
import { IdentityDocumentsService } from './identity-documents.service';

/** The identity documents of a customer. */
@ApiTags('Identity documents')
@Controller('v4/orgs/:org_id/customers/:customer_id')
export class IdentityDocumentsController {
  constructor(private readonly documents: IdentityDocumentsService) {}

  @Get('identity-documents')
  @Access('readCustomer')
  @ApiOperation({
    operationId: 'listIdentityDocuments',
    summary: 'List the current and the retired documents',
    description: 'The current one first, then the last retired. A digital customer has none.',
  })
  @ApiOkResponse({ type: IdentityDocumentsResponse, description: 'The documents, the current one first' })
  @ApiErrors('customer')
  async list(
    @Input({ path: CustomerPath, query: NoQuery }) { path }: { path: CustomerPath },
  ): Promise<IdentityDocumentsResponse> {
    return { identity_documents: await this.documents.list(path.org_id, path.customer_id) };
  }

  @Put('identity-document')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('writeCustomer')
  @ApiOperation({
    operationId: 'putIdentityDocument',
    summary: 'Correct or replace the current document',
    description:
      'Of private and corporate customers. CORRECTION releases the old document, REPLACEMENT retires it: it still finds ' +
      'the customer, and nobody else can have it. The document that is current already changes nothing.',
  })
  @ApiNoContentResponse({ description: 'The document is the current one', headers: ETAG_HEADER })
  @ApiErrors('body', 'customer', 'versioned', 'documentTaken', 'noIdentityDocument')
  async put(
    @Input({
      path: CustomerPath,
      body: PutIdentityDocumentRequest,
      examples: PUT_IDENTITY_DOCUMENT_EXAMPLES,
      write: 'audited',
    })
    { path, body, act }: { path: CustomerPath; body: PutIdentityDocumentRequest; act: Act },
    @IfMatch() allowed: AllowedVersions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const version = await this.documents.put(path.org_id, path.customer_id, body, allowed, act);
    void reply.header('etag', entityTag(version));
  }

  @Patch('convert-nie-to-nif')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('writeCustomer')
  @ApiOperation({
    operationId: 'convertNieToNif',
    summary: 'Convert the NIE of a person who has become Spanish',
    description:
      'Retires the NIE, makes the NIF current and the nationality ES. A conversion to the NIF that is current by an ' +
      'earlier one is 204 and changes nothing.',
  })
  @ApiConsumes('application/json', 'application/merge-patch+json')
  @ApiNoContentResponse({ description: 'NIE converted successfully', headers: ETAG_HEADER })
  @ApiErrors('body', 'customer', 'versioned', 'documentTaken', 'noNieToConvert')
  async convert(
    @Input({
      path: CustomerPath,
      body: ConvertNieToNifRequest,
      examples: CONVERT_NIE_TO_NIF_EXAMPLES,
      write: 'audited',
    })
    { path, body, act }: { path: CustomerPath; body: ConvertNieToNifRequest; act: Act },
    @IfMatch() allowed: AllowedVersions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const version = await this.documents.convert(path.org_id, path.customer_id, body.nif, allowed, act);
    void reply.header('etag', entityTag(version));
  }
}
