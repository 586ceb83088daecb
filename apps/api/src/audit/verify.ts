import { type Query } from '@app/database';
import { type Anchor } from './anchor';
import { type BlockRow, CHECK_BLOCKS, COUNT_REST, FIND_AUDITED, type RestRow } from './seals.statements';

/** Blocks that are checked by one statement. */
const STEP = 100;
/** Below every number that a block could be given. */
const LOWEST = -(2 ** 31);

/** What a verification found of one organization. */
export interface Verification {
  readonly org: string;
  readonly blocks: number;
  readonly entries: number;
  /** The last block; undefined: there is none. */
  readonly head: Anchor | undefined;
  /** Entries that no block has yet. */
  readonly unsealed: Readonly<Omit<RestRow, 'sealed'>>;
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
  let [blocks, entries, found] = [0, 0, 0];
  let last: BlockRow | undefined;
  for (;;) {
    const rows = await query<BlockRow>(CHECK_BLOCKS, [org, last?.number ?? LOWEST, STEP]);
    for (const row of rows) {
      const expected = anchors.filter(({ number }) => number === row.number);
      faults.push(...faultsOf(row, last?.number ?? 0, expected));
      entries += row.entries;
      found += row.found;
      last = row;
    }
    blocks += rows.length;
    if (rows.length < STEP) break;
  }
  const missing = anchors.filter(({ number }) => number > (last?.number ?? 0));
  faults.push(...missing.map(({ number }) => `block ${number} is missing`));
  const [rest] = await query<RestRow>(COUNT_REST, [org, last?.number ?? 0]);
  const { sealed, ...unsealed } = rest ?? { sealed: 0, entries: 0, oldest: null };
  if (sealed !== found) faults.push(`${sealed - found} entries lie before the last block, and in none`);
  const head = last && { org, number: last.number, hash: last.hash };
  return { org, blocks, entries, head, unsealed, faults };
}

function faultsOf(row: BlockRow, previous: number, expected: readonly Anchor[]): string[] {
  const { number, entries, found, hash, is_intact } = row;
  const faults: string[] = [];
  if (number !== previous + 1) faults.push(`block ${number} comes after block ${previous}`);
  if (entries !== found) faults.push(`block ${number} was made of ${entries} entries, and there are ${found}`);
  else if (!is_intact) faults.push(`block ${number} does not match its hash`);
  if (expected.some((anchor) => anchor.hash !== hash)) faults.push(`block ${number} is not the one that was expected`);
  return faults;
}
