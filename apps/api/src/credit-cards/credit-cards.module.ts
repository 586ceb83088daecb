import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { CreditCardsController } from './credit-cards.controller';
import { CreditCardsService } from './credit-cards.service';

/** The tokenized credit cards of customers. */
@Module({
  imports: [CustomersModule],
  controllers: [CreditCardsController],
  providers: [CreditCardsService],
})
export class CreditCardsModule {}
