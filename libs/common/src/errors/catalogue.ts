/** One kind of error that a client can meet: what the service answers, and what `/errors` tells about it. */
export interface CatalogueEntry {
  /** Stable public code (contract §1); never reused. */
  readonly code: `MCUS.${number}.${number}`;
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  /** What the caller can do about it. */
  readonly remedy: string;
  /** Seconds for the Retry-After header, where a retry makes sense. */
  readonly retryAfter?: number;
}

/** Every kind of error the service knows. Code throws kinds; only the catalogue below knows codes and statuses. */
export type ErrorKind =
  | 'badRequest'
  | 'malformedRequest'
  | 'unauthenticated'
  | 'roleNotAllowed'
  | 'orgNotAllowed'
  | 'unknownPath'
  | 'unknownOrg'
  | 'unknownCustomer'
  | 'unknownHold'
  | 'unknownCard'
  | 'requestTimeout'
  | 'documentTaken'
  | 'externalIdTaken'
  | 'digitalEmailTaken'
  | 'customerOnHold'
  | 'noNieToConvert'
  | 'noIdentityDocument'
  | 'cardTokenTaken'
  | 'tooManyCards'
  | 'keyInUse'
  | 'preconditionFailed'
  | 'bodyTooLarge'
  | 'uriTooLong'
  | 'unsupportedMediaType'
  | 'keyReused'
  | 'headersTooLarge'
  | 'internal'
  | 'storeUnavailable'
  | 'overloaded'
  | 'signingKeysUnavailable'
  | 'repositoryTimeout';

const OUTCOME_UNKNOWN =
  'Retry after the seconds of Retry-After. On a write the outcome is unknown; a retry with the same Idempotency-Key is safe.';

