import 'reflect-metadata';

const OBJECT_RULES = 'padron:object-rules';

/** What holds for a DTO as a whole, beside the rules of its members. */
export interface ObjectRules {
  /** A JSON merge patch (RFC 7396): what is absent stays untouched, null clears. */
  readonly isMergePatch: boolean;
  /** At least one of these must be given; undefined: any member that the class declares. */
  readonly oneOf: readonly string[] | undefined;
  /** The whole message when none is given. */
  readonly message: string;
}

/** Declares that a DTO needs one of its members. */
export function AtLeastOneOf(...members: readonly string[]): ClassDecorator {
  const message = `At least one of ${members.join(', ')} must be present`;
  return declare({ isMergePatch: false, oneOf: members, message });
}

/** Stores what {@link rulesOf} reads. */
export function declare(rules: ObjectRules): ClassDecorator {
  return (type) => Reflect.defineMetadata(OBJECT_RULES, rules, type);
}

/** The rules of a class that declares some. */
export function rulesOf(type: object): ObjectRules | undefined {
  return Reflect.getOwnMetadata(OBJECT_RULES, type) as ObjectRules | undefined;
}
