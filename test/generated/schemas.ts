import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import { DOCUMENT, type Schema } from './document';

/** The formats of the document, held strictly; an email may be in any script. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^[^@\s]+@[^@\s]+$/u,
  uri: (text: string) => URL.canParse(text),
  int32: true as const,
  'uri-reference': /^\/[!-~]+$/,
};

const ajv = new Ajv({ strict: false, formats: FORMATS });

/** Whether members that a schema does not know are differences. */
type Unknown = 'unknown members allowed' | 'unknown members refused';
const compiled = { 'unknown members allowed': new Map(), 'unknown members refused': new Map() } as Record<
  Unknown,
  Map<Schema, ValidateFunction>
>;
const components = {
  'unknown members allowed': DOCUMENT.components,
  'unknown members refused': exact(DOCUMENT.components),
};

/** What of a value differs from a schema of the document; nothing when it satisfies it. */
export function differences(schema: Schema, value: unknown, unknown: Unknown): string[] {
  const validate = compiled[unknown].get(schema) ?? compile(schema, unknown);
  compiled[unknown].set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'all of it'} ${message}`);
}

function compile(schema: Schema, unknown: Unknown): ValidateFunction {
  const root = unknown === 'unknown members refused' ? exact(schema) : schema;
  return ajv.compile({ ...(root as Schema), components: components[unknown] });
}

/** The same schemas, without room for members that they do not know. */
function exact(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(exact);
  const members = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, exact(member)]));
  const isObject = members['type'] === 'object' && typeof members['properties'] === 'object';
  return isObject ? { ...members, additionalProperties: false } : members;
}
