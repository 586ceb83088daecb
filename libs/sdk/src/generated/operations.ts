// Made of openapi.json by `npm run sdk`. Changes made here are lost.

/** Every operation: its method, its path, and when the client may send it again by itself. */
export const OPERATIONS = {
  /** List the organizations */
  listOrganizations: { method: 'get', path: '/v4/orgs', repeats: 'always' },
  /** Read an organization */
  getOrganization: { method: 'get', path: '/v4/orgs/{org_id}', repeats: 'always' },
  /** Register an organization */
  putOrganization: { method: 'put', path: '/v4/orgs/{org_id}', repeats: 'unless-conditional' },
  /** Change an organization: JSON merge patch (RFC 7396) */
  patchOrganization: { method: 'patch', path: '/v4/orgs/{org_id}', repeats: 'never' },
  /** Create a customer */
  createCustomer: { method: 'post', path: '/v4/orgs/{org_id}/customers', repeats: 'with-key' },
  /** Find the one customer that all criteria fit */
  searchCustomers: { method: 'get', path: '/v4/orgs/{org_id}/customers/search', repeats: 'always' },
  /** Find the one customer that all criteria fit, with no personal data in the URL */
  searchCustomersByBody: { method: 'post', path: '/v4/orgs/{org_id}/customers/search', repeats: 'always' },
  /** Read a customer */
  getCustomer: { method: 'get', path: '/v4/orgs/{org_id}/customers/{customer_id}', repeats: 'always' },
  /** Change a customer: JSON merge patch (RFC 7396) */
  patchCustomer: { method: 'patch', path: '/v4/orgs/{org_id}/customers/{customer_id}', repeats: 'never' },
  /** Delete a customer, unless a hold stands */
  deleteCustomer: { method: 'delete', path: '/v4/orgs/{org_id}/customers/{customer_id}', repeats: 'never' },
  /** Replace the authorized representatives */
  putAssociatedUsers: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/associated_users',
    repeats: 'unless-conditional',
  },
  /** List the cards that can be used */
  getAvailableCreditCards: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/available-credit-cards',
    repeats: 'always',
  },
  /** Add a tokenized card */
  addCreditCard: {
    method: 'post',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards',
    repeats: 'with-key',
  },
  /** Remove a card: its token is free again */
  deleteCreditCard: {
    method: 'delete',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards/{card_id}',
    repeats: 'never',
  },
  /** List the current and the retired documents */
  listIdentityDocuments: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/identity-documents',
    repeats: 'always',
  },
  /** Correct or replace the current document */
  putIdentityDocument: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/identity-document',
    repeats: 'unless-conditional',
  },
  /** Convert the NIE of a person who has become Spanish */
  convertNieToNif: {
    method: 'patch',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/convert-nie-to-nif',
    repeats: 'never',
  },
  /** List the holds on a customer */
  listHolds: { method: 'get', path: '/v4/orgs/{org_id}/customers/{customer_id}/holds', repeats: 'always' },
  /** Place a hold: the customer cannot be deleted while it stands */
  putHold: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}',
    repeats: 'unless-conditional',
  },
  /** Release a hold */
  deleteHold: { method: 'delete', path: '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}', repeats: 'never' },
  /** List the writes on a customer */
  listAuditEntries: { method: 'get', path: '/v4/orgs/{org_id}/customers/{customer_id}/audit', repeats: 'always' },
  /** Tell whether the process runs */
  getLiveness: { method: 'get', path: '/health/live', repeats: 'always' },
  /** Tell whether the service takes requests */
  getReadiness: { method: 'get', path: '/health/ready', repeats: 'always' },
  /** Explain every error code */
  listErrorCodes: { method: 'get', path: '/errors', repeats: 'always' },
} as const;
