import { once } from 'node:events';
import { type IncomingMessage, createServer, type ServerResponse } from 'node:http';
import { freePort } from '../../libs/database/src/embedded/postmaster';
import { AUDIENCE, ISSUER, type SigningKey } from './tokens';

/** An issuer of tokens: a server of its key set on the loopback address. */
export interface Issuer {
  /** Where the key set is. */
  readonly url: string;
  /** The settings that make a service believe it. */
  readonly env: Record<string, string>;
  /** What it publishes. */
  keys: SigningKey[];
  /** Answers instead of the key set, where it is there. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** How often it was asked. */
  asked: number;
  /** Nobody listens any more. */
  down(): Promise<void>;
  /** Listens again, on the same port. */
  up(): Promise<void>;
}

/** Starts an issuer that publishes the keys. */
export async function startIssuer(...keys: SigningKey[]): Promise<Issuer> {
  const server = createServer((request, response) => {
    issuer.asked++;
    if (issuer.answer !== undefined) return issuer.answer(request, response);
    response.setHeader('content-type', 'application/jwk-set+json');
    response.end(JSON.stringify({ keys: issuer.keys.map(({ jwk }) => jwk) }));
  });
  const port = await freePort();
  const listen = async (): Promise<void> => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  };
  await listen();
  const url = `http://127.0.0.1:${port}/keys`;
  const issuer: Issuer = {
    url,
    env: { AUTH_MODE: 'jwt', JWT_JWKS_URL: url, JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE },
    keys,
    answer: undefined,
    asked: 0,
    down: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    up: listen,
  };
  return issuer;
}
