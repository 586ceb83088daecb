import 'reflect-metadata';

const RAW = 'padron:raw';
const REFINE = 'padron:refine';
const REFINE_EACH = 'padron:refine-each';

/** Reports a rule that a refined member breaks; `member` is a pointer below it ("/number"), empty for itself. */
export type Refuse = (rule: string, member?: string) => void;

/**
 * Brings a member whose own rules hold into the form that is stored, or refuses it.
 * @returns the stored form; undefined: the member stays as it is (or is refused)
 */
// Decorators cannot infer the member's type; each use states its own.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Refinement = (value: any, refuse: Refuse, given: any) => unknown;

/**
 * Declares a step after the other checks of a member. For a list it runs whenever it is a list of the right size, with
 * undefined in place of broken items; `given` is the list as it was sent.
 */
export function Refine(refinement: Refinement): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(REFINE, refinement, target, property);
}

/** Declares a step after the checks of each item of a list, for the items that hold. */
export function RefineEach(refinement: Refinement): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(REFINE_EACH, refinement, target, property);
}

/** Declares a string whose own rule says how it is cleaned (contract §4); the common rules of strings do not touch it. */
export function Raw(): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(RAW, true, target, property);
}

/** What {@link Refine}, {@link RefineEach} and {@link Raw} declared of a member. */
export function refinementsOf(
  target: object,
  property: string,
): { raw: boolean; refine: Refinement | undefined; refineEach: Refinement | undefined } {
  return {
    raw: Reflect.getMetadata(RAW, target, property) === true,
    refine: Reflect.getMetadata(REFINE, target, property) as Refinement | undefined,
    refineEach: Reflect.getMetadata(REFINE_EACH, target, property) as Refinement | undefined,
  };
}

/** Gives a member of another class what {@link Refine}, {@link RefineEach} and {@link Raw} declared of it. */
export function inheritRefinements(from: object, to: object, property: string): void {
  for (const key of [RAW, REFINE, REFINE_EACH]) {
    if (Reflect.hasMetadata(key, from, property)) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, from, property), to, property);
    }
  }
}
