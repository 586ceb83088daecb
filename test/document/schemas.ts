import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import { DOCUMENT, OPERATIONS, type Schema } from './document';

/** The formats of the document, held strictly; an email may be in any script. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^[^@\s]+@[^@\s]+$/u,
  uri: (text: string) => URL.canParse(text),
  int32: true as const,
};

/** Whether members that a schema does not know are differences. */
type Unknown = 'unknown members allowed' | 'unknown members refused';

class Validators {
  private readonly ajv = new Ajv({ strict: false, formats: FORMATS });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(private readonly prepared: (schema: unknown) => unknown) {
    const { schemas } = DOCUMENT.components;
    this.ajv.addSchema({ $id: 'document', components: { schemas: prepared(absolute(schemas)) } });
  }

  of(schema: Schema): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known !== undefined) return known;
    const validate = this.ajv.compile(this.prepared(absolute(schema)) as Schema);
    this.compiled.set(schema, validate);
    return validate;
  }
}

const validators: Readonly<Record<Unknown, Validators>> = {
  'unknown members allowed': new Validators((schema) => schema),
  'unknown members refused': new Validators(exact),
};

// All now: to compile takes a while, in which a service in this process would not answer.
for (const { parameters = [], requestBody, responses } of OPERATIONS) {
  const sent = [...parameters, ...Object.values(requestBody?.content ?? {})];
  for (const { schema } of sent) validators['unknown members allowed'].of(schema);
  for (const { headers = {}, content = {} } of Object.values(responses)) {
    for (const { schema } of [...Object.values(headers), ...Object.values(content)]) {
      validators['unknown members refused'].of(schema);
    }
  }
}

/** What of a value differs from a schema of the document; nothing when it satisfies it. */
export function differences(schema: Schema, value: unknown, unknown: Unknown): string[] {
  const validate = validators[unknown].of(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'all of it'} ${message}`);
}

/** References to the components of the document, wherever the schema stands. */
function absolute<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as T;
}

/** The same schemas, without room for members that they do not know. */
function exact(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(exact);
  const members = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, exact(member)]));
  const isObject = members['type'] === 'object' && typeof members['properties'] === 'object';
  return isObject ? { ...members, additionalProperties: false } : members;
}
