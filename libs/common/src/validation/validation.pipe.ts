import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { knownRoles } from '../auth/permissions';
import { Clock } from '../clock';
import { DomainError } from '../errors/domain-error';
import { type Act } from '../write/act';
import { idempotencyKey } from '../write/idempotency-key';
import { AUDIT_REASON, IDEMPOTENCY_KEY, readHeader } from '../write/write-headers';
import { InputDeclaration, type RawInput } from './input';
import { MAX_VIOLATIONS, Violations } from './violations';

/** The global pipe: parses what an operation declares with `@Input`, all violations of its parts in one answer. */
@Injectable()
export class InputValidationPipe implements PipeTransform {
  constructor(private readonly clock: Clock) {}

  /** @throws DomainError badRequest */
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const declaration: unknown = metadata.data;
    return declaration instanceof InputDeclaration
      ? parseInput(value as RawInput, declaration, this.clock.now())
      : value;
  }
}

function parseInput(
  raw: RawInput,
  parts: InputDeclaration,
  now: Date,
): { path: object | undefined; query: object | undefined; body: object | undefined; act: Act | undefined } {
  const [inPath, inQuery, inBody] = [new Violations('', now), new Violations('?', now), new Violations('/', now)];
  const path = parts.path?.(raw.path, '', inPath);
  const query = parts.query?.(raw.query, inQuery);
  const act = actOf(raw, parts, path, inPath);
  const body = parts.body?.(raw.body, '', inBody);
  const violations = [...inPath.items, ...inQuery.items, ...inBody.items];
  if (violations.length > 0) throw new DomainError('badRequest', violations.slice(0, MAX_VIOLATIONS));
  return { path, query, body, act };
}

/** @param path as it was parsed; with violations the act is of no use */
function actOf({ act, body }: RawInput, parts: InputDeclaration, path = {}, violations: Violations): Act | undefined {
  if (act?.caller === undefined) return undefined;
  const { operation, requestId, caller } = act;
  const reason = readHeader(act, AUDIT_REASON, violations);
  const key = parts.parts.write === 'keyed' ? readHeader(act, IDEMPOTENCY_KEY, violations) : undefined;
  return {
    operation,
    roles: knownRoles(caller.roles),
    subject: caller.subject,
    requestId,
    members: parts.memberNames(body),
    reason,
    key: key === undefined ? undefined : idempotencyKey(key, { caller, operation, path }, body),
  };
}
