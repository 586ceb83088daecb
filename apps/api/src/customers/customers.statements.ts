import { type CustomerType, sharedRead, type Statement, statement, type StoredPostalAddress } from '@app/database';
import { audited } from '../writes/audited.statements';
import { before, blocked, changed, REPLACED } from '../writes/blocked.statements';
import { claimed } from '../idempotency/idempotency.statements';

/** The row of {@link READ_CUSTOMER}; jsonb arrives as the text that PostgreSQL made of it and goes out as it is. */
export interface CustomerRow {
  type: CustomerType;
  version: number;
  external_id: string | null;
  preferred_language: string | null;
  segment: string | null;
  contact_info: string | null;
  section: string;
  associated_users: string | null;
  created_at: Date;
  updated_at: Date;
}

/** $1 org_id, $2 id → {@link CustomerRow} or nothing. */
export const READ_CUSTOMER = sharedRead(
  'read_customer',
  `SELECT type, version, external_id, preferred_language, segment,
          contact_info::text, section::text, associated_users::text, created_at, updated_at
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
 * $8 segment, $9 contact_info, $10 section, $11 document number or null, $12 document type or null, $13 to $19 as
 * auditValues() → {@link CreatedRow}
 */
export const CREATE_CUSTOMER = createStatement('create_customer', { isKeyed: false });

/** As {@link CREATE_CUSTOMER} with $20 to $22 as keyValues(): empty, too, when the Idempotency-Key was taken before. */
export const CREATE_CUSTOMER_ONCE = createStatement('create_customer_once', { isKeyed: true });

function createStatement(name: string, { isKeyed }: { isKeyed: boolean }): Statement {
  return statement(
    name,
    `WITH ${isKeyed ? `${claimed(20)}, ` : ''}created AS (
     INSERT INTO customers (org_id, id, type, external_id, login_email_key, contact_email_key,
                            preferred_language, segment, contact_info, section)
     SELECT org_id, $2, $3, $4, $5, $6, $7, $8, $9, $10
       FROM ${isKeyed ? 'claimed' : 'orgs WHERE org_id = $1'}
     RETURNING org_id, id, version, created_at
   ), reserved AS (
     INSERT INTO identity_documents (org_id, number, type, customer_id, valid_from)
     SELECT org_id, $11, $12, id, created_at
       FROM created
      WHERE $11::text IS NOT NULL
   ), ${audited(13, 'created')}
   SELECT id, version FROM created`,
  );
}

/** $1 org_id, $2 id → the id, or null when the organization has no such customer; nothing when it is unknown */
export const FIND_CUSTOMER = statement(
  'find_customer',
  `SELECT c.id
     FROM orgs
     LEFT JOIN customers c ON c.org_id = $1 AND c.id = $2
    WHERE orgs.org_id = $1`,
);

/** What the rules of a write may depend on. */
export interface CustomerState {
  type: CustomerType;
  version: number;
  /** Of the current identity document; null for a digital customer. */
  document_type: string | null;
  has_first_surname: boolean;
  postal_address: StoredPostalAddress | null;
}

/** The row of {@link LOCK_CUSTOMER}: of nulls when the organization has no such customer. */
export type StateRow = CustomerState | Record<keyof CustomerState, null>;

/**
 * $1 org_id, $2 id → {@link StateRow}; nothing when the organization is unknown. The customer is held until the end of
 * the transaction. What others wrote under the same lock is seen by the next statement, which has a new snapshot.
 */
export const LOCK_CUSTOMER = statement(
  'lock_customer',
  `WITH locked AS (
     SELECT type, version,
            section #>> '{identity_document,type}' AS document_type,
            section ? 'first_surname' AS has_first_surname,
            contact_info -> 'postal_address' AS postal_address
       FROM customers
      WHERE org_id = $1 AND id = $2
        FOR UPDATE
   )
   SELECT type, version, document_type, has_first_surname, postal_address
     FROM orgs
     LEFT JOIN locked ON true
    WHERE org_id = $1`,
);

/** $1 org_id, $2 login_email_key, $3 id → the id of another customer with that key, or nothing */
export const FIND_LOGIN_EMAIL = statement(
  'find_login_email',
  'SELECT id FROM customers WHERE org_id = $1 AND login_email_key = $2 AND id <> $3',
);

/** The columns of objects, and what a patch that has something for them sets. */
const MERGED = {
  section: `section = jsonb_strip_nulls(section || ($5 -> 'section'))`,
  contact_info: `contact_info = nullif(jsonb_strip_nulls(
            coalesce(contact_info, '{}') || ($5 -> 'contact_info') ||
            CASE jsonb_typeof($5 #> '{contact_info,postal_address}')
              WHEN 'object' THEN jsonb_build_object(
                'postal_address',
                coalesce(contact_info -> 'postal_address', '{}') || ($5 #> '{contact_info,postal_address}'))
              ELSE '{}'
            END), '{}')`,
};

/**
 * Merges a patch into a customer (RFC 7396) and blocks what it replaces. Of two writers the second sees the row of the first:
 * PostgreSQL evaluates conditions and new values on the row that it has locked. What is stored has no null, so stripping nulls is
 * clearing. There is a statement for each set of objects that a patch may have: PostgreSQL would set up the merging and comparing of
 * the others, too.
 *
 * $1 org_id, $2 id, $3 versions that may be changed, null: any, $4 type of the patched section or null,
 * $5 the patch, its section as `section`, $6 new login_email_key or null, $7 contact_email_key of the patched emails,
 * $8 to $15 as blockedValues() → the new version, or nothing
 */
export const PATCH_CUSTOMER = {
  neither: mergeStatement('patch_customer', []),
  section: mergeStatement('patch_customer_section', ['section']),
  contactInfo: mergeStatement('patch_customer_contact_info', ['contact_info']),
  both: mergeStatement('patch_customer_both', ['section', 'contact_info']),
};

function mergeStatement(name: string, merged: readonly (keyof typeof MERGED)[]): Statement {
  const columns = ['preferred_language', 'segment', ...merged] as const;
  return statement(
    name,
    `WITH ${before(columns, 'AND ($3::text[] IS NULL OR version::text = ANY($3)) AND ($4::text IS NULL OR type = $4)')}, changed AS (
   UPDATE customers
      SET ${[
        'version = version + 1',
        'updated_at = clock_timestamp()',
        `preferred_language = CASE WHEN $5::jsonb ? 'preferred_language' THEN $5 ->> 'preferred_language'
                                    ELSE preferred_language END`,
        `segment = CASE WHEN $5 ? 'segment' THEN $5 ->> 'segment' ELSE segment END`,
        'login_email_key = coalesce($6, login_email_key)',
        `contact_email_key = CASE WHEN $5 -> 'contact_info' ? 'emails' THEN $7 ELSE contact_email_key END`,
        ...merged.map((column) => MERGED[column]),
      ].join(',\n          ')}
     FROM before
    WHERE org_id = $1 AND id = $2
   RETURNING ${changed(columns)}
   ), ${REPLACED}, ${blocked(8, 'replaced')}, ${audited(8, 'changed')}
   SELECT version FROM changed`,
  );
}

/**
 * Moves all that is known of a customer to the blocked data, unless a hold stands. It runs under {@link LOCK_CUSTOMER}
 * as a statement of its own, so that it sees what was written by whoever had the lock before: a hold, a document.
 *
 * Current and retired documents have a partial index each, and are removed each by their own.
 *
 * $1 org_id, $2 id, $3 to $10 as blockedValues() → id, or nothing
 */
export const REMOVE_CUSTOMER = statement(
  'remove_customer',
  `WITH removed AS (
     DELETE FROM customers
      WHERE org_id = $1 AND id = $2 AND NOT EXISTS (SELECT FROM holds WHERE org_id = $1 AND customer_id = $2)
     RETURNING *
   ), current AS (
     DELETE FROM identity_documents
      WHERE org_id = $1 AND customer_id = (SELECT id FROM removed) AND retired_at IS NULL
     RETURNING *
   ), retired AS (
     DELETE FROM identity_documents
      WHERE org_id = $1 AND customer_id = (SELECT id FROM removed) AND retired_at IS NOT NULL
     RETURNING *
   ), documents AS (
     SELECT * FROM current UNION ALL SELECT * FROM retired
   ), cards AS (
     DELETE FROM credit_cards WHERE org_id = $1 AND customer_id = (SELECT id FROM removed) RETURNING *
   ), known AS (
     SELECT id,
            jsonb_build_object(
              'customer', to_jsonb(removed),
              'identity_documents', (SELECT coalesce(jsonb_agg(to_jsonb(documents)), '[]') FROM documents),
              'credit_cards', (SELECT coalesce(jsonb_agg(to_jsonb(cards)), '[]') FROM cards)) AS body
       FROM removed
   ), ${blocked(3, 'known')}, ${audited(3, 'removed')}
   SELECT id FROM removed`,
);
