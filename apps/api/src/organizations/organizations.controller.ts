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
import { locationHeader } from '../openapi/members';
import {
  NoQuery,
  OrganizationResponse,
  OrganizationsResponse,
  OrgPath,
  PATCH_ORGANIZATION_EXAMPLES,
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
  @ApiOperation({
    operationId: 'listOrganizations',
    summary: 'List the organizations',
    description: 'Those that the caller is limited to, or all.',
  })
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
  @ApiOperation({
    operationId: 'getOrganization',
    summary: 'Read an organization',
    description: 'When it was registered, and its own retention time, if it has one.',
  })
  @ApiOkResponse({ type: OrganizationResponse, description: 'The organization' })
  @ApiErrors('org')
  read(@Input({ path: OrgPath }) { path }: { path: OrgPath }): Promise<OrganizationResponse> {
    return this.organizations.read(path.org_id);
  }

  @Put(':org_id')
  @Access('administerOrgs')
  @ApiOperation({
    operationId: 'putOrganization',
    summary: 'Register an organization',
    description: 'Its customers are apart from those of all others. 204 when it is registered already.',
  })
  @ApiCreatedResponse({
    type: OrganizationResponse,
    description: 'Registered',
    headers: locationHeader('Path of the organization'),
  })
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
  @ApiOperation({
    operationId: 'patchOrganization',
    summary: 'Change an organization: JSON merge patch (RFC 7396)',
    description: 'Its own retention time for data that is blocked from now on; null: that of the service.',
  })
  @ApiConsumes('application/json', 'application/merge-patch+json')
  @ApiNoContentResponse({ description: 'Changed' })
  @ApiErrors('body', 'org')
  patch(
    @Input({ path: OrgPath, body: PatchOrganizationRequest, examples: PATCH_ORGANIZATION_EXAMPLES, write: 'audited' })
    { path, body, act }: { path: OrgPath; body: PatchOrganizationRequest; act: Act },
  ): Promise<void> {
    return this.organizations.patch(path.org_id, body, act);
  }
}
