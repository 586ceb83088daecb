import { DatabaseError } from 'pg';
import { RESTORE_CUSTOMER } from '../blocked-data/restore.statements';
import { auditValues } from '../writes/audited.statements';
import { actOf, checkOrg, type CustomerOptions, customerOptions, print, runTool } from './tool';

/** Unique constraints → what of the customer somebody else has meanwhile. */
const KEYS: Readonly<Record<string, string>> = {
  identity_documents_pkey: 'one of its identity documents',
  customers_external_id_key: 'its external id',
  customers_login_email_key: 'its digital email',
  credit_cards_token_key: 'the token of one of its cards',
};

/*
 * `npm run customer:restore -- --org ORG --customer ID [--reason CODE]`: brings back a customer that was deleted by mistake, with its
 * documents, representatives and cards, while its blocked data is kept. Exits with 1 when there is nothing to bring back, or when
 * one of its keys belongs to another customer meanwhile; then nothing has changed.
 */
runTool<CustomerOptions>({
  name: 'customer:restore',
  parse: customerOptions,
  run: async (query, { org, customer, reason }) => {
    await checkOrg(query, org);
    const values = [org, customer, ...auditValues(actOf('restoreCustomer', reason))];
    const outcome = await query(RESTORE_CUSTOMER, values).then(
      ([restored]) => (restored === undefined ? 'nothing is kept of a deleted customer with this id' : undefined),
      (error: unknown) => refusalOf(error),
    );
    print(outcome ?? 'the customer is as it was');
    return outcome === undefined ? 0 : 1;
  },
});

/** Why the database refused. @throws the error itself when it is no key of another customer */
function refusalOf(error: unknown): string {
  const key = error instanceof DatabaseError && error.code === '23505' ? KEYS[error.constraint ?? ''] : undefined;
  if (key === undefined) throw error;
  return `the customer cannot come back: ${key} belongs to another customer`;
}
