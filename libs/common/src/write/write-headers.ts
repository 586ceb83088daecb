import { ApiHeader } from '@nestjs/swagger';
import { type Violations } from '../validation/violations';

/** The headers of a request, as Node gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A header that tells something of a write. */
interface WriteHeader {
  readonly name: string;
  readonly pattern: RegExp;
  /** Of what the pattern takes. */
  readonly max: number;
  readonly rule: string;
  readonly description: string;
  readonly example: string;
}

/** Contract §5. */
export const AUDIT_REASON: WriteHeader = {
  name: 'x-audit-reason',
  pattern: /^[A-Z0-9][A-Z0-9_.:-]{0,63}$/,
  max: 64,
  rule: 'must be a code or ticket: 1 to 64 upper-case letters, digits or _ . : -, beginning with a letter or digit',
  description: 'Why the write is made: a code or ticket for the audit',
  example: 'TICKET-4711',
};

/** Contract §5. */
export const IDEMPOTENCY_KEY: WriteHeader = {
  name: 'Idempotency-Key',
  pattern: /^[\x21-\x7e]{1,255}$/,
  max: 255,
  rule: 'must be 1 to 255 visible ASCII characters',
  description:
    'Makes a repetition safe: for 24 hours the same request with the same key is answered as the first time, and has no further effect. Take a random one',
  example: '8f14e45f-ceea-467f-a8d1-3f1d5c0e2b9a',
};

/**
 * The value of a header of a write. Node joins a header that was sent twice with a comma and a blank, which no pattern takes.
 * @param violations is told when the value breaks the rule
 */
export function readHeader(headers: Headers, header: WriteHeader, violations: Violations): string | undefined {
  const value = headers[header.name.toLowerCase()];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && header.pattern.test(value)) return value;
  violations.say('', `${header.name} ${header.rule}`);
  return undefined;
}

/** Documents a header of a write. */
export function documentHeader({ name, pattern, max, description, example }: WriteHeader): MethodDecorator {
  const schema = { type: 'string', minLength: 1, maxLength: max, pattern: pattern.source, example } as const;
  return ApiHeader({ name, required: false, description, schema });
}
