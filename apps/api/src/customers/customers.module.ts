import { Module } from '@nestjs/common';
import { CustomerVersions } from './customer-versions';
import { CustomersController } from './customers.controller';
import { CustomersService } from './customers.service';

/** Customers: create, search, read, patch and delete. */
@Module({
  controllers: [CustomersController],
  providers: [CustomersService, CustomerVersions],
  exports: [CustomerVersions],
})
export class CustomersModule {}
