import { type Type } from '@nestjs/common';
import { ApiProperty, PickType } from '@nestjs/swagger';
import { documentedMembers } from './documented-members';
import { declareRules, requireRules } from './object-rules';
import { inheritRefinements } from './refine';

type Patch<T, K extends keyof T> = { [P in K]?: T[P] | null };

/**
 * Makes the base of a merge patch: the given members of a DTO class with all their rules, so that a rule stands in one
 * place. The class that extends it carries {@link MergePatch}.
 */
export function PatchOf<T extends object, K extends keyof T & string>(
  type: Type<T>,
  members: readonly K[],
): Type<Patch<T, K>> {
  const picked = PickType(type, members);
  for (const member of members) inheritRefinements(type.prototype as object, picked.prototype as object, member);
  requireRules(picked);
  return picked;
}

/**
 * Declares a DTO to be a JSON merge patch (RFC 7396): every member may be absent, null clears those that an object can do
 * without, and one member at least must be there (published page).
 */
export function MergePatch(): ClassDecorator {
  return (type) => {
    const prototype = type.prototype as object;
    for (const [name, schema] of documentedMembers(type as unknown as Type<object>)) {
      const isClearable = (schema as { required?: boolean }).required === false;
      ApiProperty({ ...schema, required: false, ...(isClearable && { nullable: true }) })(prototype, name);
    }
    declareRules({ isMergePatch: true, oneOf: undefined, message: 'At least one field must be present' })(type);
  };
}
