import { type Clock } from '../clock';
import { type Settings } from '../config/settings';
import { type Authenticator } from './caller';
import { JwtAuthenticator } from './jwt/jwt-authenticator';
import { TrustHeaderAuthenticator } from './trust-header';

/** Between two fetches that tokens with an unknown key make, in milliseconds. */
const PAUSE_MS = 1000;
/** After so long a key that its issuer has withdrawn is not believed any more, in milliseconds. */
const REFRESH_MS = 10 * 60_000;

/** The way of AUTH_MODE to find out who calls. */
export function createAuthenticator(settings: Settings, clock: Clock): Authenticator {
  const { jwt, authRoleAliases, requestTimeoutMs, databasePoolMax } = settings;
  if (jwt === undefined) return new TrustHeaderAuthenticator(settings);
  return new JwtAuthenticator(jwt, authRoleAliases, clock, {
    timeout: Math.min(1000, Math.floor(requestTimeoutMs / 3)),
    pause: PAUSE_MS,
    refresh: REFRESH_MS,
    // A tenth of the requests that are worked on at once: those whose keys are known go on meanwhile.
    maxWaiting: databasePoolMax,
  });
}
