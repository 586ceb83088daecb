/** As much as a body may have, in bytes of UTF-8. */
const SIZE = 64 * 1024;

/** What strings are made of that took a regular expression, a normalisation or a library too long somewhere. */
const UNITS = [
  'a',
  'A',
  '4',
  '4 4 4',
  '4-',
  '4  ',
  '4111111111111111 ',
  ' ',
  '\t',
  '\u3000',
  '\u00a0a',
  '@',
  'a@a.',
  'a@',
  '.',
  'a.',
  '-',
  'a-',
  'xn--',
  '_',
  '/',
  '%',
  '%25',
  '%zz',
  '"',
  "'",
  '\\',
  '+',
  '(',
  '\u0301',
  'a\u0301\u0323',
  '\u0345\u0301',
  '가',
  '\u1100\u1161\u11a8',
  'ﷺ',
  'ﬃ',
  '①',
  '㎨',
  '４',
  '٤',
  '𝟒',
  '\ud800',
  '\udc00',
  '😀',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u202e',
  '\u{e0041}',
  '\u0000',
  'İ',
  'ß',
  'undefined',
  'PINcode',
  'aB',
  'W/"1",',
  ', ',
  '[0]',
  '{',
  '.-_/ ()',
  'ñ.',
  '\u0301\u0316',
  `a${'\u0301\u0316'.repeat(128)}`,
];

/** What the domain of an email address is made of. */
const DOMAINS = ['a.', 'a-', 'ñ.'];

/** A string ends as it began, or with something else, where much has matched before it fails. */
const ENDS = ['', '!', '4'];

function ofSize(unit: string, end: string, bytes: number): string {
  return unit.repeat(Math.floor((bytes - end.length) / Buffer.byteLength(unit))) + end;
}

/** Strings of 64 KiB, or of that many bytes, by what they are made of. */
export function hostileStrings(bytes = SIZE, ends = ENDS): [name: string, text: string][] {
  const addresses = DOMAINS.map((unit): [string, string] => [`a@${unit} … .es`, `a@${ofSize(unit, '.es', bytes - 2)}`]);
  const repeated = UNITS.flatMap((unit) =>
    ends.map((end): [string, string] => [`${JSON.stringify(unit.slice(0, 20))} … ${end}`, ofSize(unit, end, bytes)]),
  );
  return [...repeated, ...addresses];
}

/** Arrays of many small items and objects of many members, 64 KiB as JSON. */
export function hostileTrees(): [name: string, tree: unknown][] {
  const items: unknown[] = [0, '', null, [], {}, '4', true, '4111111111111111', { type: 'NIF' }, { is_default: true }];
  const names = ['', 'a', 'PINcode', '４', 'e\u0301', 'cvv_', '4 4 4 '];
  const lists = items.map((item): [string, unknown] => {
    const text = JSON.stringify(item);
    return [`[${text}, …]`, Array.from({ length: Math.floor(SIZE / (text.length + 1)) }, () => item)];
  });
  const objects = names.map((name): [string, unknown] => {
    const length = Math.floor(SIZE / (Buffer.byteLength(name) + 10));
    return [`{"${name}0": 0, …}`, Object.fromEntries(Array.from({ length }, (_, at) => [`${name}${at}`, 0]))];
  });
  const long = hostileStrings(SIZE, ['']).map(([name, text]): [string, unknown] => [`{${name}: 0}`, { [text]: 0 }]);
  return [...lists, ...objects, ...long];
}
