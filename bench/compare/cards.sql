-- Two cards for each of 20,000 customers at random: $1 org_id.
INSERT INTO credit_cards (org_id, customer_id, id, token, provider, brand, last_four, expiration_date, is_default)
SELECT $1, c.id, gen_random_uuid(), 'tok_' || gen_random_uuid(), 'bench', (ARRAY['VISA', 'MASTERCARD', 'AMEX'])[1 + (random() * 2)::integer],
       lpad((random() * 9999)::integer::text, 4, '0'), '2099-12', number = 1
  FROM (SELECT id FROM customers WHERE org_id = $1 ORDER BY random() LIMIT 20000) c,
       generate_series(1, 2) number
