import { DomainError } from '@app/common';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;
const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
/** A number of a transaction, with the name of its column. */
const XID = /("(?:last_)?xid":)(\d+)/g;

/**
 * Writes values as text in which whatever a run makes anew (ids, instants, hashes, numbers of transactions) has no value, so that
 * two runs of the same call can be compared. What was there before keeps its value: it would tell of a leak.
 */
export class Observer {
  private readonly known = new Set<string>();
  /** Texts that were written before: most rows are those of the contents. */
  private readonly written = new Map<string, string>();

  /** @param contents everything that is there before a run */
  constructor(contents: unknown) {
    const text = JSON.stringify(contents);
    for (const pattern of [UUID, HASH]) for (const [value] of text.matchAll(pattern)) this.known.add(value);
    for (const [value] of text.matchAll(INSTANT)) this.known.add(String(Date.parse(value)));
    for (const [, , value = ''] of text.matchAll(XID)) this.known.add(value);
  }

  /** @returns the same text for values that say the same */
  text(value: unknown): string {
    const text = JSON.stringify(value);
    const written = this.written.get(text) ?? this.withoutNews(text);
    // What has news is never written again.
    if (written === text) this.written.set(text, written);
    return written;
  }

  private withoutNews(text: string): string {
    const unlessKnown = (instead: string) => (value: string) => (this.known.has(value) ? value : instead);
    return text
      .replace(UUID, unlessKnown('<id>'))
      .replace(HASH, unlessKnown('<hash>'))
      .replace(INSTANT, (value) => (this.known.has(String(Date.parse(value))) ? value : '<instant>'))
      .replace(XID, (member, name: string, value: string) => (this.known.has(value) ? member : `${name}"<xid>"`));
  }
}

/** What a call gave, or what it threw, as plain values. */
export async function resultOf(call: () => Promise<unknown>): Promise<object> {
  try {
    return { gave: (await call()) ?? null };
  } catch (error) {
    if (error instanceof DomainError) {
      const { kind, violations, version } = error;
      return { threw: { kind, violations, version } };
    }
    return { threw: error instanceof Error ? { name: error.name, message: error.message } : String(error) };
  }
}
