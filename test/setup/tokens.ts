import { constants, createHmac, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import { Clock } from '@app/common';
import { type CallOptions } from './http';

/** A key that signs tokens, and the form in which its issuer publishes it. */
export interface SigningKey {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JsonWebKey;
}

type Json = Record<string, unknown>;

export const ISSUER = 'https://id.example';
export const AUDIENCE = 'padron';
/** When the tests take place. */
export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0) / 1000;

/** Stands at `NOW`, or wherever it is put. */
export class StoppedClock extends Clock {
  seconds = NOW;

  override now(): Date {
    return new Date(this.seconds * 1000);
  }
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
let keys = 0;

/** Makes a key for an algorithm, with a name that no other key of this file has. */
export function newKey(alg = 'ES256', kid = `key-${keys++}`, bits = 2048): SigningKey {
  const namedCurve = CURVES[alg];
  const pair =
    namedCurve !== undefined
      ? generateKeyPairSync('ec', { namedCurve })
      : alg.startsWith('Ed')
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: bits });
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
  return { alg, kid, ...pair, jwk };
}

/** The claims of a good token for everything on telco, and what differs; undefined leaves a claim out. */
export function claims(more: Json = {}): Json {
  const orgs = { tenants_translation: ['telco'] };
  return { iss: ISSUER, aud: AUDIENCE, iat: NOW, exp: NOW + 300, sub: 'crm', roles: 'API_KEY', ...orgs, ...more };
}

/** A token in its compact form. @param header what differs in it */
export function signed(key: SigningKey, payload: Json = claims(), header: Json = {}): string {
  const input = signingInput({ alg: key.alg, kid: key.kid, ...header }, payload);
  return `${input}.${signature(key, input).toString('base64url')}`;
}

/** A token that is signed with a shared secret. */
export function signedWithSecret(secret: string | Buffer, header: Json = {}): string {
  const input = signingInput({ alg: 'HS256', ...header }, claims());
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token without a signature, and without the dot before it. */
export function signingInput(header: unknown, payload: unknown): string {
  return `${encoded(header)}.${encoded(payload)}`;
}

/** JSON, or a text as it stands, in base64url. */
export function encoded(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** What a request with the token is sent with. */
export function bearing(token: string, headers: CallOptions['headers'] = {}): CallOptions {
  return { roles: undefined, headers: { authorization: `Bearer ${token}`, ...headers } };
}

/** The bytes of a signature as RFC 7518 §3 has them. */
export function signature({ alg, privateKey }: SigningKey, input: string): Buffer {
  const data = Buffer.from(input);
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('Ed')) return sign(null, data, privateKey);
  if (alg.startsWith('ES')) return sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const padding = alg.startsWith('PS') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return sign(hash, data, { key: privateKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}
