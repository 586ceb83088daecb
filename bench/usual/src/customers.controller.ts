import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { CustomersService } from './customers.service';
import { CreateCustomerDto, PatchCustomerDto, SearchDto } from './dto';
import { cardResponse, customerResponse } from './responses';

interface Reply {
  set(headers: Record<string, string>): void;
}

@Controller('v4/orgs/:org_id/customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post()
  async create(
    @Param('org_id') org: string,
    @Body() body: CreateCustomerDto,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object> {
    const { id, version } = await this.customers.create(org, body);
    reply.set({ location: `/v4/orgs/${org}/customers/${id}`, etag: `"${version}"` });
    return { id };
  }

  @Get('search')
  async search(@Param('org_id') org: string, @Query() query: SearchDto): Promise<object> {
    const { id, type, external_id } = await this.customers.search(org, query);
    return external_id === null ? { id, type } : { id, type, external_id };
  }

  @Get(':id')
  async read(
    @Param('org_id') org: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<object> {
    const customer = await this.customers.read(org, id);
    // Express compares it with If-None-Match.
    reply.set({ etag: `"${customer.version}"` });
    return customerResponse(customer);
  }

  @Patch(':id')
  @HttpCode(204)
  async patch(
    @Param('org_id') org: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PatchCustomerDto,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    const { version } = await this.customers.patch(org, id, body);
    reply.set({ etag: `"${version}"` });
  }

  @Get(':id/available-credit-cards')
  async listCards(@Param('org_id') org: string, @Param('id', ParseUUIDPipe) id: string): Promise<object> {
    return { credit_cards: (await this.customers.listCards(org, id)).map(cardResponse) };
  }
}
