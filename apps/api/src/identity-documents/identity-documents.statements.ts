import { statement } from '@app/database';
import { audited } from '../writes/audited.statements';
import { before, blocked, changed, REPLACED } from '../writes/blocked.statements';
import { type IdentityDocumentType } from '@app/domain';

/** A row of {@link LIST_DOCUMENTS}: of nulls for a customer without documents. */
export type DocumentRow =
  { type: IdentityDocumentType; number: string; valid_from: Date; retired_at: Date | null } | { type: null };

/**
 * Each half has a partial index of its own. One condition for both would be left to the planner, which reads all documents
 * of the organization instead when it plans while the table is empty.
 *
 * $1 org_id, $2 customer id → {@link DocumentRow}s, the current one first; nothing without such a customer
 */
export const LIST_DOCUMENTS = statement(
  'list_documents',
  `SELECT d.type, d.number, d.valid_from, d.retired_at
     FROM customers c
     LEFT JOIN LATERAL (
       SELECT * FROM identity_documents WHERE org_id = $1 AND customer_id = $2 AND retired_at IS NULL
       UNION ALL
       SELECT * FROM identity_documents WHERE org_id = $1 AND customer_id = $2 AND retired_at IS NOT NULL
     ) d ON true
    WHERE c.org_id = $1 AND c.id = $2
    ORDER BY d.retired_at DESC NULLS FIRST, d.valid_from DESC`,
);

/** The row of {@link FIND_DOCUMENTS}: `type`, `number` and `converted` are null for a customer without a document. */
export interface FoundDocuments {
  type: IdentityDocumentType | null;
  number: string | null;
  converted: boolean | null;
  is_taken: boolean;
}

/**
 * The current document of a customer, and whether another customer has a document.
 *
 * $1 org_id, $2 customer id, $3 number, $4 type → {@link FoundDocuments}
 */
export const FIND_DOCUMENTS = statement(
  'find_documents',
  `SELECT d.type, d.number, d.converted,
          EXISTS (SELECT FROM identity_documents
                   WHERE org_id = $1 AND number = $3 AND type = $4 AND customer_id <> $2) AS is_taken
     FROM (VALUES (1)) AS one
     LEFT JOIN identity_documents d ON d.org_id = $1 AND d.customer_id = $2 AND d.retired_at IS NULL`,
);

/**
 * Makes a document the current one of a customer who has another. One that the customer had before comes back as it was:
 * valid since then, and by a conversion if it was. It runs under the lock of the customer. statement_timestamp(), not
 * now(): the transaction began before it got the lock, and the last holder of the lock wrote later than that.
 * The old document is out of the way before the new one is inserted, since only one can be current. What a read
 * of the customer shows no more is blocked, and so is a document that is released.
 *
 * $1 org_id, $2 customer id, $3 number, $4 type, $5 whether the old document stays reserved, $6 whether this is a
 * conversion, $7 the members of the section that change, $8 to $15 as blockedValues() → the new version; nothing when
 * another customer has the document
 */
export const REPLACE_DOCUMENT = statement(
  'replace_document',
  `WITH ${before(['section'])}, released AS (
     DELETE FROM identity_documents
      WHERE org_id = $1 AND customer_id = $2 AND retired_at IS NULL AND NOT $5
     RETURNING *
   ), retired AS (
     UPDATE identity_documents
        SET retired_at = statement_timestamp()
      WHERE org_id = $1 AND customer_id = $2 AND retired_at IS NULL AND $5
     RETURNING number
   ), made AS (
     INSERT INTO identity_documents AS d (org_id, number, type, customer_id, valid_from, converted)
     SELECT $1, $3, $4, $2, statement_timestamp(), $6
       FROM (SELECT number FROM released UNION ALL SELECT number FROM retired) AS old
     ON CONFLICT ON CONSTRAINT identity_documents_pkey DO UPDATE
        SET retired_at = NULL, converted = d.converted OR excluded.converted
      WHERE d.customer_id = $2
     RETURNING d.number
   ), changed AS (
     UPDATE customers
        SET section = section || $7, version = version + 1, updated_at = clock_timestamp()
       FROM made, before
      WHERE org_id = $1 AND id = $2
     RETURNING ${changed(['section'])}
   ), ${REPLACED}, known AS (
     SELECT id, body || jsonb_build_object('identity_documents', (SELECT coalesce(jsonb_agg(to_jsonb(released)), '[]') FROM released)) AS body
       FROM replaced
   ), ${blocked(8, 'known')}, ${audited(8, 'changed')}
   SELECT version FROM changed`,
);
