// Made of openapi.json by `npm run sdk`. Changes made here are lost.

/** Every operation: its method, its path, when the client may send it again by itself, and which answers are no errors. */
export const OPERATIONS = {
  /** List the organizations */
  listOrganizations: { method: 'get', path: '/v4/orgs', repeats: 'always', answers: { '200': 'data' } },
  /** Read an organization */
  getOrganization: { method: 'get', path: '/v4/orgs/{org_id}', repeats: 'always', answers: { '200': 'data' } },
  /** Register an organization */
  putOrganization: {
    method: 'put',
    path: '/v4/orgs/{org_id}',
    repeats: 'unless-conditional',
    answers: { '201': 'data', '204': 'nothing' },
  },
  /** Change an organization: JSON merge patch (RFC 7396) */
  patchOrganization: { method: 'patch', path: '/v4/orgs/{org_id}', repeats: 'never', answers: { '204': 'nothing' } },
  /** Create a customer */
  createCustomer: {
    method: 'post',
    path: '/v4/orgs/{org_id}/customers',
    repeats: 'with-key',
    answers: { '201': 'data' },
  },
  /** Find the one customer that all criteria fit */
  searchCustomers: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/search',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Find the one customer that all criteria fit, with no personal data in the URL */
  searchCustomersByBody: {
    method: 'post',
    path: '/v4/orgs/{org_id}/customers/search',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Read a customer */
  getCustomer: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}',
    repeats: 'always',
    answers: { '200': 'data', '304': 'nothing' },
  },
  /** Change a customer: JSON merge patch (RFC 7396) */
  patchCustomer: {
    method: 'patch',
    path: '/v4/orgs/{org_id}/customers/{customer_id}',
    repeats: 'never',
    answers: { '204': 'nothing' },
  },
  /** Delete a customer, unless a hold stands */
  deleteCustomer: {
    method: 'delete',
    path: '/v4/orgs/{org_id}/customers/{customer_id}',
    repeats: 'never',
    answers: { '204': 'nothing' },
  },
  /** Replace the authorized representatives */
  putAssociatedUsers: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/associated_users',
    repeats: 'unless-conditional',
    answers: { '204': 'nothing' },
  },
  /** List the cards that can be used */
  getAvailableCreditCards: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/available-credit-cards',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Add a tokenized card */
  addCreditCard: {
    method: 'post',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards',
    repeats: 'with-key',
    answers: { '201': 'data' },
  },
  /** Remove a card: its token is free again */
  deleteCreditCard: {
    method: 'delete',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/credit-cards/{card_id}',
    repeats: 'never',
    answers: { '204': 'nothing' },
  },
  /** List the current and the retired documents */
  listIdentityDocuments: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/identity-documents',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Correct or replace the current document */
  putIdentityDocument: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/identity-document',
    repeats: 'unless-conditional',
    answers: { '204': 'nothing' },
  },
  /** Convert the NIE of a person who has become Spanish */
  convertNieToNif: {
    method: 'patch',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/convert-nie-to-nif',
    repeats: 'never',
    answers: { '204': 'nothing' },
  },
  /** List the holds on a customer */
  listHolds: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/holds',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Place a hold: the customer cannot be deleted while it stands */
  putHold: {
    method: 'put',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}',
    repeats: 'unless-conditional',
    answers: { '204': 'nothing' },
  },
  /** Release a hold */
  deleteHold: {
    method: 'delete',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}',
    repeats: 'never',
    answers: { '204': 'nothing' },
  },
  /** List the writes on a customer */
  listAuditEntries: {
    method: 'get',
    path: '/v4/orgs/{org_id}/customers/{customer_id}/audit',
    repeats: 'always',
    answers: { '200': 'data' },
  },
  /** Tell whether the process runs */
  getLiveness: { method: 'get', path: '/health/live', repeats: 'always', answers: { '200': 'data' } },
  /** Tell whether the service takes requests */
  getReadiness: { method: 'get', path: '/health/ready', repeats: 'always', answers: { '200': 'data' } },
  /** Explain every error code */
  listErrorCodes: { method: 'get', path: '/errors', repeats: 'always', answers: { '200': 'data' } },
} as const;
