import { Injectable } from '@nestjs/common';

/** What "today" and "expired" are judged by. It is injected, so that a test can stand at the last second of a month. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
