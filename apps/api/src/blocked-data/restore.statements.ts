import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';

const CUSTOMER = `id, type, version, external_id, login_email_key, preferred_language, segment, section, created_at, updated_at,
            contact_info, contact_email_key, associated_users`;
const CARD = 'customer_id, id, token, provider, brand, last_four, expiration_date, is_default, created_at';

/**
 * Brings a customer back as it was when it was removed, unless it is to be destroyed by now. What was blocked of it earlier stays so.
 * A key that somebody else has meanwhile ends it with a unique violation; keys are taken in the order of a create.
 *
 * $1 org_id, $2 customer id, $3 to $9 as auditValues() → the id, or nothing
 */
export const RESTORE_CUSTOMER = statement(
  'restore_customer',
  `WITH freed AS (
     DELETE FROM blocked_data
      WHERE org_id = $1 AND customer_id = $2 AND operation = 'deleteCustomer' AND body -> 'customer' ? 'id' AND destroy_after > now()
     RETURNING body
   ), restored AS (
     INSERT INTO customers (org_id, ${CUSTOMER})
     SELECT $1, ${CUSTOMER} FROM freed, jsonb_populate_record(NULL::customers, body -> 'customer')
     RETURNING id
   ), documents AS (
     INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from, retired_at, converted)
     SELECT $1, number, type, customer_id, valid_from, retired_at, coalesce(converted, false)
       FROM restored, freed, jsonb_populate_recordset(NULL::identity_documents, body -> 'identity_documents')
   ), cards AS (
     INSERT INTO credit_cards (org_id, ${CARD})
     SELECT $1, card.*
       FROM restored, freed,
            LATERAL (SELECT ${CARD} FROM jsonb_populate_recordset(NULL::credit_cards, body -> 'credit_cards')) card
   ), ${audited(3, 'restored')}
   SELECT id FROM restored`,
);
