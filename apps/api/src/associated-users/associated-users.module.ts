import { Module } from '@nestjs/common';

/** The authorized representatives of customers. */
@Module({})
export class AssociatedUsersModule {}
