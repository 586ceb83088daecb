import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { AssociatedUsersController } from './associated-users.controller';
import { AssociatedUsersService } from './associated-users.service';

/** The authorized representatives of customers. */
@Module({
  imports: [CustomersModule],
  controllers: [AssociatedUsersController],
  providers: [AssociatedUsersService],
})
export class AssociatedUsersModule {}
