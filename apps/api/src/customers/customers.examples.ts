const CONTACT_INFO = {
  phone_numbers: [{ country_code: '+34', number: '615667898', type: 'MOBILE', is_default: true }],
  emails: [{ email: 'email@example.com', is_default: true }],
  postal_address: {
    address_lines: ['Calle Mayor 2, 3º A'],
    postal_code: '28039',
    locality: 'Fuenlabrada',
    administrative_area: 'Madrid',
    region_code: 'ES',
  },
};

/** Bodies of createCustomer that execute as they stand; the first is the published one. */
export const CREATE_CUSTOMER_EXAMPLES = {
  private: {
    summary: 'A private person (the published example)',
    value: {
      type: 'PRIVATE_CUSTOMER',
      preferred_language: 'es',
      segment: 'CONSUMER',
      contact_info: CONTACT_INFO,
      personal_info: {
        identity_document: { number: '14861628V', type: 'NIF' },
        name: 'Antonio',
        first_surname: 'Benavente',
        second_surname: 'Blanco',
        gender: 'MALE',
        nationality: 'ES',
        birthdate: '2022-01-01',
      },
    },
  },
  corporate: {
    summary: 'A company',
    value: {
      type: 'CORPORATE_CUSTOMER',
      external_id: 'crm-1001',
      contact_info: { phone_numbers: CONTACT_INFO.phone_numbers },
      company_info: {
        identity_document: { number: 'B64717838', type: 'CIF' },
        legal_name: 'IBM',
        founding_date: '1990-01-01',
      },
    },
  },
  digital: {
    summary: 'A digital-only customer',
    value: { type: 'DIGITAL_CUSTOMER', digital_personal_info: { email: 'digital@example.com', name: 'Antonio' } },
  },
};

/** Bodies of patchCustomer for the customer of the first example; the first is the published one. */
export const PATCH_CUSTOMER_EXAMPLES = {
  published: {
    summary: 'Language, contact information and names (the published example)',
    value: {
      preferred_language: 'es',
      contact_info: {
        phone_numbers: [{ country_code: '+34', number: '615667898', type: 'MOBILE' }],
        emails: [{ email: 'email@example.com' }],
      },
      personal_info: {
        name: 'Antonio',
        first_surname: 'Benavente',
        second_surname: 'Blanco',
        birthdate: '2022-01-01',
        nationality: 'ES',
      },
    },
  },
  address: {
    summary: 'A part of the address; the rest stays',
    value: { contact_info: { postal_address: { address_lines: ['Calle Mayor 4'] } } },
  },
  clear: {
    summary: 'Null clears',
    value: { segment: null, personal_info: { second_surname: null } },
  },
};

/** Bodies of searchCustomersByBody for the customers of createCustomer's examples. */
export const SEARCH_CUSTOMERS_EXAMPLES = {
  document: {
    summary: 'By document',
    value: { identity_document: '14861628V', identity_document_type: 'NIF' },
  },
  email: {
    summary: 'By the email that a digital customer authenticates with',
    value: { email: 'digital@example.com' },
  },
  externalId: { summary: "By the id in the operator's own system", value: { external_id: 'crm-1001' } },
};
