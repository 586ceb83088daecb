import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module';
import { CustomersController } from './customers.controller';
import { CustomersService } from './customers.service';

/** Customers: create and read. */
@Module({
  imports: [OrganizationsModule],
  controllers: [CustomersController],
  providers: [CustomersService],
})
export class CustomersModule {}
