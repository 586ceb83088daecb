import 'reflect-metadata';

const REFINEMENTS = 'padron:refine';
const RAW = 'padron:raw';

/** Reports a rule that a refined member breaks; `member` is a pointer below it ("/number"), empty for itself. */
export type Refuse = (rule: string, member?: string) => void;

/** Brings a member whose own rules hold into the form that is stored, or refuses it. */
// Decorators cannot infer the member's type; each use states its own.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Refinement = (value: any, refuse: Refuse) => unknown;

/** Declares a step after all other checks of the member: rules across its parts, and its canonical form. */
export function Refine(refinement: Refinement): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(REFINEMENTS, refinement, target, property);
}

/** The refinement of a member, if it declares one. */
export function refinementOf(target: object, property: string): Refinement | undefined {
  return Reflect.getMetadata(REFINEMENTS, target, property) as Refinement | undefined;
}

/** Declares a string whose own rule says how it is cleaned (contract §4); the common rules of strings do not touch it. */
export function Raw(): PropertyDecorator {
  return (target, property) => Reflect.defineMetadata(RAW, true, target, property);
}

/** Tells whether a member is declared with {@link Raw}. */
export function isRaw(target: object, property: string): boolean {
  return Reflect.getMetadata(RAW, target, property) === true;
}
