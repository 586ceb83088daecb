/** How the OpenAPI document shows an id that the service makes. */
export const UUID_SCHEMA = { format: 'uuid', maxLength: 36, example: '0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b' };

/** How it shows an instant: ISO 8601 UTC with milliseconds. */
export const INSTANT_SCHEMA = { format: 'date-time', maxLength: 24, example: '2026-01-01T00:00:00.000Z' };

/** How it shows a request id: the client's own, when it is well-formed, or a new one. */
export const REQUEST_ID_SCHEMA = {
  type: 'string',
  maxLength: 128,
  pattern: '^[A-Za-z0-9._-]+$',
  example: '0197a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
} as const;

/** How it shows where a new resource is. */
export function locationHeader(description: string): Record<'Location', object> {
  const schema = { type: 'string', format: 'uri-reference', maxLength: 256, example: '/v4/orgs/telco' };
  return { Location: { required: true, description, schema } };
}
