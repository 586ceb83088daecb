import { type TestDatabase } from './database';

/** Finds by SQL what no operation may leave behind: rows without their customer, customers without their rows. */
export function fragments(database: TestDatabase): Promise<unknown[]> {
  return database.query(
    `SELECT 'customer without its document' AS what, id FROM customers c
      WHERE type <> 'DIGITAL_CUSTOMER'
        AND NOT EXISTS (SELECT FROM identity_documents d
                         WHERE d.org_id = c.org_id AND d.customer_id = c.id AND d.retired_at IS NULL
                           AND d.number = c.section #>> '{identity_document,number}'
                           AND d.type = c.section #>> '{identity_document,type}')
     UNION ALL
     SELECT 'document without its customer', customer_id FROM identity_documents d
      WHERE NOT EXISTS (SELECT FROM customers c WHERE c.org_id = d.org_id AND c.id = d.customer_id)
     UNION ALL
     SELECT 'card without its customer', customer_id FROM credit_cards d
      WHERE NOT EXISTS (SELECT FROM customers c WHERE c.org_id = d.org_id AND c.id = d.customer_id)
     UNION ALL
     SELECT 'hold without its customer', customer_id FROM holds h
      WHERE NOT EXISTS (SELECT FROM customers c WHERE c.org_id = h.org_id AND c.id = h.customer_id)
     UNION ALL
     SELECT 'blocked, and still there', b.customer_id FROM blocked_data b JOIN customers c ON c.id = b.customer_id
     UNION ALL
     SELECT 'blocked twice', customer_id FROM blocked_data GROUP BY customer_id HAVING count(*) > 1
     UNION ALL
     SELECT 'blocked without its document', customer_id FROM blocked_data
      WHERE body #>> '{customer,type}' <> 'DIGITAL_CUSTOMER' AND jsonb_array_length(body -> 'identity_documents') = 0`,
  );
}
