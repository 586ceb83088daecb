import { domainToASCII, domainToUnicode } from 'node:url';
import { codePointLength } from './text';

/** Leaves a domain 252, so its own limit of 253 needs no check. */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** At least two labels of 1 to 63 letters, digits and inner hyphens. */
const LDH_DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
/** The same in any script, to be mapped to ASCII. Percent signs, IDNA dots, joiners and symbols never get that far. */
const IDN_DOMAIN = /^[\p{L}\p{M}\p{Nd}-]+(?:\.[\p{L}\p{M}\p{Nd}-]+)+$/u;
const EDGE_HYPHEN = /(?:^|\.)-|-(?:\.|$)/;
const NUMERIC_TOP_LABEL = /\.\d+$/;
const PUNYCODE_LABEL = /(?:^|\.)xn--/;

/**
 * Checks an email address and gives what it is compared by (contract §2 Email; RFC 5321 §4.5.3.1 for the lengths, RFC
 * 5322 §3.2.3 for the dot-atom, RFC 5890 for the domain).
 * In: a cleaned address. Out: lower-cased local part, '@', ASCII domain in lower case; undefined when it is no address.
 */
export function emailKey(address: string): string | undefined {
  // Longest possible in code units; before anything that costs more than a comparison.
  if (address.length > 2 * MAX_ADDRESS || codePointLength(address) > MAX_ADDRESS) return undefined;
  const at = address.lastIndexOf('@');
  if (at < 1 || at > MAX_LOCAL) return undefined;
  const local = address.slice(0, at);
  if (!DOT_ATOM.test(local)) return undefined;
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === undefined || at + 1 + domain.length > MAX_ADDRESS) return undefined;
  return local.toLowerCase() + '@' + domain;
}

function asciiDomain(typed: string): string | undefined {
  const lower = typed.toLowerCase();
  if (LDH_DOMAIN.test(lower) && !PUNYCODE_LABEL.test(lower)) return notNumeric(lower);
  if (!IDN_DOMAIN.test(typed)) return undefined;
  const ascii = domainToASCII(typed);
  if (!LDH_DOMAIN.test(ascii)) return undefined;
  // Both ways, because an A-label counts only if it is what its own U-label encodes to (RFC 5890 §2.3.2.1).
  const unicode = domainToUnicode(ascii);
  if (EDGE_HYPHEN.test(unicode) || domainToASCII(unicode) !== ascii) return undefined;
  return notNumeric(ascii);
}

/** Digits last would make it an IPv4 address (RFC 3696 §2). */
function notNumeric(domain: string): string | undefined {
  return NUMERIC_TOP_LABEL.test(domain) ? undefined : domain;
}
