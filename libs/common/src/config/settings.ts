import { type AuthSettings, authSettings } from './auth-settings';
import { ORG_ID } from './org-id';
import {
  baseUrl,
  integer,
  list,
  oneOf,
  pattern,
  text,
  toggle,
  url,
  type Environment,
  ConfigurationError,
} from './variables';

/** What the process is configured with: one member for each environment variable (contract §6). */
export interface Settings extends AuthSettings {
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

/** How long blocked data may be kept, in days. */
export const RETENTION = { min: 1, max: 36_500 } as const;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Reads the settings from environment variables; an empty variable counts as unset.
 * @throws ConfigurationError whose message is one line that names the variable
 */
export function loadSettings(env: Environment): Settings {
  const port = integer(env, 'PORT', 3000, 0, 65_535);
  const host = text(env, 'HOST') ?? '127.0.0.1';
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
    ...authSettings(env),
    orgs: list(env, 'ORGS', pattern(ORG_ID)),
    retentionDays: integer(env, 'RETENTION_DAYS', 1095, RETENTION.min, RETENTION.max),
    corsOrigins: list(env, 'CORS_ORIGINS', (value) => URL.canParse(value) && new URL(value).origin === value),
    docs: toggle(env, 'DOCS', true),
    metricsPort: metricsPort(env, port),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

function metricsPort(env: Environment, port: number): number | undefined {
  if (text(env, 'METRICS_PORT') === undefined) return undefined;
  const own = integer(env, 'METRICS_PORT', 0, 0, 65_535);
  if (own !== 0 && own === port) throw new ConfigurationError('METRICS_PORT', 'must be another than PORT');
  return own;
}

function defaultUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
