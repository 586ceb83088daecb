import { type IncomingMessage } from 'node:http';
import { type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type CryptoKey, errors, type JWSAlgorithm, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { type Clock } from '../../clock';
import { type JwtSettings } from '../../config/auth-settings';
import { DomainError } from '../../errors/domain-error';
import { Authenticator, type Caller, type RoleAliases, unauthenticated } from '../caller';
import { hidesCaller } from '../headers';
import { bearerToken } from './bearer-token';
import { callerFromClaims } from './claims';
import { RemoteKeys, type RemoteKeysOptions } from './remote-keys';

/** Signatures by a private key alone: with a shared secret, whoever verifies could sign, too (RFC 8725 §3.1). */
const ALGORITHMS: JWSAlgorithm[] = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
];
/** RFC 7519 §5.1 and RFC 9068 §4; a token that is meant for something else has another (RFC 8725 §3.11). */
const TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt']);
/** How far ahead the clock of the issuer may be, in seconds. */
const MAX_AHEAD = 60;

/** AUTH_MODE=jwt: believes a token that the issuer has signed, and no other header (contract §1, Callers). */
export class JwtAuthenticator extends Authenticator implements OnModuleInit, OnModuleDestroy {
  /** Is told why the keys could not be fetched. */
  onFailure: (error: unknown) => void = () => undefined;
  private readonly keys: RemoteKeys;

  constructor(
    private readonly settings: JwtSettings,
    private readonly aliases: RoleAliases,
    private readonly clock: Clock,
    options: Omit<RemoteKeysOptions, 'url'>,
  ) {
    super();
    this.keys = new RemoteKeys({ url: settings.jwksUrl, ...options }, (error) => this.onFailure(error));
  }

  onModuleInit(): void {
    this.keys.start();
  }

  onModuleDestroy(): void {
    this.keys.stop();
  }

  /** Rejects with DomainError unauthenticated, or signingKeysUnavailable when the key of the token cannot be fetched. */
  override async callerOf(request: IncomingMessage): Promise<Caller> {
    const token = bearerToken(request);
    if (hidesCaller(request)) {
      throw unauthenticated('Connection must not name a header that says who calls', 'anotherToken');
    }
    return callerFromClaims(await this.claimsOf(token), this.settings, this.aliases);
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    const currentDate = this.clock.now();
    const rules = { algorithms: ALGORITHMS, issuer, audience, currentDate, requiredClaims: ['exp'] };
    try {
      const { payload } = await jwtVerify(token, (header: JWTHeaderParameters) => this.keyFor(header), rules);
      checkIssuedAt(payload, currentDate);
      return payload;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // Whatever it is: what cannot be verified is not believed.
      throw unauthenticated(
        `the token ${error instanceof errors.JWTExpired ? 'has expired' : 'is not valid'}`,
        'anotherToken',
      );
    }
  }

  /** Is asked when the algorithm is one of ours; nothing in the header leads to a key but its name. */
  private async keyFor(header: JWTHeaderParameters): Promise<CryptoKey> {
    const { typ, kid, crit } = header as Record<string, unknown>;
    const isKnown =
      typ === undefined || (typeof typ === 'string' && TYPES.has(typ.toLowerCase().replace(/^application\//, '')));
    // No extension is understood here, so none can be critical (RFC 7515 §4.1.11).
    if (!isKnown || crit !== undefined || (kid !== undefined && typeof kid !== 'string')) throw new errors.JWTInvalid();
    return this.keys.find(header);
  }
}

/** jose looks at `iat` only where tokens have a greatest age. */
function checkIssuedAt({ iat }: JWTPayload, now: Date): void {
  if (iat !== undefined && iat > now.getTime() / 1000 + MAX_AHEAD) throw new errors.JWTInvalid();
}
