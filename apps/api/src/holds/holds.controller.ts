import { Controller, Delete, Get, HttpCode, HttpStatus, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Act, ApiErrors, Input } from '@app/common';
import { CustomerPath } from '../customers/customers.dto';
import { NoQuery } from '../organizations/organizations.dto';
import { HoldPath, HoldsResponse } from './holds.dto';
import { HoldsService } from './holds.service';

/** The holds that stop the removal of a customer. */
@ApiTags('Holds')
@Controller('v4/orgs/:org_id/customers/:customer_id/holds')
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Get()
  @Access('manageHolds')
  @ApiOperation({
    operationId: 'listHolds',
    summary: 'List the holds on a customer',
    description: 'The reasons for which the customer cannot be deleted, the oldest first.',
  })
  @ApiOkResponse({ type: HoldsResponse, description: 'The holds, oldest first' })
  @ApiErrors('customer')
  async list(@Input({ path: CustomerPath, query: NoQuery }) { path }: { path: CustomerPath }): Promise<HoldsResponse> {
    return { holds: await this.holds.list(path.org_id, path.customer_id) };
  }

  @Put(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('manageHolds')
  @ApiOperation({
    operationId: 'putHold',
    summary: 'Place a hold: the customer cannot be deleted while it stands',
    description: 'Its name says why: billing, fraud, legal … A hold that stands already is left as it is.',
  })
  @ApiNoContentResponse({ description: 'The hold stands' })
  @ApiErrors('body', 'customer')
  place(@Input({ path: HoldPath, write: 'audited' }) { path, act }: { path: HoldPath; act: Act }): Promise<void> {
    return this.holds.place(path.org_id, path.customer_id, path.name, act);
  }

  @Delete(':name')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('manageHolds')
  @ApiOperation({
    operationId: 'deleteHold',
    summary: 'Release a hold',
    description: 'The customer can be deleted once no hold stands.',
  })
  @ApiNoContentResponse({ description: 'Released' })
  @ApiErrors('body', 'customer', 'unknownHold')
  release(@Input({ path: HoldPath, write: 'audited' }) { path, act }: { path: HoldPath; act: Act }): Promise<void> {
    return this.holds.release(path.org_id, path.customer_id, path.name, act);
  }
}
