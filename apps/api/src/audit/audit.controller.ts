import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, ApiErrors, Input } from '@app/common';
import { CustomerPath } from '../customers/customers.dto';
import { AuditEntriesResponse, AuditQuery } from './audit.dto';
import { AuditService } from './audit.service';

/** Who has changed a customer, and why. */
@ApiTags('Audit')
@Controller('v4/orgs/:org_id/customers/:customer_id/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Access('readAudit')
  @ApiOperation({
    operationId: 'listAuditEntries',
    summary: 'List the writes on a customer',
    description: 'The newest first; they outlive the customer. No entry has a value, only names of members.',
  })
  @ApiOkResponse({ type: AuditEntriesResponse, description: 'One page of entries' })
  @ApiErrors('customer')
  list(
    @Input({ path: CustomerPath, query: AuditQuery }) { path, query }: { path: CustomerPath; query: AuditQuery },
  ): Promise<AuditEntriesResponse> {
    return this.audit.list(path.org_id, path.customer_id, query.cursor);
  }
}
