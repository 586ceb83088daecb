import { type CustomerType, sharedRead, statement } from '@app/database';

/** A customer that fits the criteria. */
interface Found {
  id: string;
  type: CustomerType;
  external_id: string | null;
}

/**
 * A row of a search. No row: the organization is unknown. One row of nulls: nobody was found. Two rows: more than one
 * customer matches.
 */
export type FoundRow = Found | { [Column in keyof Found]: null };

/** Of customer c: whether it has a document of one of the types, current or retired; each is in an index of its own. */
const hasDocument = (types: string): string =>
  `EXISTS (SELECT FROM identity_documents d
            WHERE d.org_id = $1 AND d.customer_id = c.id AND d.type = ANY(${types})
              AND (d.retired_at IS NULL OR d.retired_at IS NOT NULL))`;

/**
 * $1 org_id, $2 document numbers, $3 their types, $4 email key or null, $5 external_id or null → {@link FoundRow}s.
 * Retired documents find their customer, too. Who authenticates with an email has no document.
 *
 * Both limits repeat what the keys say. They are there for PostgreSQL, which would join the two tables first when it plans
 * while these are empty; connections keep that plan, and with 5,000 customers it took 14 seconds (measured).
 * The arrays are selected, so that it does not count their elements: for one it would plan again at each execution.
 */
export const FIND_BY_DOCUMENT = sharedRead(
  'find_by_document',
  `SELECT found.id, found.type, found.external_id
     FROM orgs
     LEFT JOIN LATERAL (
       SELECT DISTINCT c.id, c.type, c.external_id
         FROM unnest((SELECT $2::text[]), (SELECT $3::text[])) AS wanted (number, type),
              LATERAL (SELECT customer_id
                         FROM identity_documents
                        WHERE org_id = $1 AND number = wanted.number AND type = wanted.type
                        LIMIT 1) d,
              LATERAL (SELECT id, type, external_id, contact_email_key
                         FROM customers
                        WHERE org_id = $1 AND id = d.customer_id
                        LIMIT 1) c
        WHERE ($4::text IS NULL OR c.contact_email_key = $4)
          AND ($5::text IS NULL OR c.external_id = $5)
        LIMIT 2
     ) found ON true
    WHERE orgs.org_id = $1`,
);

/** $1 org_id, $2 external_id, $3 email key or null, $4 document types or null → {@link FoundRow}s */
export const FIND_BY_EXTERNAL_ID = sharedRead(
  'find_by_external_id',
  `SELECT c.id, c.type, c.external_id
     FROM orgs
     LEFT JOIN customers c
            ON c.org_id = $1
           AND c.external_id = $2
           AND ($3::text IS NULL OR $3 IN (c.login_email_key, c.contact_email_key))
           AND ($4::text[] IS NULL OR ${hasDocument('$4')})
    WHERE orgs.org_id = $1`,
);

/**
 * The customer who authenticates with the email, who wins (contract §3.2), or else those who are reached by it.
 *
 * Here, too, a limit repeats what a key says: by their conditions PostgreSQL expects many rows. It then finds the plan
 * for the given values cheaper, and plans again for each execution, which takes five times as long as the execution.
 *
 * $1 org_id, $2 email key → {@link FoundRow}s
 */
export const FIND_BY_EMAIL = sharedRead(
  'find_by_email',
  `SELECT coalesce(login.id, contact.id) AS id,
          coalesce(login.type, contact.type) AS type,
          CASE WHEN login.id IS NULL THEN contact.external_id ELSE login.external_id END AS external_id
     FROM orgs
     LEFT JOIN LATERAL (
       SELECT id, type, external_id
         FROM customers
        WHERE org_id = $1 AND login_email_key = $2
        LIMIT 1
     ) login ON true
     LEFT JOIN LATERAL (
       SELECT id, type, external_id
         FROM customers
        WHERE org_id = $1 AND contact_email_key = $2
        LIMIT 2
     ) contact ON login.id IS NULL
    WHERE orgs.org_id = $1`,
);

/**
 * Who authenticates with an email has no document. Of more than fifty who share a contact email the documents are not
 * looked at: they count as fitting, so that two are found, and the client is asked for the number. A placeholder address
 * may be that of half the customers.
 *
 * $1 org_id, $2 email key, $3 document types → {@link FoundRow}s
 */
export const FIND_BY_EMAIL_AND_TYPE = statement(
  'find_by_email_and_type',
  `SELECT found.id, found.type, found.external_id
     FROM orgs
     LEFT JOIN LATERAL (
       SELECT id, type, external_id
         FROM (SELECT id, type, external_id, count(*) OVER () AS sharing
                 FROM (SELECT id, type, external_id
                         FROM customers
                        WHERE org_id = $1 AND contact_email_key = $2
                        ORDER BY id
                        LIMIT 51) first) c
        WHERE sharing > 50 OR ${hasDocument('$3')}
        LIMIT 2
     ) found ON true
    WHERE orgs.org_id = $1`,
);
