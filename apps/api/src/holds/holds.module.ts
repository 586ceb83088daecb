import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { HoldsController } from './holds.controller';
import { HoldsService } from './holds.service';

/** Holds: reasons why a customer must not be deleted. */
@Module({
  imports: [CustomersModule],
  controllers: [HoldsController],
  providers: [HoldsService],
})
export class HoldsModule {}
