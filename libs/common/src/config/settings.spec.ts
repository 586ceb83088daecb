import { loadSettings } from './settings';

describe('loadSettings', () => {
  it('has a default for everything', () => {
    expect(loadSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: undefined,
      migrationDatabaseUrl: undefined,
      dataDir: '.data',
      databasePoolMax: 10,
      databasePrepared: true,
      requestTimeoutMs: 3000,
      authMode: 'trust-header',
      authRoleAliases: new Map(),
      gatewaySecret: undefined,
      jwt: undefined,
      orgs: [],
      retentionDays: 1095,
      corsOrigins: [],
      docs: true,
      metricsPort: undefined,
      logLevel: 'info',
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(loadSettings({ PORT: '', DATABASE_URL: ' ' })).toEqual(loadSettings({}));
  });

  it('reads values', () => {
    const env = {
      HOST: '::1',
      PORT: '8080',
      ORGS: 'a, b.c',
      DATABASE_PREPARED: 'off',
      PUBLIC_URL: 'https://x.example/a/',
    };
    expect(loadSettings(env)).toMatchObject({
      port: 8080,
      orgs: ['a', 'b.c'],
      databasePrepared: false,
      publicUrl: 'https://x.example/a',
    });
    expect(loadSettings({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PUBLIC_URL', 'example.com'],
    ['DATABASE_URL', 'mysql://x'],
    ['MIGRATION_DATABASE_URL', 'x'],
    ['DATABASE_POOL_MAX', '0'],
    ['DATABASE_PREPARED', 'maybe'],
    ['REQUEST_TIMEOUT_MS', '499'],
    ['AUTH_MODE', 'none'],
    ['ORGS', 'a,,b'],
    ['ORGS', '-a'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://x.example/path'],
    ['RETENTION_DAYS', '0'],
    ['DOCS', '2'],
    ['PUBLIC_URL', 'https://x.example/?a=1'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_PORT', '65536'],
    ['METRICS_PORT', '3000'],
  ])('refuses %s=%s in one line that names it, without the value', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(new RegExp(`^${name} must (be|have) .+$`));
  });

  it('refuses to run in production without AUTH_MODE', () => {
    expect(() => loadSettings({ NODE_ENV: 'production' })).toThrow(/^AUTH_MODE must be set/);
    expect(loadSettings({ NODE_ENV: 'production', AUTH_MODE: 'trust-header' }).authMode).toBe('trust-header');
  });
});
