import { type Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { InputDeclaration, Violations } from '@app/common';
import { documentedMembers } from '../../libs/common/src/validation/documented-members';
import { membersOf } from '../../libs/common/src/validation/metadata';
import { type TestService } from './service';

/** A member of what an operation takes, or a member that no class declares. */
export interface DeclaredMember {
  /** Class and member; `[]` for an item of a list. */
  readonly name: string;
  /** Strings alone, or any JSON. */
  readonly takes: 'text' | 'tree';
  /** Gives a value to the member within what the operation takes, everything else as in the examples, and parses it. */
  readonly parse: (value: unknown) => Violations;
}

type Class = Type<object>;
/** Puts a value where a member is. */
type Frame = (value: unknown) => unknown;

/** Every member of every DTO of every operation, each once: a class has the same rules wherever it is nested. */
export function declaredMembers(service: TestService): DeclaredMember[] {
  const declarations = [...service.app.get(ModulesContainer).values()]
    .flatMap(({ controllers }) => [...controllers.values()])
    .flatMap(({ metatype }) => declarationsOf(metatype as Class));
  return [...new Map(declarations.flatMap(membersIn).map((member) => [member.name, member])).values()];
}

function declarationsOf(controller: Class): InputDeclaration[] {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => Reflect.hasMetadata(METHOD_METADATA, prototype[name] as object))
    .map(
      (name) =>
        (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { data?: unknown }>,
    )
    .flatMap((parameters) => Object.values(parameters).map(({ data }) => data))
    .filter((data) => data instanceof InputDeclaration);
}

function membersIn({ parts, path, query, body }: InputDeclaration): DeclaredMember[] {
  const bodies =
    parts.body === undefined
      ? []
      : 'alternatives' in parts.body
        ? Object.values(parts.body.alternatives)
        : [parts.body];
  // Path and query are objects of strings, whatever a client sends.
  return [
    ...placed('text', parts.path, (value, violations) => path?.(value, '', violations)),
    ...placed('text', parts.query, (value, violations) => query?.(value, violations)),
    ...bodies.flatMap((type) => placed('tree', type, (value, violations) => body?.(value, '', violations))),
  ];
}

function placed(
  takes: DeclaredMember['takes'],
  type: Class | undefined,
  parse: (value: unknown, violations: Violations) => unknown,
): DeclaredMember[] {
  if (type === undefined) return [];
  const all = places(type, type.name, (value) => value);
  return all
    .filter(({ name }) => takes === 'tree' || name !== type.name)
    .map(({ name, frame }) => ({
      name,
      takes,
      parse: (value) => {
        const violations = new Violations();
        parse(frame(value), violations);
        return violations;
      },
    }));
}

/** The place of an object itself, of its members, and of a member that it does not know. */
function places(type: Class, itself: string, frame: Frame): { name: string; frame: Frame }[] {
  const example = exampleOf(type);
  const beside = (name: string, value: unknown): unknown => frame({ ...example, [name]: value });
  const members = membersOf(type).flatMap(({ name, nested, isList }) => {
    const here = { name: `${type.name}.${name}`, frame: (value: unknown) => beside(name, value) };
    const item = { name: `${here.name}[]`, frame: (value: unknown) => beside(name, [value]) };
    const inner = isList ? item : here;
    return [here, inner, ...(nested === undefined ? [] : places(nested, inner.name, inner.frame))];
  });
  const unknown = { name: `${type.name}.(unknown)`, frame: (value: unknown) => beside('unknownMember', value) };
  return [{ name: itself, frame }, unknown, ...members];
}

/** An object with the examples of its documented members, so that rules across members have something to look at. */
function exampleOf(type: Class): Record<string, unknown> {
  const schemas = new Map(documentedMembers(type));
  const members = membersOf(type).map(({ name, nested, isList }) => {
    const documented = schemas.get(name) as { example?: unknown } | undefined;
    const value = nested === undefined ? documented?.example : exampleOf(nested);
    return [name, nested !== undefined && isList ? [value] : value] as const;
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
