import { statement } from '@app/database';
import { type Columns } from './copy-rows';

/** The row of {@link BATCH}: generation, xid and now, as COPY takes them. */
export interface BatchRow {
  generation: Buffer;
  xid: Buffer;
  at: Buffer;
}

/** $1 org_id → what audit entries of this transaction say of their place */
export const BATCH = statement(
  'seed_batch',
  `SELECT int4send(audit_generation) AS generation, int8send(pg_current_xact_id()::text::bigint) AS xid,
          timestamptz_send(clock_timestamp()) AS at
     FROM orgs
    WHERE org_id = $1`,
);

/** Around what a batch writes. */
export const BEGIN = 'BEGIN';
export const COMMIT = 'COMMIT';
export const ROLLBACK = 'ROLLBACK';

/** The columns are those of createValues(), without the document. */
export const CUSTOMERS: Columns = {
  org_id: 'text',
  id: 'uuid',
  type: 'text',
  external_id: 'text',
  login_email_key: 'text',
  contact_email_key: 'text',
  preferred_language: 'text',
  segment: 'text',
  contact_info: 'jsonb',
  section: 'jsonb',
};
export const COPY_CUSTOMERS = `COPY customers (${names(CUSTOMERS)}) FROM STDIN (FORMAT binary)`;

export const DOCUMENTS: Columns = { org_id: 'text', customer_id: 'uuid', number: 'text', type: 'text' };
export const COPY_DOCUMENTS = `COPY identity_documents (${names(DOCUMENTS)}) FROM STDIN (FORMAT binary)`;

/** The first five say where and when; the others are auditValues(). */
export const AUDIT_ENTRIES: Columns = {
  org_id: 'text',
  generation: 'sent',
  xid: 'sent',
  at: 'sent',
  customer_id: 'uuid',
  id: 'uuid',
  operation: 'text',
  roles: 'text[]',
  subject: 'text',
  request_id: 'text',
  members: 'text[]',
  reason: 'text',
};
export const COPY_AUDIT_ENTRIES = `COPY audit_entries (${names(AUDIT_ENTRIES)}) FROM STDIN (FORMAT binary)`;

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

function names(columns: Columns): string {
  return Object.keys(columns).join(', ');
}
