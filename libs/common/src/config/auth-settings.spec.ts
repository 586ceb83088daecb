import { loadSettings } from './settings';

const JWT = {
  AUTH_MODE: 'jwt',
  JWT_JWKS_URL: 'https://id.example/keys',
  JWT_ISSUER: 'https://id.example',
  JWT_AUDIENCE: 'padron',
};

describe('the settings that say who may call', () => {
  it('has defaults for the names of claims', () => {
    expect(loadSettings(JWT)).toMatchObject({
      authMode: 'jwt',
      gatewaySecret: undefined,
      jwt: {
        jwksUrl: 'https://id.example/keys',
        issuer: 'https://id.example',
        audience: 'padron',
        rolesClaim: 'roles',
        orgsClaim: 'tenants_translation',
      },
    });
  });

  it('reads values', () => {
    const claims = { JWT_ROLES_CLAIM: 'https://id.example/roles', JWT_ORGS_CLAIM: 'orgs' };
    expect(loadSettings({ ...JWT, ...claims }).jwt).toMatchObject({
      rolesClaim: 'https://id.example/roles',
      orgsClaim: 'orgs',
    });
    const gateway = loadSettings({ GATEWAY_SECRET: '~'.repeat(255), AUTH_ROLE_ALIASES: 'CRM=API_KEY, care = AGENT' });
    expect([gateway.gatewaySecret, [...gateway.authRoleAliases]]).toEqual([
      '~'.repeat(255),
      [
        ['CRM', 'API_KEY'],
        ['care', 'AGENT'],
      ],
    ]);
    expect(loadSettings({ ...JWT, AUTH_ROLE_ALIASES: 'CRM=API_KEY' }).authRoleAliases.get('CRM')).toBe('API_KEY');
  });

  it.each(['', ' '])('refuses a GATEWAY_SECRET of nothing: "%s"', (value) => {
    expect(() => loadSettings({ GATEWAY_SECRET: value })).toThrow(/^GATEWAY_SECRET must be 1 to 255 visible ASCII/);
  });

  it.each([
    ['GATEWAY_SECRET', 'a b'],
    ['GATEWAY_SECRET', 'a\u00f1b'],
    ['GATEWAY_SECRET', 'a\tb'],
    ['GATEWAY_SECRET', 'a'.repeat(256)],
    ['AUTH_ROLE_ALIASES', 'CRM'],
    ['AUTH_ROLE_ALIASES', 'CRM='],
    ['AUTH_ROLE_ALIASES', '=API_KEY'],
    ['AUTH_ROLE_ALIASES', 'CRM=ROOT'],
    ['AUTH_ROLE_ALIASES', 'CRM=api_key'],
    ['AUTH_ROLE_ALIASES', 'CRM=VIP,VIP=API_KEY'],
    ['AUTH_ROLE_ALIASES', 'CRM=API_KEY=ADMIN'],
    ['AUTH_ROLE_ALIASES', 'CRM=API_KEY,'],
    ['AUTH_ROLE_ALIASES', 'C RM=API_KEY'],
    ['AUTH_ROLE_ALIASES', 'VIEWER=ADMIN'],
    ['AUTH_ROLE_ALIASES', 'CRM=API_KEY,CRM=API_KEY'],
    ['AUTH_ROLE_ALIASES', 'CRM=API_KEY,CRM=VIEWER'],
    ['JWT_JWKS_URL', 'https://id.example/keys'],
    ['JWT_ISSUER', 'https://id.example'],
    ['JWT_AUDIENCE', 'padron'],
    ['JWT_ROLES_CLAIM', 'roles'],
    ['JWT_ORGS_CLAIM', 'orgs'],
  ])('refuses %s=%s in one line that names it, without the value', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(new RegExp(`^${name} must .+$`));
    const { message } = caught(() => loadSettings({ [name]: value }));
    expect(message.includes(`${value} `) || message.endsWith(value)).toBe(false);
  });

  it.each([
    ['GATEWAY_SECRET', 'canary'],
    ['JWT_JWKS_URL', ''],
    ['JWT_JWKS_URL', 'id.example/keys'],
    ['JWT_JWKS_URL', 'file:///keys'],
    ['JWT_JWKS_URL', 'https://user:canary@id.example/keys'],
    ['JWT_JWKS_URL', 'https://canary@id.example/keys'],
    ['JWT_JWKS_URL', 'https://:canary@id.example/keys'],
    ['JWT_ISSUER', ''],
    ['JWT_ISSUER', ' '],
    ['JWT_AUDIENCE', ''],
  ])('refuses %s=%s with AUTH_MODE=jwt', (name, value) => {
    const { message } = caught(() => loadSettings({ ...JWT, [name]: value }));
    expect(message).toMatch(new RegExp(`^${name} must (be|have) .+$`));
    expect(message).not.toContain('canary');
  });

  it('says why a setting is refused that would be ignored', () => {
    expect(() => loadSettings({ JWT_ISSUER: 'x' })).toThrow('JWT_ISSUER must be unset with AUTH_MODE=trust-header');
    expect(() => loadSettings({ ...JWT, GATEWAY_SECRET: 'x' })).toThrow(
      'GATEWAY_SECRET must be unset with AUTH_MODE=jwt',
    );
  });

  it('takes an empty variable for an unset one', () => {
    expect(loadSettings({ JWT_ISSUER: '', AUTH_ROLE_ALIASES: '' })).toEqual(loadSettings({}));
  });
});

function caught(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}
