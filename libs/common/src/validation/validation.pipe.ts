import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { Clock } from '../clock';
import { DomainError } from '../errors/domain-error';
import { type Act } from '../write/act';
import { makeAct } from '../write/make-act';
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
  const act = raw.act && makeAct(raw.act, parts.write, { path, body: raw.body }, inPath);
  const body = parts.body?.(raw.body, '', inBody);
  const violations = [...inPath.items, ...inQuery.items, ...inBody.items];
  if (violations.length > 0) throw new DomainError('badRequest', violations.slice(0, MAX_VIOLATIONS));
  return { path, query, body, act };
}
