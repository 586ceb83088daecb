import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { AuditController } from './audit.controller';
import { AuditService } from './audit.service';
import { Sealer } from './sealer';

/** The audit of writes, and its seals. */
@Module({
  imports: [CustomersModule],
  controllers: [AuditController],
  providers: [AuditService, Sealer],
  exports: [Sealer],
})
export class AuditModule {}
