/** Characters that a search looks at first. */
const WINDOW = 8;
/** Begins every canary that is made here; no log, metric or answer of ours has it. */
const MARK = 'zqj';

interface Needle {
  readonly canary: Canary;
  readonly form: string;
}

/** A value that must not be seen, and the field or header that it was sent in. */
export interface Canary {
  readonly field: string;
  readonly value: string;
}

/** Makes canaries, and finds them in every form that a log or an answer may give them. */
export class Canaries {
  /** By their first characters. */
  private readonly needles = new Map<string, Needle[]>();
  private made = 0;
  private count = 0;

  /** How many there are. */
  get size(): number {
    return this.count;
  }

  /** A new one of small letters and digits, which may be part of a longer value. */
  word(field: string): string {
    return this.take(field, `${MARK}${(this.made++).toString(36).padStart(5, '0')}k`);
  }

  /** A new one that looks otherwise once it is escaped. */
  text(field: string): string {
    return this.take(field, `${MARK}"ñ${(this.made++).toString(36).padStart(5, '0')}k`);
  }

  /** Makes a value that must have a form of its own a canary, such as the number of a document. @returns the value */
  take(field: string, value: string): string {
    this.count++;
    const canary = { field, value };
    for (const form of formsOf(value)) {
      const key = form.slice(0, WINDOW);
      if (key.length < WINDOW) throw new Error(`too short for a canary: ${field}`);
      const needles = this.needles.get(key) ?? [];
      needles.push({ canary, form });
      this.needles.set(key, needles);
    }
    return value;
  }

  /** The canaries in a text, whatever its letter case. */
  find(text: string): Canary[] {
    const found = new Set<Canary>();
    const lower = text.toLowerCase();
    for (let i = 0; i + WINDOW <= lower.length; i++) {
      for (const { canary, form } of this.needles.get(lower.slice(i, i + WINDOW)) ?? []) {
        if (lower.startsWith(form, i)) found.add(canary);
      }
    }
    return [...found];
  }
}

/** All forms of a value, in lower case: as it is, escaped, percent-encoded, in hexadecimal, in base64 at any place. */
export function formsOf(value: string): Set<string> {
  const forms = [value, value.toLowerCase(), value.toUpperCase()].flatMap((text) => {
    const bytes = Buffer.from(text);
    const codes = [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0'));
    return [
      text,
      JSON.stringify(text).slice(1, -1),
      JSON.stringify(text).slice(1, -1).replaceAll('ñ', '\\u00f1').replaceAll('Ñ', '\\u00d1'),
      codes.map((code) => `\\u${code}`).join(''),
      encodeURIComponent(text),
      [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
      bytes.toString('hex'),
      ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset)),
    ];
  });
  return new Set(forms.map((form) => form.toLowerCase()));
}

/** The characters of base64 that depend on these bytes alone, when `offset` bytes of a group are before them. */
function inBase64(bytes: Buffer, offset: number): string[] {
  const length = Math.floor(((offset + bytes.length) * 8) / 6);
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .slice(Math.ceil((offset * 8) / 6), length);
  return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
}
