import { codePointLength, isPrintable } from '@app/domain';
import { type JWTPayload } from 'jose';
import { type JwtSettings } from '../../config/auth-settings';
import { ORG_ID } from '../../config/org-id';
import { type Caller, type RoleAliases, unauthenticated, withoutAliases } from '../caller';
import { TOKEN } from '../headers';

const MAX_SUBJECT_LENGTH = 255;

/**
 * Reads the caller from the claims of a verified token. Whoever has no organizations in the token may act on none, ADMIN
 * neither (contract §1, Callers).
 * @throws DomainError unauthenticated when a claim has another type than it may have
 */
export function callerFromClaims(
  claims: JWTPayload,
  { rolesClaim, orgsClaim }: Pick<JwtSettings, 'rolesClaim' | 'orgsClaim'>,
  aliases: RoleAliases,
): Caller {
  return {
    roles: withoutAliases(rolesIn(ownClaim(claims, rolesClaim)), aliases),
    orgs: orgsIn(ownClaim(claims, orgsClaim)),
    subject: subjectIn(ownClaim(claims, 'sub')),
  };
}

/** Every object inherits members that no token has claimed. */
function ownClaim(claims: JWTPayload, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** What is no HTTP token is no role of anybody's, and does not get any further. */
function rolesIn(claim: unknown): string[] {
  if (claim === undefined) return [];
  const names: unknown = typeof claim === 'string' ? claim.split(' ') : claim;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw refused('roles', 'a string of names separated by blanks, or a list of names');
  }
  return names.filter((name) => TOKEN.test(name));
}

/** What can be no organization's id is left out. */
function orgsIn(claim: unknown): string[] {
  if (claim === undefined) return [];
  if (!Array.isArray(claim)) throw refusedOrgs();
  return claim.map(orgIn).filter((org) => org !== undefined && ORG_ID.test(org)) as string[];
}

function orgIn(item: unknown): string | undefined {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  if (isObject && !Object.hasOwn(item, 'org')) return undefined;
  const org = isObject ? (item as { org: unknown }).org : item;
  if (typeof org !== 'string') throw refusedOrgs();
  return org;
}

function subjectIn(claim: unknown): string | undefined {
  if (claim === undefined) return undefined;
  // The length first: what else is asked takes its time with a long string.
  const isRight = typeof claim === 'string' && claim !== '' && codePointLength(claim) <= MAX_SUBJECT_LENGTH;
  if (!isRight || claim.trim() !== claim || !isPrintable(claim)) {
    const rule = `1 to ${MAX_SUBJECT_LENGTH} printable characters, no blank at either end`;
    throw refused('subject', rule);
  }
  return claim;
}

function refusedOrgs(): Error {
  return refused('organizations', 'a list of names, or of objects with a member org');
}

function refused(what: string, rule: string): Error {
  return unauthenticated(`the claim of the ${what} in the token must be ${rule}`, 'anotherToken');
}
