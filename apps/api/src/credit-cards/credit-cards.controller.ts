import { Controller, Delete, Get, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Act, ApiErrors, Input } from '@app/common';
import { type FastifyReply } from 'fastify';
import { CustomerPath } from '../customers/customers.dto';
import { markReplay, REPLAYED_HEADER } from '../http/replayed';
import { locationHeader } from '../openapi/members';
import { NoQuery } from '../organizations/organizations.dto';
import {
  AddCreditCardRequest,
  CreditCardCreated,
  CreditCardPath,
  CustomerTokenizedCreditCards,
} from './credit-cards.dto';
import { ADD_CREDIT_CARD_EXAMPLES } from './credit-cards.examples';
import { CreditCardsService } from './credit-cards.service';

const CREATED_HEADERS = {
  ...locationHeader('Path of the new card', 'customers', 'credit-cards'),
  ...REPLAYED_HEADER,
};

/** The tokenized credit cards of a customer. */
@ApiTags('Credit cards')
@Controller('v4/orgs/:org_id/customers/:customer_id')
export class CreditCardsController {
  constructor(private readonly cards: CreditCardsService) {}

  @Get('available-credit-cards')
  @Access('readCards')
  @ApiOperation({
    operationId: 'getAvailableCreditCards',
    summary: 'List the cards that can be used',
    description:
      'Cards that have neither expired (at the end of their month, UTC) nor been removed: the default first, then the ' +
      'newest first. Without a default that can be used the newest counts as the default.',
  })
  @ApiOkResponse({ type: CustomerTokenizedCreditCards, description: 'Credit cards returned successfully' })
  @ApiErrors('customer')
  async list(
    @Input({ path: CustomerPath, query: NoQuery }) { path }: { path: CustomerPath },
  ): Promise<CustomerTokenizedCreditCards> {
    return { credit_cards: await this.cards.list(path.org_id, path.customer_id) };
  }

  @Post('credit-cards')
  @Access('writeCards')
  @ApiOperation({
    operationId: 'addCreditCard',
    summary: 'Add a tokenized card',
    description:
      'Refused is whatever holds a card number, or a member for a security code, a PIN or track data, unknown members ' +
      'included. A customer has at most 50 usable cards.',
  })
  @ApiCreatedResponse({ type: CreditCardCreated, description: 'Added', headers: CREATED_HEADERS })
  @ApiErrors('body', 'keyed', 'customer', 'cardTokenTaken', 'tooManyCards')
  async add(
    @Input({ path: CustomerPath, body: AddCreditCardRequest, examples: ADD_CREDIT_CARD_EXAMPLES, write: 'keyed' })
    { path, body, act }: { path: CustomerPath; body: AddCreditCardRequest; act: Act },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreditCardCreated> {
    const { org_id, customer_id } = path;
    const { result, isReplay } = await this.cards.add(org_id, customer_id, body, act);
    const { id } = result;
    markReplay(reply, isReplay);
    void reply.header('location', `/v4/orgs/${org_id}/customers/${customer_id}/credit-cards/${id}`);
    return { id };
  }

  @Delete('credit-cards/:card_id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access('writeCards')
  @ApiOperation({
    operationId: 'deleteCreditCard',
    summary: 'Remove a card: its token is free again',
    description: 'Also of a card that has expired, which no list shows.',
  })
  @ApiNoContentResponse({ description: 'Removed' })
  @ApiErrors('body', 'customer', 'unknownCard')
  remove(
    @Input({ path: CreditCardPath, write: 'audited' }) { path, act }: { path: CreditCardPath; act: Act },
  ): Promise<void> {
    return this.cards.remove(path.org_id, path.customer_id, path.card_id, act);
  }
}
