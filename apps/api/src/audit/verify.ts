import { type Query } from '@app/database';
import { type BlockRow, CHECK_BLOCKS, COUNT_UNSEALED, FIND_AUDITED } from './seals.statements';

/** Blocks that are checked by one statement. */
const STEP = 100;

/** A block whose hash is known from elsewhere: from an earlier verification. */
export interface Anchor {
  readonly org: string;
  readonly number: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** What a verification found of one organization. */
export interface Verification {
  readonly org: string;
  readonly blocks: number;
  readonly entries: number;
  /** Hash of the last block, in hexadecimal; undefined: there is none. */
  readonly head: string | undefined;
  /** Entries that no block has yet, and when the first of them was made. */
  readonly unsealed: { readonly entries: number; readonly oldest: Date | null };
  /** One line for each thing that is not as it was sealed. */
  readonly faults: readonly string[];
}

/** Checks every block of every organization against its entries and the block before. */
export async function verifyAudit(query: Query, anchors: readonly Anchor[]): Promise<Verification[]> {
  const orgs = await query<{ org_id: string }>(FIND_AUDITED, []);
  const names = new Set([...orgs.map(({ org_id }) => org_id), ...anchors.map(({ org }) => org)]);
  const verifications: Verification[] = [];
  for (const org of names) {
    const known = anchors.filter((anchor) => anchor.org === org);
    verifications.push(await verifyOrg(query, org, known));
  }
  return verifications;
}

async function verifyOrg(query: Query, org: string, anchors: readonly Anchor[]): Promise<Verification> {
  const faults: string[] = [];
  const missed = new Map(anchors.map(({ number, hash }) => [number, hash]));
  let [blocks, entries] = [0, 0];
  let last: BlockRow | undefined;
  for (let rows: BlockRow[] = []; blocks === 0 || rows.length > 0;) {
    rows = await query<BlockRow>(CHECK_BLOCKS, [org, last?.number ?? 0, STEP]);
    if (rows.length === 0) break;
    for (const row of rows) {
      faults.push(...faultsOf(row, last?.number ?? 0, missed.get(row.number)));
      missed.delete(row.number);
      entries += row.entries;
      last = row;
    }
    blocks += rows.length;
  }
  faults.push(...[...missed.keys()].map((number) => `block ${number} is missing`));
  const [unsealed = { entries: 0, oldest: null }] = await query<Verification['unsealed'] & object>(COUNT_UNSEALED, [
    org,
  ]);
  return { org, blocks, entries, head: last?.hash, unsealed, faults };
}

function faultsOf({ number, entries, found, hash, is_intact }: BlockRow, previous: number, anchor?: string): string[] {
  const faults: string[] = [];
  if (number !== previous + 1) faults.push(`blocks ${previous + 1} to ${number - 1} are missing`);
  if (entries !== found) faults.push(`block ${number} was made of ${entries} entries, and there are ${found}`);
  else if (!is_intact) faults.push(`block ${number} does not match its hash`);
  if (anchor !== undefined && anchor !== hash) faults.push(`block ${number} is not the one that was expected`);
  return faults;
}
