import { type CustomerType, statement } from '@app/database';

/** The row of {@link READ_CUSTOMER}; jsonb arrives as the text that PostgreSQL made of it and goes out as it is. */
export interface CustomerRow {
  type: CustomerType;
  version: number;
  external_id: string | null;
  preferred_language: string | null;
  segment: string | null;
  contact_info: string | null;
  section: string;
  created_at: Date;
  updated_at: Date;
}

/** $1 org_id, $2 id → {@link CustomerRow} or nothing. */
export const READ_CUSTOMER = statement(
  'read_customer',
  `SELECT type, version, external_id, preferred_language, segment,
          contact_info::text, section::text, created_at, updated_at
     FROM customers
    WHERE org_id = $1 AND id = $2`,
);

/** The row of {@link CREATE_CUSTOMER}. */
export interface CreatedRow {
  id: string;
  version: number;
}

/**
 * Creates a customer and reserves its document in one statement, so in one transaction and one round trip. No org, no
 * row: the result is empty. Taken keys end it with a unique violation. The customer's keys are always taken before the
 * document, which keeps concurrent creates from waiting for each other in a circle.
 *
 * $1 org_id, $2 id, $3 type, $4 external_id, $5 login_email_key, $6 contact_email_key, $7 preferred_language,
 * $8 segment, $9 contact_info, $10 section, $11 document number or null, $12 document type or null → {@link CreatedRow}
 */
export const CREATE_CUSTOMER = statement(
  'create_customer',
  `WITH created AS (
     INSERT INTO customers (org_id, id, type, external_id, login_email_key, contact_email_key,
                            preferred_language, segment, contact_info, section)
     SELECT org_id, $2, $3, $4, $5, $6, $7, $8, $9, $10
       FROM orgs
      WHERE org_id = $1
     RETURNING org_id, id, version, created_at
   ), reserved AS (
     INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from)
     SELECT org_id, $11, $12, id, created_at
       FROM created
      WHERE $11::text IS NOT NULL
   )
   SELECT id, version FROM created`,
);
