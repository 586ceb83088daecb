import fc from 'fast-check';

/** Strings that are hard to read, to measure or to store. */
const STRANGE = [
  '',
  ' ',
  '\t\n canary of white space \u3000',
  'canary\u202Ereversed',
  'canary \u2066isolated\u2069',
  'canary\u0000with NUL',
  'canary \uD800 high surrogate',
  'canary \uDC00 low surrogate',
  'canary \u{E0041}\u{E0042} tags',
  'canary\uFEFFmark',
  'canary\u200Bzero width',
  'canary \uFFFF no character',
  'canary 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧 astral',
  'canary ﷺ expands',
  `canary${'\u0301'.repeat(200)}`,
  `canary${'\u0301'.repeat(300)}`,
  '각각 canary 각',
  'canary " quote \\ backslash \' apostrophe',
  "canary'; DROP TABLE customers; --",
  'canary ${7*7} {{7*7}} %s %n',
  'canary%00%2f..%2f',
  '../../canary/etc/passwd',
  '<script>canary()</script>',
  'canary 4111 1111 1111 1111',
  '4111111111111111',
  '2022-02-30',
  'infinity',
  'ca\u00F1ary@example.com',
  'canary@localhost',
  'canary@xn--a.es',
  '00000000-0000-0000-0000-000000000000',
];

/** A long odd string, which no message may repeat. */
export const canary = fc.nat().map((id) => `canary-${id}-Ω`);

/** Any string at all. */
export const strangeText = fc.oneof(
  { arbitrary: fc.constantFrom(...STRANGE), weight: 6 },
  { arbitrary: canary, weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }), weight: 1 },
);

/** JSON of any type, for members that want another, or none. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: strangeText, weight: 6 },
  {
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e308,
      2 ** 53,
      -0,
      5e-324,
      [],
      {},
      [null],
      [[]],
    ),
    weight: 4,
  },
  { arbitrary: fc.constantFrom(30, 31, 32, 33, 500).map(nested), weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
);

function nested(depth: number): unknown {
  let value: unknown = 'canary within';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { canary_name: value };
  return value;
}
