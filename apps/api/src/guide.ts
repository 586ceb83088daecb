/** What the OpenAPI document, and so the console, tells whoever opens it first (Markdown). */
export const GUIDE = `The customer registry of a telecom operator: customers of many organizations, API v4.

**Who calls.** Press *Authorize*. With \`AUTH_MODE=trust-header\` enter roles, separated by commas; the console begins as \`API_KEY\`.
With \`AUTH_MODE=jwt\` enter a token.

| role | may |
| --- | --- |
| \`API_KEY\` | create, read, search, change and delete customers, and all that belongs to them: a trusted integration |
| \`ADMIN\` | do all of that, manage organizations, and read the audit |
| \`AGENT\` | create, read, search and change customers, and read their cards: customer care |
| \`VIEWER\` | read and search customers, but not their cards |

**The first customer.** Execute the examples as they stand, in this order: \`createCustomer\`, \`getCustomer\`, \`searchCustomers\`,
\`patchCustomer\`, \`deleteCustomer\`. The console puts the id of the customer that was created last, and of the card that was added last,
into the fields that want one, and a new \`Idempotency-Key\` where one may be sent.

**Absent or null.** A member that is null counts as absent, but in a patch: there null removes, and what is absent stays.

**When it fails.** Every error has a code; [/errors](/errors) explains each.
This document is [/openapi.json](/openapi.json).
`;
