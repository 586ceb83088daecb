import { EXPORT_CUSTOMER } from '../data-export/data-export.statements';
import { auditValues } from '../writes/audited.statements';
import { actOf, checkOrg, type CustomerOptions, customerOptions, print, runTool } from './tool';

/*
 * `npm run export -- --org ORG --customer ID [--reason CODE]`: prints as JSON everything that is held of a customer, for whom it is about
 * (GDPR art. 15 and 20): what it is now, its documents, cards and holds, what is blocked, and who has written it. Exits with 1
 * when nothing is held.
 */
runTool<CustomerOptions>({
  name: 'export',
  parse: customerOptions,
  run: async (query, { org, customer, reason }) => {
    await checkOrg(query, org);
    const values = [org, customer, ...auditValues(actOf('exportCustomer', reason))];
    const [row] = await query<{ exported: string }>(EXPORT_CUSTOMER, values);
    print(row?.exported ?? 'nothing is held of a customer with this id');
    return row === undefined ? 1 : 0;
  },
});
