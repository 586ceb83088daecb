import { DomainError, type Violation } from '../errors/domain-error';

/** Items of one answer (contract §1, Errors). */
export const MAX_VIOLATIONS = 100;

/** Collects what is wrong with one part of a request; keeps the first hundred (contract §1, Errors). */
export class Violations {
  readonly items: Violation[] = [];

  /**
   * @param part `/`: a body, whose members a JSON Pointer names; `?`: a query; empty: the path, which no pointer names
   * @param now the instant that dates of the request are judged by
   */
  constructor(
    private readonly part: '/' | '?' | '' = '/',
    readonly now: Date = new Date(),
  ) {}

  /**
   * @param at JSON Pointer of the member within the part; empty for the part itself
   * @param rule what is demanded, to follow the member's name: "must be a string"
   */
  add(at: string, rule: string): void {
    this.say(at, `${at === '' ? WHOLE[this.part] : memberName(at)} ${rule}`);
  }

  /** As {@link add}, with the whole message. */
  say(at: string, message: string): void {
    if (this.items.length >= MAX_VIOLATIONS) return;
    if (this.part === '/') this.items.push({ message, field: at });
    else if (this.part === '?' && at !== '') this.items.push({ message, field: `?${at.slice(1)}` });
    else this.items.push({ message });
  }
}

/** The error of one broken rule, for what only a service can judge; the parameters are those of {@link Violations}. */
export function brokenRule(part: '/' | '?', at: string, rule: string): DomainError {
  const violations = new Violations(part);
  violations.add(at, rule);
  return new DomainError('badRequest', violations.items);
}

const WHOLE = { '/': 'body', '?': 'query', '': 'path' } as const;

/** `/contact_info/emails/0/email` reads `contact_info.emails[0].email`. */
export function memberName(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
}
