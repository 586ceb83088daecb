import { Module } from '@nestjs/common';

/** The tokenized credit cards of customers. */
@Module({})
export class CreditCardsModule {}
