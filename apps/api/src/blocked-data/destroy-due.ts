import { type Act } from '@app/common';
import { type Query } from '@app/database';
import { auditEachValues } from '../writes/audited.statements';
import { DESTROY_DUE, FIND_DUE } from './due.statements';

/** Records that are destroyed by one statement. */
const STEP = 1000;

/** How many records of an organization are gone. */
export interface Destroyed {
  readonly org: string;
  readonly records: number;
}

/**
 * Destroys the blocked data that is due, of all organizations. Each record leaves an entry in the audit, by which it can be
 * shown that it is gone.
 * @returns organizations that had some
 * @throws as `query` does
 */
export async function destroyDue(query: Query, act: Act): Promise<Destroyed[]> {
  const orgs = await query<{ org_id: string }>(FIND_DUE, []);
  const destroyed: Destroyed[] = [];
  for (const { org_id: org } of orgs) {
    let records = 0;
    for (let isFull = true; isFull;) {
      const { length } = await query(DESTROY_DUE, [org, STEP, ...auditEachValues(act)]);
      records += length;
      isFull = length >= STEP;
    }
    if (records > 0) destroyed.push({ org, records });
  }
  return destroyed;
}
