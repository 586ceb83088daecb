import { TOKEN } from '../auth/headers';
import { type Role, ROLES } from '../auth/permissions';
import { ConfigurationError, type Environment, oneOf, required, text, url } from './variables';

/** How callers are verified (contract §1, Callers). */
export type AuthMode = 'trust-header' | 'jwt';

/** What a token is held against, with AUTH_MODE=jwt. */
export interface JwtSettings {
  /** Where the keys of the issuer are. */
  readonly jwksUrl: string;
  readonly issuer: string;
  /** Who the token must be for: this service. */
  readonly audience: string;
  /** The claim that has the roles. */
  readonly rolesClaim: string;
  /** The claim that has the organizations. */
  readonly orgsClaim: string;
}

/** The settings that say who may call. */
export interface AuthSettings {
  readonly authMode: AuthMode;
  /** The operator's own names, and the roles that they stand for. */
  readonly authRoleAliases: ReadonlyMap<string, Role>;
  /** What a gateway proves itself with; undefined: whoever reaches the port is believed. */
  readonly gatewaySecret: string | undefined;
  /** Undefined in the mode trust-header. */
  readonly jwt: JwtSettings | undefined;
}

const MODES = ['trust-header', 'jwt'] as const;
const VISIBLE_ASCII = /^[!-~]{1,255}$/;
const JWT_VARIABLES = ['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_ROLES_CLAIM', 'JWT_ORGS_CLAIM'];

/**
 * Reads the settings that say who may call. One that the mode would ignore stops the start: whoever set it relies on it.
 * @throws ConfigurationError
 */
export function authSettings(env: Environment): AuthSettings {
  const fallback = env['NODE_ENV'] === 'production' ? undefined : 'trust-header';
  const authMode = oneOf<AuthMode>(env, 'AUTH_MODE', MODES, fallback);
  const ignored = authMode === 'jwt' ? ['GATEWAY_SECRET'] : JWT_VARIABLES;
  for (const name of ignored) {
    if (text(env, name) !== undefined) throw new ConfigurationError(name, `must be unset with AUTH_MODE=${authMode}`);
  }
  return {
    authMode,
    authRoleAliases: aliases(env, 'AUTH_ROLE_ALIASES'),
    gatewaySecret: secret(env, 'GATEWAY_SECRET'),
    jwt: authMode === 'jwt' ? jwtSettings(env) : undefined,
  };
}

function jwtSettings(env: Environment): JwtSettings {
  return {
    jwksUrl: keySetUrl(env, 'JWT_JWKS_URL'),
    issuer: required(env, 'JWT_ISSUER'),
    audience: required(env, 'JWT_AUDIENCE'),
    rolesClaim: text(env, 'JWT_ROLES_CLAIM') ?? 'roles',
    orgsClaim: text(env, 'JWT_ORGS_CLAIM') ?? 'tenants_translation',
  };
}

/** fetch() takes no URL with credentials. */
function keySetUrl(env: Environment, name: string): string {
  required(env, name);
  const { href, username, password } = new URL(url(env, name, ['http:', 'https:']) ?? '');
  if (username !== '' || password !== '') throw new ConfigurationError(name, 'must have no user and no password');
  return href;
}

/** An empty one is not taken for unset: a template that was not filled in would leave the port unprotected. */
function secret(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined ? env[name] === undefined : VISIBLE_ASCII.test(value)) return value;
  throw new ConfigurationError(name, 'must be 1 to 255 visible ASCII characters');
}

/** A name of ours as an alias could give a role away, or take it from those who have it. */
function aliases(env: Environment, name: string): ReadonlyMap<string, Role> {
  const found = new Map<string, Role>();
  for (const pair of text(env, name)?.split(',') ?? []) {
    const [alias = '', target, ...more] = pair.split('=').map((part) => part.trim());
    const role = ROLES.find((known) => known === target);
    const isFree = TOKEN.test(alias) && !isRole(alias) && !found.has(alias);
    if (role === undefined || more.length > 0 || !isFree) {
      const rule = `must be NAME=ROLE separated by commas, each NAME once and none of ours, each ROLE one of ${ROLES.join(', ')}`;
      throw new ConfigurationError(name, rule);
    }
    found.set(alias, role);
  }
  return found;
}

function isRole(name: string): boolean {
  return ROLES.some((role) => role === name);
}
