import { Module } from '@nestjs/common';

/** Identity documents of customers: their history, corrections and the conversion of a NIE into a NIF. */
@Module({})
export class IdentityDocumentsModule {}
