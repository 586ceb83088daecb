import { baseUrl, integer, list, oneOf, pattern, refuse, text, toggle, url, type Environment } from './variables';

/** How callers are verified (contract §1, Callers). */
export type AuthMode = 'trust-header';

/** What the process is configured with: one member for each environment variable (contract §6). */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Base of the links in errors and of the OpenAPI server, without a trailing slash. */
  readonly publicUrl: string;
  /** Undefined: an embedded PostgreSQL below `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly migrationDatabaseUrl: string | undefined;
  readonly dataDir: string;
  readonly databasePoolMax: number;
  readonly databasePrepared: boolean;
  readonly requestTimeoutMs: number;
  readonly authMode: AuthMode;
  /** Organizations to make sure of at start. */
  readonly orgs: readonly string[];
  /** How long blocked data is kept before it is destroyed. */
  readonly retentionDays: number;
  /** Origins that may call from a browser; empty: no CORS. */
  readonly corsOrigins: readonly string[];
  readonly docs: boolean;
  /** Where `/metrics` is served; undefined: on `port`, with everything else. */
  readonly metricsPort: number | undefined;
  readonly logLevel: string;
}

/** Syntax of an org_id (contract §1, Orgs). */
export const ORG_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Reads the settings from environment variables; an empty variable counts as unset.
 * @throws ConfigurationError whose message is one line that names the variable
 */
export function loadSettings(env: Environment): Settings {
  // A setting that protects must not be ignored: this version does not know these yet.
  refuse(env, ['GATEWAY_SECRET', 'AUTH_ROLE_ALIASES']);
  const port = integer(env, 'PORT', 3000, 0, 65_535);
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const authModeDefault = env['NODE_ENV'] === 'production' ? undefined : 'trust-header';
  return {
    port,
    host,
    publicUrl: baseUrl(env, 'PUBLIC_URL')?.replace(/(?<!\/)\/+$/, '') ?? defaultUrl(host, port),
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    migrationDatabaseUrl: url(env, 'MIGRATION_DATABASE_URL', ['postgres:', 'postgresql:']),
    dataDir: text(env, 'DATA_DIR') ?? '.data',
    databasePoolMax: integer(env, 'DATABASE_POOL_MAX', 10, 1, 1000),
    databasePrepared: toggle(env, 'DATABASE_PREPARED', true),
    requestTimeoutMs: integer(env, 'REQUEST_TIMEOUT_MS', 3000, 500, 60_000),
    authMode: oneOf(env, 'AUTH_MODE', ['trust-header'], authModeDefault),
    orgs: list(env, 'ORGS', pattern(ORG_ID)),
    retentionDays: integer(env, 'RETENTION_DAYS', 1095, 1, 36_500),
    corsOrigins: list(env, 'CORS_ORIGINS', (value) => URL.canParse(value) && new URL(value).origin === value),
    docs: toggle(env, 'DOCS', true),
    metricsPort: text(env, 'METRICS_PORT') === undefined ? undefined : integer(env, 'METRICS_PORT', 0, 0, 65_535),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

function defaultUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
