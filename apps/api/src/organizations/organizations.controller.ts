import { Controller, Get, HttpCode, HttpStatus, Patch, Put, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Act, ApiErrors, type AuthenticatedRequest, Input } from '@app/common';
import { type FastifyReply } from 'fastify';
import {
  NoQuery,
  OrganizationResponse,
  OrganizationsResponse,
  OrgPath,
  PatchOrganizationRequest,
} from './organizations.dto';
import { OrganizationsService } from './organizations.service';

/** Administration of organizations. */
@ApiTags('Organizations')
@Controller('v4/orgs')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Get()
  @Access('administerOrgs')
  @ApiOperation({ operationId: 'listOrganizations', summary: 'List the organizations' })
  @ApiOkResponse({ type: OrganizationsResponse, description: 'The organizations that the caller may see' })
  @ApiErrors()
  async list(
    @Input({ query: NoQuery }) _input: unknown,
    @Req() { caller }: AuthenticatedRequest,
  ): Promise<OrganizationsResponse> {
    return { orgs: await this.organizations.list(caller?.orgs) };
  }

  @Get(':org_id')
  @Access('administerOrgs')
  @ApiOperation({ operationId: 'getOrganization', summary: 'Read an organization' })
  @ApiOkResponse({ type: OrganizationResponse, description: 'The organization' })
  @ApiErrors(404)
  read(@Input({ path: OrgPath }) { path }: { path: OrgPath }): Promise<OrganizationResponse> {
    return this.organizations.read(path.org_id);
  }

  @Put(':org_id')
  @Access('administerOrgs')
  @ApiOperation({ operationId: 'putOrganization', summary: 'Register an organization' })
  @ApiCreatedResponse({ type: OrganizationResponse, description: 'Registered' })
  @ApiNoContentResponse({ description: 'It was registered before' })
  @ApiErrors('body')
  async register(
    @Input({ path: OrgPath, write: 'audited' }) { path, act }: { path: OrgPath; act: Act },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationResponse | undefined> {
    const created = await this.organizations.register(path.org_id, act);
    if (created === undefined) void reply.code(HttpStatus.NO_CONTENT);
    else void reply.code(HttpStatus.CREATED).header('location', `/v4/orgs/${path.org_id}`);
    return created;
  }

  @Patch(':org_id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('administerOrgs')
  @ApiOperation({ operationId: 'patchOrganization', summary: 'Change an organization: JSON merge patch (RFC 7396)' })
  @ApiConsumes('application/json', 'application/merge-patch+json')
  @ApiNoContentResponse({ description: 'Changed' })
  @ApiErrors('body', 404)
  patch(
    @Input({ path: OrgPath, body: PatchOrganizationRequest, write: 'audited' })
    { path, body, act }: { path: OrgPath; body: PatchOrganizationRequest; act: Act },
  ): Promise<void> {
    return this.organizations.patch(path.org_id, body, act);
  }
}
