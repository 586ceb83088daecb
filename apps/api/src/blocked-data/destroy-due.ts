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
  const destroyed = new Map<string, number>();
  // Until nothing is due: a statement that finds less than it may has met another process that destroys the same.
  for (;;) {
    const orgs = await query<{ org_id: string }>(FIND_DUE, []);
    if (orgs.length === 0) break;
    for (const { org_id: org } of orgs) {
      const { length } = await query(DESTROY_DUE, [org, STEP, ...auditEachValues(act)]);
      if (length > 0) destroyed.set(org, (destroyed.get(org) ?? 0) + length);
    }
  }
  return [...destroyed].map(([org, records]) => ({ org, records }));
}