/** The one table from kind to code, status and text (contract §1). A kind without a row does not compile. */
export const CATALOGUE: Readonly<Record<ErrorKind, CatalogueEntry>> = {
  badRequest: {
    code: 'MCUS.999.998',
    status: 400,
    title: 'Bad request',
    meaning: 'A rule for the path, the query or the body is broken; every violation is listed.',
    remedy: 'Correct what each message names; `field` points at the place.',
  },
  malformedRequest: {
    code: 'MCUS.400.001',
    status: 400,
    title: 'Malformed request',
    meaning: 'The request or its body cannot be read: not HTTP, not JSON, not UTF-8, or nested deeper than 32.',
    remedy: 'Send one JSON document in UTF-8 without a byte order mark.',
  },
  unauthenticated: {
    code: 'MCUS.401.001',
    status: 401,
    title: 'Unauthorized',
    meaning: 'The request carries no usable credentials.',
    remedy:
      'Send what the header `WWW-Authenticate` of the answer asks for: a valid token as `Authorization: Bearer`, or one header `x-auth-roles` with the roles of the caller, separated by commas.',
  },
  roleNotAllowed: {
    code: 'MCUS.403.001',
    status: 403,
    title: 'Forbidden',
    meaning: 'None of the roles of the caller allows the operation.',
    remedy: 'Call with a role that the OpenAPI document lists for the operation.',
  },
  orgNotAllowed: {
    code: 'MCUS.403.002',
    status: 403,
    title: 'Forbidden organization',
    meaning: 'The caller is limited to other organizations.',
    remedy: 'Call with an organization that the gateway or the token grants to this caller.',
  },
  unknownPath: {
    code: 'MCUS.404.001',
    status: 404,
    title: 'Unknown path',
    meaning: 'There is nothing at this path. Letter case and a trailing slash count.',
    remedy: 'Compare the path with the OpenAPI document.',
  },
  unknownOrg: {
    code: 'MCUS.404.002',
    status: 404,
    title: 'Unknown organization',
    meaning: 'No such organization is registered.',
    remedy: 'Check org_id; an ADMIN registers an organization with PUT /v4/orgs/{org_id}.',
  },
  unknownCustomer: {
    code: 'MCUS.404.003',
    status: 404,
    title: 'Unknown customer',
    meaning: 'The organization has no such customer.',
    remedy: 'Check customer_id and org_id.',
  },
  unknownHold: {
    code: 'MCUS.404.004',
    status: 404,
    title: 'Unknown hold',
    meaning: 'No hold of that name stands on the customer.',
    remedy: 'List the holds of the customer.',
  },
  unknownCard: {
    code: 'MCUS.404.005',
    status: 404,
    title: 'Unknown card',
    meaning: 'The customer has no such card.',
    remedy: 'List the available cards of the customer; one that has expired is known by the id of its creation alone.',
  },
  requestTimeout: {
    code: 'MCUS.408.001',
    status: 408,
    title: 'Request timeout',
    meaning: 'The request did not arrive whole in time.',
    remedy: 'Send it again, faster.',
  },
  documentTaken: {
    code: 'MCUS.409.001',
    status: 409,
    title: 'Identity document taken',
    meaning: 'The identity document, current or retired, belongs to another customer of the organization.',
    remedy: 'Find that customer by the document, or correct the document.',
  },
  externalIdTaken: {
    code: 'MCUS.409.002',
    status: 409,
    title: 'External id taken',
    meaning: 'The external id belongs to another customer of the organization.',
    remedy: 'Use the id of this customer in your own system.',
  },
  digitalEmailTaken: {
    code: 'MCUS.409.003',
    status: 409,
    title: 'Digital email taken',
    meaning: 'Another digital customer of the organization authenticates with this email.',
    remedy: 'Find that customer by the email, or use another one.',
  },
  customerOnHold: {
    code: 'MCUS.409.004',
    status: 409,
    title: 'Customer on hold',
    meaning: 'A hold stands on the customer, so it cannot be deleted.',
    remedy: 'List the holds of the customer, and release each when its reason is gone.',
  },
  noNieToConvert: {
    code: 'MCUS.409.005',
    status: 409,
    title: 'No NIE to convert',
    meaning: 'Only a private customer whose current identity document is a NIE can have it converted to a NIF.',
    remedy: 'List the identity documents of the customer; replace the current one if it is another.',
  },
  noIdentityDocument: {
    code: 'MCUS.409.006',
    status: 409,
    title: 'No identity document',
    meaning: 'A digital customer has no identity document, so there is none to replace.',
    remedy: 'Check customer_id.',
  },
  cardTokenTaken: {
    code: 'MCUS.409.007',
    status: 409,
    title: 'Card token taken',
    meaning: 'The token belongs to another card of the organization.',
    remedy: 'Remove that card first, also when it has expired, or have the payment provider make another token.',
  },
  tooManyCards: {
    code: 'MCUS.409.008',
    status: 409,
    title: 'Too many cards',
    meaning: 'The customer has as many usable cards as a customer may have.',
    remedy: 'Remove a card first.',
  },
  keyInUse: {
    code: 'MCUS.409.009',
    status: 409,
    title: 'Idempotency key in use',
    meaning: 'A request with the same Idempotency-Key is still running.',
    remedy: 'Retry after the seconds of Retry-After, with the same key.',
    retryAfter: 1,
  },
  preconditionFailed: {
    code: 'MCUS.412.001',
    status: 412,
    title: 'Precondition failed',
    meaning: 'If-Match names no current version of the customer.',
    remedy: 'Read the customer again; the header ETag of this answer has its current version.',
  },
  bodyTooLarge: {
    code: 'MCUS.413.001',
    status: 413,
    title: 'Body too large',
    meaning: 'The body is over 64 KiB.',
    remedy: 'Send a smaller body.',
  },
  uriTooLong: {
    code: 'MCUS.414.001',
    status: 414,
    title: 'URI too long',
    meaning: 'The request target is over 4 KiB.',
    remedy: 'Send a shorter URL.',
  },
  unsupportedMediaType: {
    code: 'MCUS.415.001',
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The body is not declared as JSON in UTF-8.',
    remedy: 'Send `Content-Type: application/json`.',
  },
  keyReused: {
    code: 'MCUS.422.001',
    status: 422,
    title: 'Idempotency key reused',
    meaning: 'The Idempotency-Key was sent before, with another body.',
    remedy: 'Send a new key with every new request, and the same key only with the same request.',
  },
  headersTooLarge: {
    code: 'MCUS.431.001',
    status: 431,
    title: 'Header fields too large',
    meaning: 'The header fields are over 16 KiB.',
    remedy: 'Send fewer or shorter headers.',
  },
  internal: {
    code: 'MCUS.500.001',
    status: 500,
    title: 'Internal server error',
    meaning: 'A fault of the service.',
    remedy: 'Report it with the request id of the message.',
  },
  storeUnavailable: {
    code: 'MCUS.503.001',
    status: 503,
    title: 'Service unavailable',
    meaning: 'The store cannot be reached, or no connection came free in time.',
    remedy: OUTCOME_UNKNOWN,
    retryAfter: 1,
  },
  overloaded: {
    code: 'MCUS.503.002',
    status: 503,
    title: 'Service overloaded',
    meaning: 'The service has more requests than it can answer in time, and has not begun this one.',
    remedy: OUTCOME_UNKNOWN,
    retryAfter: 1,
  },
  signingKeysUnavailable: {
    code: 'MCUS.503.003',
    status: 503,
    title: 'Callers cannot be verified',
    meaning: 'The keys that tokens are verified with cannot be fetched; the request has not begun.',
    remedy: 'Retry after the seconds of Retry-After.',
    retryAfter: 1,
  },
  repositoryTimeout: {
    code: 'MCUS.504.001',
    status: 504,
    title: 'Repository timeout',
    meaning: 'The store did not answer in time.',
    remedy: OUTCOME_UNKNOWN,
    retryAfter: 1,
  },
};
