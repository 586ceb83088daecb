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

const UUID_PATTERN = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * How it shows where a new resource is: the path of its organization, and an id in each of the collections below.
 */
export function locationHeader(description: string, ...collections: readonly string[]): Record<'Location', object> {
  const pathOf = (org: string, id: string): string =>
    [`/v4/orgs/${org}`, ...collections.map((name) => `/${name}/${id}`)].join('');
  const pattern = `^${pathOf('[A-Za-z0-9._-]+', UUID_PATTERN)}$`;
  const schema = { type: 'string', maxLength: 256, pattern, example: pathOf('telco', UUID_SCHEMA.example) };
  return { Location: { required: true, description, schema } };
}
