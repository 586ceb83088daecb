import { statement, type Statement } from '@app/database';
import { auditedEach } from '../writes/audited.statements';

/** The row of both disclosures. */
export interface DisclosedRow {
  /** JSON text. */
  disclosed: string;
}

/**
 * What is blocked of the customers that are meant, whose ids are the column of `meant`; an entry for each of them is in the audit.
 * @param meant the CTEs up to `meant`
 * @param first number of the first of six parameters, whose values are auditEachValues()
 */
const disclosure = (name: string, meant: string, first: number): Statement =>
  statement(
    name,
    `WITH ${meant}, ${auditedEach(first, 'meant', 'customer_id')}
     SELECT jsonb_pretty(jsonb_build_object(
              'org_id', $1::text,
              'blocked_data', coalesce(jsonb_agg(to_jsonb(b) - 'org_id' ORDER BY b.customer_id, b.blocked_at, b.id), '[]'))) AS disclosed
       FROM blocked_data b
      WHERE b.org_id = $1 AND b.customer_id IN (SELECT customer_id FROM meant)`,
  );

/** $1 org_id, $2 customer id, $3 to $8 as auditEachValues() → {@link DisclosedRow} */
export const DISCLOSE_CUSTOMER = disclosure('disclose_customer', 'meant AS (SELECT $2::uuid AS customer_id)', 3);

/**
 * By a document that the customer has or had: it reads all that is blocked of the organization, since nothing else needs an index there.
 * Where nobody is found, the entry is about nobody.
 *
 * $1 org_id, $2 numbers, $3 their types, $4 to $9 as auditEachValues() → {@link DisclosedRow}
 */
export const DISCLOSE_DOCUMENT = disclosure(
  'disclose_document',
  `wanted AS (
       SELECT * FROM unnest($2::text[], $3::text[]) AS wanted (number, type)
     ), found AS (
       SELECT d.customer_id
         FROM wanted
         JOIN identity_documents d ON d.org_id = $1 AND d.number = wanted.number AND d.type = wanted.type
        UNION
       SELECT b.customer_id
         FROM wanted
         JOIN blocked_data b
           ON b.org_id = $1
          AND (b.body #> '{customer,section,identity_document}' @> to_jsonb(wanted)
               OR b.body -> 'identity_documents' @> jsonb_build_array(to_jsonb(wanted)))
     ), meant AS (
       SELECT customer_id FROM found UNION ALL SELECT NULL WHERE NOT EXISTS (SELECT FROM found)
     )`,
  4,
);
