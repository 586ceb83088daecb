import { documentsToFind, type IdentityDocument } from '@app/domain';
import { auditEachValues } from '../writes/audited.statements';
import { DISCLOSE_CUSTOMER, DISCLOSE_DOCUMENT, type DisclosedRow } from '../blocked-data/disclosure.statements';
import { actOf, checkOrg, print, runTool, textOptions } from './tool';

const USAGE = 'use --org ORG and either --customer ID or --document NUMBER; --reason CODE, if there is one';

interface Options {
  readonly org: string;
  readonly reason: string | undefined;
  readonly of: { readonly customer: string } | { readonly documents: readonly IdentityDocument[] };
}

/*
 * `npm run blocked:disclose -- --org ORG (--customer ID | --document NUMBER) [--reason CODE]`: prints as JSON what is blocked of a
 * customer, for authorities (Spanish LOPDGDD art. 32). Who asked is in the audit before anything is printed, also where nothing
 * was found.
 */
runTool<Options>({
  name: 'blocked:disclose',
  parse: (args) => {
    const { org, customer, document, reason } = textOptions(args, ['org', 'customer', 'document', 'reason'], USAGE);
    if (org === undefined || (customer === undefined) === (document === undefined)) throw new Error(USAGE);
    return {
      org,
      reason,
      of: document === undefined ? { customer: customer ?? '' } : { documents: documentsOf(document) },
    };
  },
  run: async (query, { org, reason, of }) => {
    await checkOrg(query, org);
    const entry = auditEachValues(actOf('discloseBlockedData', reason));
    const [row] =
      'customer' in of
        ? await query<DisclosedRow>(DISCLOSE_CUSTOMER, [org, of.customer, ...entry])
        : await query<DisclosedRow>(DISCLOSE_DOCUMENT, [
            org,
            of.documents.map(({ number }) => number),
            of.documents.map(({ type }) => type),
            ...entry,
          ]);
    print(row?.disclosed ?? '');
    return 0;
  },
});

function documentsOf(number: string): readonly IdentityDocument[] {
  const documents = documentsToFind(number);
  if (documents === undefined) throw new Error('--document has a wrong form');
  return documents;
}
