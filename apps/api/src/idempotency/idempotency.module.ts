import { Module } from '@nestjs/common';
import { ExpiredKeys } from './expired-keys';

/** What is kept of requests with an Idempotency-Key. */
@Module({ providers: [ExpiredKeys], exports: [ExpiredKeys] })
export class IdempotencyModule {}
