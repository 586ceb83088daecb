/** Bodies of putIdentityDocument that execute as they stand, one after the other. */
export const PUT_IDENTITY_DOCUMENT_EXAMPLES = {
  replacement: {
    summary: 'A new document: the old one stays found and reserved',
    value: { identity_document: { type: 'PASSPORT', number: 'AAA123456' }, reason: 'REPLACEMENT' },
  },
  correction: {
    summary: 'The document was wrong: it is free again',
    value: { identity_document: { type: 'NIE', number: 'X1234567L' }, reason: 'CORRECTION' },
  },
};

/** Bodies of convertNieToNif that execute as they stand, for a customer with a NIE. */
export const CONVERT_NIE_TO_NIF_EXAMPLES = {
  published: { summary: 'The NIF of the person (the published example)', value: { nif: '07687697Q' } },
};
