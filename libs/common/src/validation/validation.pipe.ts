import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { DomainError } from '../errors/domain-error';
import { compile, type Parser } from './compile';
import { type InputParts, type RawInput } from './input';
import { parseQuery } from './query';
import { type Union } from './union';
import { Violations } from './violations';

/** The global pipe: parses what an operation declares with `@Input`, all violations of its parts in one answer. */
@Injectable()
export class InputValidationPipe implements PipeTransform {
  /** @throws DomainError badRequest */
  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    return type === 'custom' ? parseInput(value as RawInput, data as unknown as InputParts) : value;
  }
}

function parseInput(raw: RawInput, parts: InputParts): { path: unknown; query: unknown; body: unknown } {
  const inPath = new Violations('');
  const inBody = new Violations('/');
  const path = parts.path && compile(parts.path)(raw.path, '', inPath);
  const query = parts.query && parseQuery(parts.query, raw.query);
  const body = parts.body && parserOf(parts.body)(raw.body, '', inBody);
  const violations = [...inPath.items, ...(query?.broken.items ?? []), ...inBody.items];
  if (violations.length > 0) throw new DomainError('badRequest', violations.slice(0, 100));
  return { path, query: query?.value, body };
}

function parserOf(body: Type<object> | Union<object>): Parser<object> {
  return 'parse' in body ? body.parse : compile(body);
}
