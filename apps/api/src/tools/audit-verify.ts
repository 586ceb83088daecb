import { parseArgs } from 'node:util';
import { type Anchor } from '../audit/anchor';
import { type Verification, verifyAudit } from '../audit/verify';
import { print, runTool } from './tool';

const ANCHOR = /^([A-Za-z0-9._-]+):([1-9]\d{0,8}):([0-9a-f]{64})$/;

/*
 * `npm run audit:verify [-- --expect ORG:NUMBER:HASH …]`: checks the seals of the audit, one line for each organization. It exits with
 * 1 when anything is not as it was sealed, with 2 when it could not look. What it prints of the last block, and what the service
 * logs of it, can be expected later: then also a chain that was cut, or made anew, shows.
 */
runTool({
  name: 'audit:verify',
  parse: anchorsOf,
  run: async (query, anchors) => {
    const verifications = await verifyAudit(query, anchors);
    for (const verification of verifications) report(verification).forEach(print);
    const isIntact = verifications.every(({ faults }) => faults.length === 0);
    print(isIntact ? 'the audit is as it was sealed' : 'THE AUDIT HAS BEEN CHANGED');
    return isIntact ? 0 : 1;
  },
});

function anchorsOf(args: readonly string[]): Anchor[] {
  const { values } = parseArgs({ args: [...args], options: { expect: { type: 'string', multiple: true } } });
  return (values.expect ?? []).map((text) => {
    const [, org, number, hash] = ANCHOR.exec(text) ?? [];
    if (org === undefined || number === undefined || hash === undefined) {
      throw new Error('--expect must be ORG:NUMBER:HASH, as an earlier verification has printed it');
    }
    return { org, number: Number(number), hash };
  });
}

function report({ org, blocks, entries, head, unsealed, faults }: Verification): string[] {
  const since = unsealed.oldest === null ? '' : ` since ${unsealed.oldest}`;
  const last = head === undefined ? '' : `, last ${org}:${head.number}:${head.hash}`;
  return [
    `${org}: ${blocks} blocks of ${entries} entries${last}, ${unsealed.entries} not yet sealed${since}`,
    ...faults.map((fault) => `${org}: FAULT: ${fault}`),
  ];
}
