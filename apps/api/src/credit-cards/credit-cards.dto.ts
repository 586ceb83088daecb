import { Choice, Flag, RefuseUndeclared, Text } from '@app/common';
import { isPrintable, monthUtc } from '@app/domain';
import { ApiProperty } from '@nestjs/swagger';
import { CustomerPath } from '../customers/customers.dto';
import { UuidParameter } from '../http/uuid-parameter';
import { UUID_SCHEMA } from '../openapi/members';
import { brokenByCardData } from './card-data';
import { CARD_BRANDS, type CardBrand } from './card-brand';

const PRINTABLE = { holds: isPrintable, rule: 'must be printable', noCardNumber: true };
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The path parameters of one card. */
export class CreditCardPath extends CustomerPath {
  @UuidParameter('Card identifier')
  card_id!: string;
}

/** A new card: the payment provider's token for it, and what may be shown of it. Never its number (contract §3.7). */
@RefuseUndeclared(brokenByCardData)
export class AddCreditCardRequest {
  @Text({
    max: 128,
    ...PRINTABLE,
    description: 'Of the payment provider; unique in the organization, never returned',
    example: 'tok_9hQ2mX7bLw',
  })
  token!: string;

  @Text({ max: 64, ...PRINTABLE, description: 'The payment provider', example: 'acme-pay' })
  provider!: string;

  @Choice(CARD_BRANDS, { example: 'VISA' })
  brand!: CardBrand;

  @Text({ max: 4, pattern: /^\d{4}$/, rule: 'must be four digits', example: '1111' })
  last_four!: string;

  @Text({
    max: 7,
    pattern: MONTH,
    holds: (month, _object, now) => month >= monthUtc(now),
    rule: 'must be a month YYYY-MM that is not over yet',
    description: 'The card can be used until the end of this month, UTC',
    example: '2099-12',
  })
  expiration_date!: string;

  @Flag({ optional: true, description: 'A new default unsets the old; the first usable card is the default anyhow' })
  is_default?: boolean;
}

/** The answer to addCreditCard. */
export class CreditCardCreated {
  @ApiProperty(UUID_SCHEMA)
  id!: string;
}

/** A tokenized card as it is shown. */
export class TokenizedCreditCard {
  @ApiProperty(UUID_SCHEMA)
  id!: string;

  @ApiProperty({ enum: CARD_BRANDS, example: 'VISA' })
  brand!: CardBrand;

  @ApiProperty({
    description: "Stars to the brand's length, then the last four digits",
    maxLength: 16,
    pattern: '^\\*{10,12}\\d{4}$',
    example: '************1111',
  })
  masked_number!: string;

  @ApiProperty({ maxLength: 7, pattern: MONTH.source, example: '2099-12' })
  expiration_date!: string;

  @ApiProperty({ description: 'True for exactly one card of the list', example: true })
  is_default!: boolean;
}

/** The cards of a customer that are neither expired nor removed: the default first, then the newest first. */
export class CustomerTokenizedCreditCards {
  @ApiProperty({ type: [TokenizedCreditCard], maxItems: 50 })
  credit_cards!: TokenizedCreditCard[];
}
