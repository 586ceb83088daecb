import fc from 'fast-check';
import { BOUNDS } from '../document/document';
import { Drawn } from './pools';
import { canary, strangeText, strangeValue } from './strange';
import { index } from './valid';

/** What patterns allow at most, which is no bound of their schemas. */
const LONGEST_OF_PATTERNS = 32;

/** Where in a JSON tree: names of members and indices of items. */
type Place = readonly (string | number)[];

/** Changes the value at a place; undefined removes it. */
type Change = (value: unknown, place: Place) => unknown;

const EXTRA_NAMES = ['__proto__', 'constructor', 'toString', 'id', 'company_info', 'cvv', 'unknown_canary', 'Ωμέγα'];

const replaced: fc.Arbitrary<Change> = strangeValue.map((value) => () => value);
const removed: fc.Arbitrary<Change> = fc.constant(() => undefined);
const resized: fc.Arbitrary<Change> = fc.tuple(index, fc.constantFrom(-1, 0, 1)).map(
  ([which, by]) =>
    (value, place) =>
      resize(value, boundOf(place, which) + by),
);
const extended: fc.Arbitrary<Change> = fc.tuple(fc.oneof(fc.constantFrom(...EXTRA_NAMES), canary), strangeValue).map(
  ([name, extra]) =>
    (value) =>
      isObject(value) ? { ...value, ...member(name, extra) } : [value, extra],
);
const decorated: fc.Arbitrary<Change> = fc.tuple(strangeText, fc.boolean()).map(
  ([text, before]) =>
    (value) =>
      typeof value !== 'string' ? text : before ? text + value : value + text,
);
/** Another character in the place of one, or behind the last: what a pattern has to notice. */
const misspelt: fc.Arbitrary<Change> = fc
  .tuple(fc.nat({ max: 40 }), fc.constantFrom('', 'a', 'Z', '0', '-', '_', 'ñ'))
  .map(([at, character]) => (value) => {
    if (typeof value !== 'string') return character;
    const place = Math.min(at, value.length);
    return value.slice(0, place) + character + value.slice(place + 1);
  });
const recased: fc.Arbitrary<Change> = fc.constant((value) =>
  typeof value === 'string' ? ` ${value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase()} ` : value,
);
const wrapped: fc.Arbitrary<Change> = fc.constantFrom<Change>(
  (value) => [value],
  (value) => ({ value }),
  (value) => [value, value],
);

const change = fc.oneof(
  { arbitrary: replaced, weight: 5 },
  { arbitrary: removed, weight: 2 },
  { arbitrary: resized, weight: 4 },
  { arbitrary: extended, weight: 3 },
  { arbitrary: decorated, weight: 3 },
  { arbitrary: misspelt, weight: 4 },
  { arbitrary: recased, weight: 1 },
  { arbitrary: wrapped, weight: 1 },
);

/** A valid JSON tree with one to three changes at any places of it, the tree itself included. */
export function brokenFrom(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 3 })).map(([tree, changes]) =>
    changes.reduce((current, [at, apply]) => {
      const places = placesOf(current);
      return changed(current, places[at % places.length] ?? [], [], apply);
    }, tree),
  );
}

/** A valid JSON tree with one string that is misspelt or too long, wherever it has one: all else is as it should be. */
export function nearlyRight(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(), fc.oneof(misspelt, resized)).map(([tree, at, apply]) => {
    const places = placesOf(tree).filter((place) => typeof valueAt(tree, place) === 'string');
    const place = places[at % places.length];
    return place === undefined ? tree : changed(tree, place, [], apply);
  });
}

function valueAt(tree: unknown, place: Place): unknown {
  return place.reduce((value, key) => (value as Record<string | number, unknown>)[key], tree);
}

function placesOf(tree: unknown, at: Place = []): Place[] {
  if (typeof tree !== 'object' || tree === null || tree instanceof Drawn || at.length > 8) return [at];
  const keys = Array.isArray(tree) ? tree.keys() : Object.keys(tree);
  const below = [...keys].flatMap((key) => placesOf((tree as Record<string | number, unknown>)[key], [...at, key]));
  return [at, ...below];
}

function changed(tree: unknown, [key, ...rest]: Place, above: Place, apply: Change): unknown {
  if (key === undefined) return apply(tree, above);
  const below = changed((tree as Record<string | number, unknown>)[key], rest, [...above, key], apply);
  if (Array.isArray(tree))
    return tree.flatMap((item, at) => (at !== key ? [item as unknown] : below === undefined ? [] : [below]));
  const others = Object.entries(tree as object).filter(([name]) => name !== key);
  return Object.fromEntries(below === undefined ? others : [...others, [key, below]]);
}

/** One of the bounds of the member at a place, or of any member where it has none. */
function boundOf(place: Place, which: number): number {
  const name = place.filter((key) => typeof key === 'string').at(-1) ?? '';
  const bounds = [1, LONGEST_OF_PATTERNS, ...(BOUNDS.get(name) ?? [])];
  return bounds[which % bounds.length] ?? 1;
}

function resize(value: unknown, length: number): unknown {
  if (Array.isArray(value)) return Array.from({ length: Math.max(length, 0) }, () => value[0] as unknown);
  const text = typeof value === 'string' && value !== '' ? value : 'n';
  return text.repeat(Math.ceil(length / text.length) + 1).slice(0, Math.max(length, 0));
}

/** As JSON.parse makes it: `__proto__` is a name like any other. */
function member(name: string, value: unknown): object {
  return Object.fromEntries([[name, value]]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Drawn);
}
