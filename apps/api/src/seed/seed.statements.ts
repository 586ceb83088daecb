import { statement } from '@app/database';

/** The row of {@link BATCH}. */
export interface BatchRow {
  generation: number;
  xid: string;
  /** Now, as PostgreSQL writes it. */
  at: string;
}

/** $1 org_id → what audit entries of this transaction say of their place */
export const BATCH = statement(
  'seed_batch',
  `SELECT audit_generation AS generation, pg_current_xact_id()::text AS xid, clock_timestamp()::text AS at
     FROM orgs
    WHERE org_id = $1`,
);

/** Around what a batch writes. */
export const BEGIN = 'BEGIN';
export const COMMIT = 'COMMIT';
export const ROLLBACK = 'ROLLBACK';

/** The columns are those of createValues(), without the document. */
export const COPY_CUSTOMERS = `
  COPY customers (org_id, id, type, external_id, login_email_key, contact_email_key, preferred_language, segment, contact_info,
                  section)
  FROM STDIN`;

export const COPY_DOCUMENTS = 'COPY identity_documents (org_id, customer_id, number, type) FROM STDIN';

/** The first six say where and when; the others are auditValues(). */
export const COPY_AUDIT_ENTRIES = `
  COPY audit_entries (org_id, generation, xid, at, customer_id, id, operation, roles, subject, request_id, members, reason)
  FROM STDIN`;

/** $1 org_id, $2 the first and $3 the last id that count, $4 their form → external_id of the last customer that was seeded, or nothing */
export const LAST_SEEDED = statement(
  'last_seeded',
  `SELECT external_id
     FROM customers
    WHERE org_id = $1 AND external_id >= $2 AND external_id <= $3 AND external_id ~ $4
    ORDER BY external_id DESC
    LIMIT 1`,
);

/** $1 org_id, $2 external_ids → those that somebody has */
export const TAKEN_EXTERNAL_IDS = statement(
  'taken_external_ids',
  'SELECT external_id AS key FROM customers WHERE org_id = $1 AND external_id = ANY($2)',
);

/** $1 org_id, $2 login_email_keys → those that somebody has */
export const TAKEN_LOGIN_EMAILS = statement(
  'taken_login_emails',
  'SELECT login_email_key AS key FROM customers WHERE org_id = $1 AND login_email_key = ANY($2)',
);

/** $1 org_id, $2 numbers → those that somebody has, whatever the type */
export const TAKEN_DOCUMENTS = statement(
  'taken_documents',
  'SELECT number AS key FROM identity_documents WHERE org_id = $1 AND number = ANY($2)',
);

/** Afterwards plans are made for as many rows as there are. */
export const ANALYZE = 'ANALYZE customers, identity_documents, audit_entries';
