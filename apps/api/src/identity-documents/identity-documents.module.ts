import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { IdentityDocumentsController } from './identity-documents.controller';
import { IdentityDocumentsService } from './identity-documents.service';

/** Identity documents of customers: their history, corrections and the conversion of a NIE into a NIF. */
@Module({
  imports: [CustomersModule],
  controllers: [IdentityDocumentsController],
  providers: [IdentityDocumentsService],
})
export class IdentityDocumentsModule {}
