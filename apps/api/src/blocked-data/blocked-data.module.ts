import { Module } from '@nestjs/common';
import { DueData } from './due-data';

/** Blocked data: what nobody may read any more, until it is destroyed. */
@Module({ providers: [DueData], exports: [DueData] })
export class BlockedDataModule {}
