// Made of openapi.json by `npm run sdk`. Changes made here are lost.

export interface paths {
  '/v4/orgs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the organizations
     * @description Those that the caller is limited to, or all.
     *
     *     Roles: ADMIN.
     */
    get: operations['listOrganizations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read an organization
     * @description When it was registered, and its own retention time, if it has one.
     *
     *     Roles: ADMIN.
     */
    get: operations['getOrganization'];
    /**
     * Register an organization
     * @description Its customers are apart from those of all others. 204 when it is registered already.
     *
     *     Roles: ADMIN.
     */
    put: operations['putOrganization'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change an organization: JSON merge patch (RFC 7396)
     * @description Its own retention time for data that is blocked from now on; null: that of the service.
     *
     *     Roles: ADMIN.
     */
    patch: operations['patchOrganization'];
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a customer
     * @description A private person, a company or a digital-only customer, by `type`. The identity document, the external id and the email of a digital customer belong to one customer of the organization: 409 otherwise. Send an Idempotency-Key: a repetition then makes no second customer.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    post: operations['createCustomer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find the one customer that all criteria fit
     * @description Exact, by `identity_document` or `email` or both; 400 while more than one customer fits. A retired document finds its customer, too. Whoever keeps logs of URLs should search by body: this query has personal data.
     *
     *     Roles: API_KEY, ADMIN, AGENT, VIEWER.
     */
    get: operations['searchCustomers'];
    put?: never;
    /**
     * Find the one customer that all criteria fit, with no personal data in the URL
     * @description The same search as by query, and by `external_id`. At least one of `identity_document`, `email` and `external_id` must be given.
     *
     *     Roles: API_KEY, ADMIN, AGENT, VIEWER.
     */
    post: operations['searchCustomersByBody'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read a customer
     * @description The section of its type has its data. What is absent or empty is left out. `ETag` names the version that a change can insist on.
     *
     *     Roles: API_KEY, ADMIN, AGENT, VIEWER.
     */
    get: operations['getCustomer'];
    put?: never;
    post?: never;
    /**
     * Delete a customer, unless a hold stands
     * @description Gone at once for every operation, with its cards and representatives. Its data is kept blocked for the retention time, then destroyed.
     *
     *     Roles: API_KEY, ADMIN.
     */
    delete: operations['deleteCustomer'];
    options?: never;
    head?: never;
    /**
     * Change a customer: JSON merge patch (RFC 7396)
     * @description What is absent stays, null clears, a list replaces the list; the postal address is merged. The result must satisfy the rules of creation. Identity documents have operations of their own.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    patch: operations['patchCustomer'];
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/associated_users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Replace the authorized representatives
     * @description Of a customer of any type. One at most; an empty list removes it.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    put: operations['putAssociatedUsers'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/available-credit-cards': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the cards that can be used
     * @description Cards that have neither expired (at the end of their month, UTC) nor been removed: the default first, then the newest first. Without a default that can be used the newest counts as the default.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    get: operations['getAvailableCreditCards'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Add a tokenized card
     * @description Refused is whatever holds a card number, or a member for a security code, a PIN or track data, unknown members included. A customer has at most 50 usable cards.
     *
     *     Roles: API_KEY, ADMIN.
     */
    post: operations['addCreditCard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards/{card_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Remove a card: its token is free again
     * @description Also of a card that has expired, which no list shows.
     *
     *     Roles: API_KEY, ADMIN.
     */
    delete: operations['deleteCreditCard'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/identity-documents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the current and the retired documents
     * @description The current one first, then the last retired. A digital customer has none.
     *
     *     Roles: API_KEY, ADMIN, AGENT, VIEWER.
     */
    get: operations['listIdentityDocuments'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/identity-document': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Correct or replace the current document
     * @description Of private and corporate customers. CORRECTION releases the old document, REPLACEMENT retires it: it still finds the customer, and nobody else can have it. The document that is current already changes nothing.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    put: operations['putIdentityDocument'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/convert-nie-to-nif': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Convert the NIE of a person who has become Spanish
     * @description Retires the NIE, makes the NIF current and the nationality ES. A conversion to the NIF that is current by an earlier one is 204 and changes nothing.
     *
     *     Roles: API_KEY, ADMIN, AGENT.
     */
    patch: operations['convertNieToNif'];
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/holds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the holds on a customer
     * @description The reasons for which the customer cannot be deleted, the oldest first.
     *
     *     Roles: API_KEY, ADMIN.
     */
    get: operations['listHolds'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Place a hold: the customer cannot be deleted while it stands
     * @description Its name says why: billing, fraud, legal … A hold that stands already is left as it is.
     *
     *     Roles: API_KEY, ADMIN.
     */
    put: operations['putHold'];
    post?: never;
    /**
     * Release a hold
     * @description The customer can be deleted once no hold stands.
     *
     *     Roles: API_KEY, ADMIN.
     */
    delete: operations['deleteHold'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v4/orgs/{org_id}/customers/{customer_id}/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the writes on a customer
     * @description The newest first; they outlive the customer. No entry has a value, only names of members.
     *
     *     Roles: ADMIN.
     */
    get: operations['listAuditEntries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Tell whether the process runs
     * @description Asks nothing of the database: restart the process when there is no answer.
     *
     *     For anybody: no roles are asked for.
     */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Tell whether the service takes requests
     * @description 503 while the database cannot be written, lacks a migration, or the process is about to stop: send requests elsewhere.
     *
     *     For anybody: no roles are asked for.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/errors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Explain every error code
     * @description A page for people, unless Accept prefers JSON. On the page, `#CODE` leads to one code.
     *
     *     For anybody: no roles are asked for.
     */
    get: operations['listErrorCodes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ErrorDetail: {
      /**
       * @description Stable code
       * @example MCUS.999.998
       */
      code: string;
      /** @example Bad request */
      title: string;
      /**
       * Format: uri
       * @description Where the code is explained
       */
      ref: string;
      /** @description Field and rule, never a value */
      message: string;
      /**
       * @description JSON Pointer into the body, or ?name
       * @example /personal_info/birthdate
       */
      field?: string;
    };
    ErrorItem: {
      error: components['schemas']['ErrorDetail'];
    };
    ErrorResponse: {
      errors: components['schemas']['ErrorItem'][];
    };
    ProblemDetails: {
      errors: components['schemas']['ErrorItem'][];
      /** Format: uri */
      type: string;
      /** @example Bad request */
      title: string;
      /**
       * Format: int32
       * @example 400
       */
      status: number;
      detail: string;
    };
    OrganizationResponse: {
      /** @example telco */
      id: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      created_at: string;
      /**
       * Format: int32
       * @description Days for which personal data is kept blocked, from when it is taken away; what is blocked already keeps its date. Absent: as long as the service is configured for
       * @example 1095
       */
      retention_days?: number;
    };
    OrganizationsResponse: {
      orgs: components['schemas']['OrganizationResponse'][];
    };
    PatchOrganizationRequest: {
      /**
       * Format: int32
       * @description Days for which personal data is kept blocked, from when it is taken away; what is blocked already keeps its date. Absent: as long as the service is configured for
       * @example 1095
       */
      retention_days?: number | null;
    };
    PhoneNumber: {
      /** @example +34 */
      country_code: string;
      /**
       * @description Digits; blanks, dashes, dots, slashes and parentheses are dropped
       * @example 615667898
       */
      number: string;
      /**
       * @description Derived from the number when left out
       * @example MOBILE
       * @enum {string}
       */
      type?: 'MOBILE' | 'FIXED_LINE' | 'OTHER';
      /**
       * @description Exactly one of the list; the first when none is marked
       * @example true
       */
      is_default?: boolean;
    };
    Email: {
      /**
       * Format: email
       * @description Must be an email address
       * @example email@example.com
       */
      email: string;
      /**
       * @description Exactly one of the list; the first when none is marked
       * @example true
       */
      is_default?: boolean;
    };
    PostalAddress: {
      /**
       * @example [
       *       "Calle Mayor 2, 3º A"
       *     ]
       */
      address_lines: string[];
      /**
       * @description Must be printable; must not contain a card number
       * @example Fuenlabrada
       */
      locality: string;
      /**
       * @description Must be printable; must not contain a card number
       * @example Madrid
       */
      administrative_area?: string;
      region_code: components['schemas']['CountryCode'];
      /**
       * @description Required for ES. Must be printable; in Spain five digits from 01000 to 52999; must not contain a card number
       * @example 28039
       */
      postal_code?: string;
    };
    ContactInfo: {
      phone_numbers?: components['schemas']['PhoneNumber'][];
      emails?: components['schemas']['Email'][];
      postal_address?: components['schemas']['PostalAddress'];
    };
    PersonalIdentityDocument: {
      /**
       * @example NIF
       * @enum {string}
       */
      type: 'NIF' | 'NIE' | 'PASSPORT';
      /**
       * @description Letters and digits; case, blanks, dots and dashes do not count. Stored in canonical form
       * @example 14861628V
       */
      number: string;
    };
    AssociatedUser: {
      identity_document: components['schemas']['PersonalIdentityDocument'];
      /**
       * @description AUTHORIZED_REPRESENTATIVE when left out
       * @example AUTHORIZED_REPRESENTATIVE
       * @enum {string}
       */
      role?: 'AUTHORIZED_REPRESENTATIVE';
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string;
      nationality?: components['schemas']['CountryCode'];
    };
    PersonalInfoResponse: {
      identity_document: components['schemas']['PersonalIdentityDocument'];
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name: string;
      /**
       * @description Required with a NIF. Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string;
      /**
       * @example MALE
       * @enum {string}
       */
      gender?: 'MALE' | 'FEMALE' | 'OTHER';
      nationality?: components['schemas']['CountryCode'];
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future
       * @example 2022-01-01
       */
      birthdate?: string;
      associated_users?: components['schemas']['AssociatedUser'][];
    };
    PrivateCustomerResponse: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      updated_at: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'PRIVATE_CUSTOMER';
      personal_info: components['schemas']['PersonalInfoResponse'];
    };
    CompanyIdentityDocument: {
      /**
       * @example CIF
       * @enum {string}
       */
      type: 'CIF' | 'NIF' | 'NIE';
      /**
       * @description Letters and digits; case, blanks, dots and dashes do not count. Stored in canonical form
       * @example B64717838
       */
      number: string;
    };
    CompanyInfoResponse: {
      identity_document: components['schemas']['CompanyIdentityDocument'];
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example IBM
       */
      legal_name: string;
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD and not in the future
       * @example 1990-01-01
       */
      founding_date?: string;
      associated_users?: components['schemas']['AssociatedUser'][];
    };
    CorporateCustomerResponse: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      updated_at: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'CORPORATE_CUSTOMER';
      company_info: components['schemas']['CompanyInfoResponse'];
    };
    DigitalPersonalInfoResponse: {
      /**
       * Format: email
       * @description Authenticates the customer; unique among the digital customers of the organization. Must be an email address
       * @example digital@example.com
       */
      email: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string;
      associated_users?: components['schemas']['AssociatedUser'][];
    };
    DigitalCustomerResponse: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      created_at: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      updated_at: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'DIGITAL_CUSTOMER';
      digital_personal_info: components['schemas']['DigitalPersonalInfoResponse'];
    };
    PersonalInfo: {
      identity_document: components['schemas']['PersonalIdentityDocument'];
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name: string;
      /**
       * @description Required with a NIF. Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string;
      /**
       * @example MALE
       * @enum {string}
       */
      gender?: 'MALE' | 'FEMALE' | 'OTHER';
      nationality?: components['schemas']['CountryCode'];
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future
       * @example 2022-01-01
       */
      birthdate?: string;
    };
    CreatePrivateCustomer: {
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'PRIVATE_CUSTOMER';
      personal_info: components['schemas']['PersonalInfo'];
    };
    CompanyInfo: {
      identity_document: components['schemas']['CompanyIdentityDocument'];
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example IBM
       */
      legal_name: string;
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD and not in the future
       * @example 1990-01-01
       */
      founding_date?: string;
    };
    CreateCorporateCustomer: {
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'CORPORATE_CUSTOMER';
      company_info: components['schemas']['CompanyInfo'];
    };
    DigitalPersonalInfo: {
      /**
       * Format: email
       * @description Authenticates the customer; unique among the digital customers of the organization. Must be an email address
       * @example digital@example.com
       */
      email: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string;
    };
    CreateDigitalCustomer: {
      preferred_language?: components['schemas']['LanguageCode'];
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string;
      contact_info?: components['schemas']['ContactInfo'];
      /**
       * @description The id in the operator's own system; unique in the organization. Must be printable
       * @example crm-1001
       */
      external_id?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'DIGITAL_CUSTOMER';
      digital_personal_info: components['schemas']['DigitalPersonalInfo'];
    };
    CustomerCreated: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
    };
    CustomerSearchResponse: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /** @enum {string} */
      type: 'PRIVATE_CUSTOMER' | 'CORPORATE_CUSTOMER' | 'DIGITAL_CUSTOMER';
      /** @example crm-1001 */
      external_id?: string;
    };
    CustomerSearchRequest:
      | {
          /**
           * @description Document with numbers and letters, current or retired
           * @example 14861628V
           */
          identity_document?: string;
          /**
           * @description Document type; left out: any
           * @example NIF
           * @enum {string}
           */
          identity_document_type?: 'NIF' | 'NIE' | 'PASSPORT' | 'CIF';
          /**
           * @description Email used by customer to authenticate; otherwise the default contact email
           * @example email@example.com
           */
          email?: string;
          /**
           * @description The id in the operator's own system; unique in the organization. Must be printable
           * @example crm-1001
           */
          external_id?: string;
        }
      | unknown
      | unknown
      | unknown;
    PatchPostalAddress: {
      /**
       * @example [
       *       "Calle Mayor 2, 3º A"
       *     ]
       */
      address_lines?: string[];
      /**
       * @description Must be printable; must not contain a card number
       * @example Fuenlabrada
       */
      locality?: string;
      /**
       * @description Must be printable; must not contain a card number
       * @example Madrid
       */
      administrative_area?: string | null;
      region_code?: components['schemas']['CountryCode'];
      /**
       * @description Required for ES. Must be printable; in Spain five digits from 01000 to 52999; must not contain a card number
       * @example 28039
       */
      postal_code?: string | null;
    };
    PatchContactInfo: {
      phone_numbers?: components['schemas']['PhoneNumber'][] | null;
      emails?: components['schemas']['Email'][] | null;
      postal_address?: components['schemas']['PatchPostalAddress'] | null;
    };
    PatchPersonalInfo: {
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name?: string;
      /**
       * @description Required with a NIF. Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string | null;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string | null;
      /**
       * @example MALE
       * @enum {string|null}
       */
      gender?: 'MALE' | 'FEMALE' | 'OTHER' | null;
      nationality?: components['schemas']['CountryCode'] | null;
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD, not before 1900-01-01 and not in the future
       * @example 2022-01-01
       */
      birthdate?: string | null;
    };
    PatchCompanyInfo: {
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example IBM
       */
      legal_name?: string;
      /**
       * Format: date
       * @description Must be a calendar date YYYY-MM-DD and not in the future
       * @example 1990-01-01
       */
      founding_date?: string | null;
    };
    PatchDigitalPersonalInfo: {
      /**
       * Format: email
       * @description Authenticates the customer; unique among the digital customers of the organization. Must be an email address
       * @example digital@example.com
       */
      email?: string;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Antonio
       */
      name?: string | null;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Benavente
       */
      first_surname?: string | null;
      /**
       * @description Must be printable and have at least one letter; must not contain a card number
       * @example Blanco
       */
      second_surname?: string | null;
    };
    PatchCustomerRequest: {
      preferred_language?: components['schemas']['LanguageCode'] | null;
      /**
       * @description The operator's own market segment
       * @example CONSUMER
       */
      segment?: string | null;
      contact_info?: components['schemas']['PatchContactInfo'] | null;
      personal_info?: components['schemas']['PatchPersonalInfo'];
      company_info?: components['schemas']['PatchCompanyInfo'];
      digital_personal_info?: components['schemas']['PatchDigitalPersonalInfo'];
    };
    PutAssociatedUsersRequest: {
      /** @description The associated users from now on; one representative at most, none clears the list */
      associated_users: components['schemas']['AssociatedUser'][];
    };
    TokenizedCreditCard: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /**
       * @example VISA
       * @enum {string}
       */
      brand: 'VISA' | 'MASTERCARD' | 'AMEX' | 'DINERS' | 'DISCOVER' | 'JCB' | 'UNIONPAY' | 'MAESTRO' | 'OTHER';
      /**
       * @description Stars to the brand's length, then the last four digits
       * @example ************1111
       */
      masked_number: string;
      /** @example 2099-12 */
      expiration_date: string;
      /**
       * @description True for exactly one card of the list
       * @example true
       */
      is_default: boolean;
    };
    CustomerTokenizedCreditCards: {
      credit_cards: components['schemas']['TokenizedCreditCard'][];
    };
    AddCreditCardRequest: {
      /**
       * @description Of the payment provider; unique in the organization, never returned. Must be printable; must not contain a card number
       * @example tok_9hQ2mX7bLw
       */
      token: string;
      /**
       * @description The payment provider. Must be printable; must not contain a card number
       * @example acme-pay
       */
      provider: string;
      /**
       * @example VISA
       * @enum {string}
       */
      brand: 'VISA' | 'MASTERCARD' | 'AMEX' | 'DINERS' | 'DISCOVER' | 'JCB' | 'UNIONPAY' | 'MAESTRO' | 'OTHER';
      /** @example 1111 */
      last_four: string;
      /**
       * @description The card can be used until the end of this month, UTC. Must be a month YYYY-MM that is not over yet
       * @example 2099-12
       */
      expiration_date: string;
      /** @description A new default unsets the old; the first usable card is the default anyhow */
      is_default?: boolean;
    };
    CreditCardCreated: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
    };
    IdentityDocumentEntry: {
      /**
       * @example NIF
       * @enum {string}
       */
      type: 'NIF' | 'NIE' | 'PASSPORT' | 'CIF';
      /**
       * @description In canonical form
       * @example 07687697Q
       */
      number: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      valid_from: string;
      /**
       * Format: date-time
       * @description Absent while it is the current one
       * @example 2026-02-01T00:00:00.000Z
       */
      valid_to?: string;
    };
    IdentityDocumentsResponse: {
      identity_documents: components['schemas']['IdentityDocumentEntry'][];
    };
    IdentityDocument: {
      /**
       * @example NIF
       * @enum {string}
       */
      type: 'NIF' | 'NIE' | 'PASSPORT' | 'CIF';
      /**
       * @description Letters and digits; case, blanks, dots and dashes do not count. Stored in canonical form
       * @example 14861628V
       */
      number: string;
    };
    PutIdentityDocumentRequest: {
      identity_document: components['schemas']['IdentityDocument'];
      /**
       * @description CORRECTION: the old document was wrong and is released. REPLACEMENT: it stays found and reserved
       * @example CORRECTION
       * @enum {string}
       */
      reason: 'CORRECTION' | 'REPLACEMENT';
    };
    ConvertNieToNifRequest: {
      /**
       * @description The NIF of a natural person: 8 digits and a letter, or one that begins with K or L
       * @example 07687697Q
       */
      nif: string;
    };
    HoldResponse: {
      /** @example billing */
      name: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      created_at: string;
    };
    HoldsResponse: {
      holds: components['schemas']['HoldResponse'][];
    };
    AuditEntryResponse: {
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      id: string;
      /**
       * Format: date-time
       * @example 2026-01-01T00:00:00.000Z
       */
      at: string;
      /** @example telco */
      org_id: string;
      /**
       * Format: uuid
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      customer_id: string;
      /**
       * @description The operation's id in the OpenAPI document; of what is no operation: purgeBlockedData, discloseBlockedData, restoreCustomer, exportCustomer
       * @example patchCustomer
       */
      operation: string;
      /**
       * @description Of the caller; none for a command of an operator
       * @example [
       *       "AGENT"
       *     ]
       */
      roles: ('API_KEY' | 'ADMIN' | 'AGENT' | 'VIEWER')[];
      /**
       * @description Who called, if anybody told
       * @example agent-1001
       */
      subject?: string;
      /**
       * @description The x-request-id of the answer
       * @example 0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
       */
      request_id: string;
      /**
       * @description Names of the members that were sent
       * @example [
       *       "segment",
       *       "contact_info.postal_address.locality"
       *     ]
       */
      members: string[];
      /**
       * @description The x-audit-reason of the request
       * @example TICKET-4711
       */
      reason?: string;
    };
    AuditEntriesResponse: {
      audit_entries: components['schemas']['AuditEntryResponse'][];
      /**
       * @description Where the next page begins; absent on the last one
       * @example MTc2NzIyNTYwMDAwMDAwMC4wMTk3YTFiMi1jM2Q0LTdlNWYtOGE2Yi03YzhkOWUwZjFhMmI
       */
      next_cursor?: string;
    };
    HealthResponse: {
      /** @enum {string} */
      status: 'ok';
    };
    ErrorCode: {
      /**
       * @description Stable, and never used for anything else
       * @example MCUS.503.001
       */
      code: string;
      /**
       * Format: int32
       * @description HTTP status
       * @example 503
       */
      status: number;
      /** @example Service unavailable */
      title: string;
      /** @example The store cannot be reached, or no connection came free in time. */
      meaning: string;
      /**
       * @description What the caller can do about it
       * @example Retry after the seconds of Retry-After.
       */
      remedy: string;
      /**
       * Format: int32
       * @description Seconds to wait before a retry, where one makes sense
       * @example 1
       */
      retry_after?: number;
    };
    ErrorCodeList: {
      errors: components['schemas']['ErrorCode'][];
    };
    CreateCustomerRequest:
      | components['schemas']['CreatePrivateCustomer']
      | components['schemas']['CreateCorporateCustomer']
      | components['schemas']['CreateDigitalCustomer'];
    CustomerResponse:
      | components['schemas']['PrivateCustomerResponse']
      | components['schemas']['CorporateCustomerResponse']
      | components['schemas']['DigitalCustomerResponse'];
    /**
     * @description Country: its code in ISO 3166-1 alpha-2, upper case
     * @example ES
     * @enum {string}
     */
    CountryCode:
      | 'AD'
      | 'AE'
      | 'AF'
      | 'AG'
      | 'AI'
      | 'AL'
      | 'AM'
      | 'AO'
      | 'AQ'
      | 'AR'
      | 'AS'
      | 'AT'
      | 'AU'
      | 'AW'
      | 'AX'
      | 'AZ'
      | 'BA'
      | 'BB'
      | 'BD'
      | 'BE'
      | 'BF'
      | 'BG'
      | 'BH'
      | 'BI'
      | 'BJ'
      | 'BL'
      | 'BM'
      | 'BN'
      | 'BO'
      | 'BQ'
      | 'BR'
      | 'BS'
      | 'BT'
      | 'BV'
      | 'BW'
      | 'BY'
      | 'BZ'
      | 'CA'
      | 'CC'
      | 'CD'
      | 'CF'
      | 'CG'
      | 'CH'
      | 'CI'
      | 'CK'
      | 'CL'
      | 'CM'
      | 'CN'
      | 'CO'
      | 'CR'
      | 'CU'
      | 'CV'
      | 'CW'
      | 'CX'
      | 'CY'
      | 'CZ'
      | 'DE'
      | 'DJ'
      | 'DK'
      | 'DM'
      | 'DO'
      | 'DZ'
      | 'EC'
      | 'EE'
      | 'EG'
      | 'EH'
      | 'ER'
      | 'ES'
      | 'ET'
      | 'FI'
      | 'FJ'
      | 'FK'
      | 'FM'
      | 'FO'
      | 'FR'
      | 'GA'
      | 'GB'
      | 'GD'
      | 'GE'
      | 'GF'
      | 'GG'
      | 'GH'
      | 'GI'
      | 'GL'
      | 'GM'
      | 'GN'
      | 'GP'
      | 'GQ'
      | 'GR'
      | 'GS'
      | 'GT'
      | 'GU'
      | 'GW'
      | 'GY'
      | 'HK'
      | 'HM'
      | 'HN'
      | 'HR'
      | 'HT'
      | 'HU'
      | 'ID'
      | 'IE'
      | 'IL'
      | 'IM'
      | 'IN'
      | 'IO'
      | 'IQ'
      | 'IR'
      | 'IS'
      | 'IT'
      | 'JE'
      | 'JM'
      | 'JO'
      | 'JP'
      | 'KE'
      | 'KG'
      | 'KH'
      | 'KI'
      | 'KM'
      | 'KN'
      | 'KP'
      | 'KR'
      | 'KW'
      | 'KY'
      | 'KZ'
      | 'LA'
      | 'LB'
      | 'LC'
      | 'LI'
      | 'LK'
      | 'LR'
      | 'LS'
      | 'LT'
      | 'LU'
      | 'LV'
      | 'LY'
      | 'MA'
      | 'MC'
      | 'MD'
      | 'ME'
      | 'MF'
      | 'MG'
      | 'MH'
      | 'MK'
      | 'ML'
      | 'MM'
      | 'MN'
      | 'MO'
      | 'MP'
      | 'MQ'
      | 'MR'
      | 'MS'
      | 'MT'
      | 'MU'
      | 'MV'
      | 'MW'
      | 'MX'
      | 'MY'
      | 'MZ'
      | 'NA'
      | 'NC'
      | 'NE'
      | 'NF'
      | 'NG'
      | 'NI'
      | 'NL'
      | 'NO'
      | 'NP'
      | 'NR'
      | 'NU'
      | 'NZ'
      | 'OM'
      | 'PA'
      | 'PE'
      | 'PF'
      | 'PG'
      | 'PH'
      | 'PK'
      | 'PL'
      | 'PM'
      | 'PN'
      | 'PR'
      | 'PS'
      | 'PT'
      | 'PW'
      | 'PY'
      | 'QA'
      | 'RE'
      | 'RO'
      | 'RS'
      | 'RU'
      | 'RW'
      | 'SA'
      | 'SB'
      | 'SC'
      | 'SD'
      | 'SE'
      | 'SG'
      | 'SH'
      | 'SI'
      | 'SJ'
      | 'SK'
      | 'SL'
      | 'SM'
      | 'SN'
      | 'SO'
      | 'SR'
      | 'SS'
      | 'ST'
      | 'SV'
      | 'SX'
      | 'SY'
      | 'SZ'
      | 'TC'
      | 'TD'
      | 'TF'
      | 'TG'
      | 'TH'
      | 'TJ'
      | 'TK'
      | 'TL'
      | 'TM'
      | 'TN'
      | 'TO'
      | 'TR'
      | 'TT'
      | 'TV'
      | 'TW'
      | 'TZ'
      | 'UA'
      | 'UG'
      | 'UM'
      | 'US'
      | 'UY'
      | 'UZ'
      | 'VA'
      | 'VC'
      | 'VE'
      | 'VG'
      | 'VI'
      | 'VN'
      | 'VU'
      | 'WF'
      | 'WS'
      | 'XK'
      | 'YE'
      | 'YT'
      | 'ZA'
      | 'ZM'
      | 'ZW';
    /**
     * @description Preferred language: its code in ISO 639-1, lower case
     * @example es
     * @enum {string}
     */
    LanguageCode:
      | 'aa'
      | 'ab'
      | 'ae'
      | 'af'
      | 'ak'
      | 'am'
      | 'an'
      | 'ar'
      | 'as'
      | 'av'
      | 'ay'
      | 'az'
      | 'ba'
      | 'be'
      | 'bg'
      | 'bi'
      | 'bm'
      | 'bn'
      | 'bo'
      | 'br'
      | 'bs'
      | 'ca'
      | 'ce'
      | 'ch'
      | 'co'
      | 'cr'
      | 'cs'
      | 'cu'
      | 'cv'
      | 'cy'
      | 'da'
      | 'de'
      | 'dv'
      | 'dz'
      | 'ee'
      | 'el'
      | 'en'
      | 'eo'
      | 'es'
      | 'et'
      | 'eu'
      | 'fa'
      | 'ff'
      | 'fi'
      | 'fj'
      | 'fo'
      | 'fr'
      | 'fy'
      | 'ga'
      | 'gd'
      | 'gl'
      | 'gn'
      | 'gu'
      | 'gv'
      | 'ha'
      | 'he'
      | 'hi'
      | 'ho'
      | 'hr'
      | 'ht'
      | 'hu'
      | 'hy'
      | 'hz'
      | 'ia'
      | 'id'
      | 'ie'
      | 'ig'
      | 'ii'
      | 'ik'
      | 'io'
      | 'is'
      | 'it'
      | 'iu'
      | 'ja'
      | 'jv'
      | 'ka'
      | 'kg'
      | 'ki'
      | 'kj'
      | 'kk'
      | 'kl'
      | 'km'
      | 'kn'
      | 'ko'
      | 'kr'
      | 'ks'
      | 'ku'
      | 'kv'
      | 'kw'
      | 'ky'
      | 'la'
      | 'lb'
      | 'lg'
      | 'li'
      | 'ln'
      | 'lo'
      | 'lt'
      | 'lu'
      | 'lv'
      | 'mg'
      | 'mh'
      | 'mi'
      | 'mk'
      | 'ml'
      | 'mn'
      | 'mr'
      | 'ms'
      | 'mt'
      | 'my'
      | 'na'
      | 'nb'
      | 'nd'
      | 'ne'
      | 'ng'
      | 'nl'
      | 'nn'
      | 'no'
      | 'nr'
      | 'nv'
      | 'ny'
      | 'oc'
      | 'oj'
      | 'om'
      | 'or'
      | 'os'
      | 'pa'
      | 'pi'
      | 'pl'
      | 'ps'
      | 'pt'
      | 'qu'
      | 'rm'
      | 'rn'
      | 'ro'
      | 'ru'
      | 'rw'
      | 'sa'
      | 'sc'
      | 'sd'
      | 'se'
      | 'sg'
      | 'si'
      | 'sk'
      | 'sl'
      | 'sm'
      | 'sn'
      | 'so'
      | 'sq'
      | 'sr'
      | 'ss'
      | 'st'
      | 'su'
      | 'sv'
      | 'sw'
      | 'ta'
      | 'te'
      | 'tg'
      | 'th'
      | 'ti'
      | 'tk'
      | 'tl'
      | 'tn'
      | 'to'
      | 'tr'
      | 'ts'
      | 'tt'
      | 'tw'
      | 'ty'
      | 'ug'
      | 'uk'
      | 'ur'
      | 'uz'
      | 've'
      | 'vi'
      | 'vo'
      | 'wa'
      | 'wo'
      | 'xh'
      | 'yi'
      | 'yo'
      | 'za'
      | 'zh'
      | 'zu';
  };
  responses: {
    /** @description Idempotency key reused */
    IdempotencyKeyReused: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Service unavailable, Service overloaded, Callers cannot be verified */
    ServiceUnavailable: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        /** @description Seconds to wait */
        'Retry-After': number;
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Resource not found: Unknown organization, Unknown customer */
    NotFound: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Invalid request body: Bad request, Malformed request */
    BadRequest: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Precondition failed */
    PreconditionFailed: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        /** @description The current version */
        ETag: string;
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Request timeout */
    RequestTimeout: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Body too large */
    ContentTooLarge: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Unsupported media type */
    UnsupportedMediaType: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Unauthorized */
    Unauthorized: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        /** @description How to authenticate */
        'WWW-Authenticate': string;
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Forbidden resource: Forbidden, Forbidden organization */
    Forbidden: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Repository timeout */
    RepositoryTimeout: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        /** @description Seconds to wait */
        'Retry-After': number;
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Method not allowed; the body is empty */
    MethodNotAllowed: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        /** @description Methods of this path */
        Allow: string;
        [name: string]: unknown;
      };
      content?: never;
    };
    /** @description URI too long */
    UriTooLong: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Header fields too large */
    HeaderFieldsTooLarge: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
    /** @description Internal server error */
    InternalServerError: {
      headers: {
        /** @description The request's own x-request-id when it is well-formed, else a new one */
        'x-request-id': string;
        /** @description Nothing may be kept, but a customer by who read it */
        'Cache-Control': 'no-store' | 'private, no-cache';
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorResponse'];
        'application/problem+json': components['schemas']['ProblemDetails'];
      };
    };
  };
  parameters: {
    /** @description Makes a repetition safe: for 24 hours the same request with the same key is answered as the first time, and has no further effect. Take a random one */
    'Idempotency-Key': string;
    /** @description Why the customer must stay: billing, fraud, legal … */
    name: string;
    /** @description ETags of which one must be current, or *: 412 otherwise */
    'If-Match': string;
    /** @description Why the write is made: a code or ticket for the audit */
    'x-audit-reason': string;
    /** @description Customer identifier */
    customer_id: string;
    /** @description Organization name */
    org_id: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listOrganizations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The organizations that the caller may see */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationsResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  getOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The organization */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description Resource not found: Unknown organization */
      404: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  putOrganization: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Registered */
      201: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Path of the organization */
          Location: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationResponse'];
        };
      };
      /** @description It was registered before */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  patchOrganization: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PatchOrganizationRequest'];
        'application/merge-patch+json': components['schemas']['PatchOrganizationRequest'];
      };
    };
    responses: {
      /** @description Changed */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description Resource not found: Unknown organization */
      404: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  createCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
        /** @description Makes a repetition safe: for 24 hours the same request with the same key is answered as the first time, and has no further effect. Take a random one */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateCustomerRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          /** @description Path of the new customer */
          Location: string;
          /** @description The answer is that of an earlier request with the same Idempotency-Key; this one had no effect */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerCreated'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description Resource not found: Unknown organization */
      404: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Identity document taken, External id taken, Digital email taken, Idempotency key in use */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Seconds to wait */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['IdempotencyKeyReused'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  searchCustomers: {
    parameters: {
      query?: {
        /** @description Document with numbers and letters, current or retired */
        identity_document?: string;
        /** @description Document type; left out: any */
        identity_document_type?: 'NIF' | 'NIE' | 'PASSPORT' | 'CIF';
        /** @description Email used by customer to authenticate; otherwise the default contact email */
        email?: string;
      };
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The customer */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerSearchResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  searchCustomersByBody: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CustomerSearchRequest'];
      };
    };
    responses: {
      /** @description The customer */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerSearchResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  getCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags already held: 304 when one is current */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The customer */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerResponse'];
        };
      };
      /** @description The customer has not changed */
      304: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  deleteCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of which one must be current, or *: 412 otherwise */
        'If-Match'?: components['parameters']['If-Match'];
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Customer on hold */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  patchCustomer: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of which one must be current, or *: 412 otherwise */
        'If-Match'?: components['parameters']['If-Match'];
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PatchCustomerRequest'];
        'application/merge-patch+json': components['schemas']['PatchCustomerRequest'];
      };
    };
    responses: {
      /** @description Changed */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Digital email taken */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  putAssociatedUsers: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of which one must be current, or *: 412 otherwise */
        'If-Match'?: components['parameters']['If-Match'];
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutAssociatedUsersRequest'];
      };
    };
    responses: {
      /** @description Authorized representative set successfully */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  getAvailableCreditCards: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Credit cards returned successfully */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerTokenizedCreditCards'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  addCreditCard: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
        /** @description Makes a repetition safe: for 24 hours the same request with the same key is answered as the first time, and has no further effect. Take a random one */
        'Idempotency-Key'?: components['parameters']['Idempotency-Key'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddCreditCardRequest'];
      };
    };
    responses: {
      /** @description Added */
      201: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Path of the new card */
          Location: string;
          /** @description The answer is that of an earlier request with the same Idempotency-Key; this one had no effect */
          'Idempotency-Replayed'?: 'true';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreditCardCreated'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Card token taken, Too many cards, Idempotency key in use */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Seconds to wait */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      422: components['responses']['IdempotencyKeyReused'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  deleteCreditCard: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
        /** @description Card identifier */
        card_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description Resource not found: Unknown organization, Unknown customer, Unknown card */
      404: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  listIdentityDocuments: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The documents, the current one first */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IdentityDocumentsResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  putIdentityDocument: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of which one must be current, or *: 412 otherwise */
        'If-Match'?: components['parameters']['If-Match'];
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutIdentityDocumentRequest'];
      };
    };
    responses: {
      /** @description The document is the current one */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Identity document taken, No identity document */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  convertNieToNif: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETags of which one must be current, or *: 412 otherwise */
        'If-Match'?: components['parameters']['If-Match'];
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConvertNieToNifRequest'];
        'application/merge-patch+json': components['schemas']['ConvertNieToNifRequest'];
      };
    };
    responses: {
      /** @description NIE converted successfully */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Version of the customer (strong) */
          ETag: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      /** @description Conflict: Identity document taken, No NIE to convert */
      409: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      412: components['responses']['PreconditionFailed'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  listHolds: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The holds, oldest first */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HoldsResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  putHold: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
        /** @description Why the customer must stay: billing, fraud, legal … */
        name: components['parameters']['name'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The hold stands */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  deleteHold: {
    parameters: {
      query?: never;
      header?: {
        /** @description Why the write is made: a code or ticket for the audit */
        'x-audit-reason'?: components['parameters']['x-audit-reason'];
      };
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
        /** @description Why the customer must stay: billing, fraud, legal … */
        name: components['parameters']['name'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Released */
      204: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      /** @description Resource not found: Unknown organization, Unknown customer, Unknown hold */
      404: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      408: components['responses']['RequestTimeout'];
      413: components['responses']['ContentTooLarge'];
      414: components['responses']['UriTooLong'];
      415: components['responses']['UnsupportedMediaType'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  listAuditEntries: {
    parameters: {
      query?: {
        /** @description The next_cursor of the page before */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Organization name */
        org_id: components['parameters']['org_id'];
        /** @description Customer identifier */
        customer_id: components['parameters']['customer_id'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of entries */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEntriesResponse'];
        };
      };
      400: components['responses']['BadRequest'];
      401: components['responses']['Unauthorized'];
      403: components['responses']['Forbidden'];
      404: components['responses']['NotFound'];
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      503: components['responses']['ServiceUnavailable'];
      504: components['responses']['RepositoryTimeout'];
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthResponse'];
        };
      };
      /** @description Invalid request body: Malformed request */
      400: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      /** @description Service overloaded */
      503: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Seconds to wait */
          'Retry-After': number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It does: the store is writable and migrated */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthResponse'];
        };
      };
      /** @description Invalid request body: Malformed request */
      400: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      /** @description Service unavailable, Service overloaded */
      503: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Seconds to wait */
          'Retry-After': number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      504: components['responses']['RepositoryTimeout'];
    };
  };
  listErrorCodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every code with its meaning, what to do, and whether to retry */
      200: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
          'application/json': components['schemas']['ErrorCodeList'];
        };
      };
      /** @description Invalid request body: Malformed request */
      400: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
      405: components['responses']['MethodNotAllowed'];
      414: components['responses']['UriTooLong'];
      431: components['responses']['HeaderFieldsTooLarge'];
      500: components['responses']['InternalServerError'];
      /** @description Service overloaded */
      503: {
        headers: {
          /** @description The request's own x-request-id when it is well-formed, else a new one */
          'x-request-id': string;
          /** @description Nothing may be kept, but a customer by who read it */
          'Cache-Control': 'no-store' | 'private, no-cache';
          /** @description Seconds to wait */
          'Retry-After': number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErrorResponse'];
          'application/problem+json': components['schemas']['ProblemDetails'];
        };
      };
    };
  };
}
