import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Act } from '@app/common';
import { Database } from '@app/database';
import { destroyDue, type Destroyed } from './destroy-due';

/** Destroys blocked data when its time is over (Spanish LOPDGDD art. 32). */
@Injectable()
export class DueData {
  constructor(private readonly database: Database) {}

  /** Destroys all that is due. @throws as `Work` does */
  destroy(): Promise<Destroyed[]> {
    const act: Act = {
      operation: 'purgeBlockedData',
      roles: [],
      subject: undefined,
      requestId: randomUUID(),
      members: [],
      reason: undefined,
      key: undefined,
    };
    return destroyDue((statement, values) => this.database.work().query(statement, values), act);
  }
}
