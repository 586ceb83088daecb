import { queryOf } from '@app/database';
import { Client } from 'pg';
import { type Anchor } from '../../apps/api/src/audit/anchor';
import { type TestDatabase } from './database';
import { eventually } from './embedded';
import { runTool } from './tools';
import { type Verification, verifyAudit } from '../../apps/api/src/audit/verify';

/** What the command printed, and how it ended. */
export interface Verified {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the built `audit:verify` on a database. */
export async function runVerify(env: Record<string, string>, ...args: string[]): Promise<Verified> {
  const { code, out, err } = await runTool('audit-verify', env, ...args);
  return { code, lines: `${out}${err}`.trim().split('\n') };
}

/** What the command finds, without the command. */
export async function verifyHere(url: string, anchors: readonly Anchor[] = []): Promise<Verification[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await verifyAudit(queryOf(client), anchors);
  } finally {
    await client.end();
  }
}

/** One line for each fault. */
export async function faultsHere(url: string, anchors: readonly Anchor[] = []): Promise<string[]> {
  return (await verifyHere(url, anchors)).flatMap(({ org, faults }) => faults.map((fault) => `${org}: ${fault}`));
}

/**
 * Waits until no transaction runs that began before the last entry: those of other tests' databases on the same server, too, could
 * come before it as far as the sealer knows.
 */
export function settled(database: Pick<TestDatabase, 'query'>): Promise<void> {
  return eventually('older transactions have ended', async () => {
    const [row] = await database.query<{ is_final: boolean }>(
      'SELECT coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint, true) AS is_final FROM audit_entries',
    );
    return row?.is_final === true;
  });
}
