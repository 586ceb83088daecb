/** Who calls, where a gateway has verified the caller: AUTH_MODE=trust-header. */
export interface TrustedCaller {
  readonly roles: string | readonly string[];
  /** The organizations that the caller is limited to. */
  readonly orgs?: string | readonly string[] | undefined;
  /** The name of the caller, for the audit. */
  readonly subject?: string | undefined;
  /** What the gateway proves itself with, where the service has GATEWAY_SECRET. */
  readonly gatewaySecret?: string | undefined;
  readonly bearer?: never;
}

/** Who calls, by a signed token: AUTH_MODE=jwt. */
export interface TokenBearer {
  /** The token, or what gets one; it is asked before each request, so that it may renew the token. */
  readonly bearer: string | (() => string | Promise<string>);
  readonly roles?: never;
  readonly orgs?: never;
  readonly subject?: never;
  readonly gatewaySecret?: never;
}

/** One or the other, as the service's AUTH_MODE wants it. */
export type Credentials = TrustedCaller | TokenBearer;

/** @throws TypeError unless there is exactly one of roles and bearer */
export function checkCredentials({ roles, bearer }: Credentials): void {
  if ((roles === undefined) === (bearer === undefined)) throw new TypeError('give either roles or bearer');
}

/** The headers that tell who calls; those that are undefined stay away. Whatever `bearer` throws goes on to the caller. */
export async function credentialHeaders(credentials: Credentials): Promise<Record<string, string | undefined>> {
  const { bearer, roles, orgs, subject, gatewaySecret } = credentials;
  if (bearer !== undefined) {
    return { authorization: `Bearer ${typeof bearer === 'string' ? bearer : await bearer()}` };
  }
  return {
    'x-auth-roles': listOf(roles),
    'x-auth-orgs': listOf(orgs),
    'x-auth-subject': subject,
    'x-gateway-secret': gatewaySecret,
  };
}

function listOf(names: string | readonly string[] | undefined): string | undefined {
  return typeof names === 'string' ? names : names?.join(',');
}
