import { Module } from '@nestjs/common';
import { ExistingCustomers } from './existing-customers';
import { CustomersController } from './customers.controller';
import { CustomersService } from './customers.service';

/** Customers: create, search, read, patch and delete. */
@Module({
  controllers: [CustomersController],
  providers: [CustomersService, ExistingCustomers],
  exports: [ExistingCustomers],
})
export class CustomersModule {}
