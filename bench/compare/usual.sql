-- The rows of the product in the tables of the usual service. Run in the database of both.
INSERT INTO usual.organizations (id) SELECT org_id FROM public.orgs;

INSERT INTO usual.customers (id, org_id, type, version, external_id, preferred_language, segment, created_at, updated_at)
SELECT id, org_id, type, version, external_id, preferred_language, segment, created_at, updated_at FROM public.customers;

INSERT INTO usual.identity_documents (customer_id, org_id, number, type)
SELECT customer_id, org_id, number, type FROM public.identity_documents;

INSERT INTO usual.personal_infos (customer_id, name, first_surname, second_surname, gender, nationality, birthdate)
SELECT id, section ->> 'name', section ->> 'first_surname', section ->> 'second_surname', section ->> 'gender',
       section ->> 'nationality', (section ->> 'birthdate')::date
  FROM public.customers WHERE type = 'PRIVATE_CUSTOMER';

INSERT INTO usual.company_infos (customer_id, legal_name, founding_date)
SELECT id, section ->> 'legal_name', (section ->> 'founding_date')::date
  FROM public.customers WHERE type = 'CORPORATE_CUSTOMER';

INSERT INTO usual.digital_personal_infos (customer_id, org_id, email, name, first_surname)
SELECT id, org_id, section ->> 'email', section ->> 'name', section ->> 'first_surname'
  FROM public.customers WHERE type = 'DIGITAL_CUSTOMER';

INSERT INTO usual.postal_addresses (customer_id, address_lines, postal_code, locality, administrative_area, region_code)
SELECT id, ARRAY(SELECT jsonb_array_elements_text(address -> 'address_lines')), address ->> 'postal_code', address ->> 'locality',
       address ->> 'administrative_area', address ->> 'region_code'
  FROM (SELECT id, contact_info -> 'postal_address' AS address FROM public.customers) c
 WHERE address IS NOT NULL;

INSERT INTO usual.phone_numbers (id, customer_id, country_code, number, type, is_default)
SELECT gen_random_uuid(), c.id, phone.country_code, phone.number, phone.type, phone.is_default
  FROM public.customers c,
       jsonb_to_recordset(contact_info -> 'phone_numbers')
         AS phone (country_code text, number text, type text, is_default boolean);

INSERT INTO usual.emails (id, customer_id, org_id, email, is_default)
SELECT gen_random_uuid(), c.id, c.org_id, email.email, email.is_default
  FROM public.customers c,
       jsonb_to_recordset(contact_info -> 'emails') AS email (email text, is_default boolean);

INSERT INTO usual.credit_cards (id, customer_id, brand, last_four, expiration_date, is_default, created_at)
SELECT id, customer_id, brand, last_four, expiration_date, is_default, created_at FROM public.credit_cards;
