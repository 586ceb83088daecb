import { problemExampleName } from './api-errors';
import { CATALOGUE, type ErrorKind } from './catalogue';
import { DomainError, type Violation } from './domain-error';
import { toErrorResponse, toProblemDetails } from './error-response';

const CONTEXT = {
  publicUrl: 'https://padron.example.com',
  requestId: '0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
  isWrite: true,
};

/** The kind whose items name the broken rules. */
const VIOLATIONS: readonly Violation[] = [
  { message: 'type must be one of PRIVATE_CUSTOMER, CORPORATE_CUSTOMER, DIGITAL_CUSTOMER', field: '/type' },
  { message: 'contact_info.emails must have exactly one item with is_default true', field: '/contact_info/emails' },
];

/** An example of every error for the OpenAPI document, in both forms, made as answers are; name → Example Object. */
export function errorExamples(): Record<string, { summary: string; value: object }> {
  const kinds = Object.keys(CATALOGUE) as ErrorKind[];
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const error = new DomainError(kind, kind === 'badRequest' ? VIOLATIONS : []);
      const response = toErrorResponse(error, CONTEXT);
      const { title: summary } = CATALOGUE[kind];
      return [
        [kind, { summary, value: response }],
        [problemExampleName(kind), { summary, value: toProblemDetails(error, response) }],
      ];
    }),
  );
}
