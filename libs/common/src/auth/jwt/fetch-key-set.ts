import { type JSONWebKeySet } from 'jose';

/** Bytes of a key set, unpacked. Real ones have a few KB. */
const MAX_LENGTH = 256 * 1024;

/** Why a key set was not taken: a fault of who serves it. Its message has nothing of what was served. */
export class KeySetError extends Error {
  constructor(readonly code: 'KEY_SET_STATUS' | 'KEY_SET_LENGTH' | 'KEY_SET_JSON') {
    super(code);
    this.name = 'KeySetError';
  }
}

/**
 * Fetches a JSON Web Key Set (RFC 7517 §5). A redirection is not followed: keys come from the place that was configured.
 * @param signal gives the time that there is
 * @returns what was parsed, whose form is still to be checked
 * @throws KeySetError, or what the connection failed with
 */
export async function fetchKeySet(url: string, signal: AbortSignal): Promise<JSONWebKeySet> {
  const headers = { accept: 'application/jwk-set+json, application/json' };
  const response = await fetch(url, { headers, redirect: 'manual', signal }).catch(throwReason);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new KeySetError('KEY_SET_STATUS');
  }
  const text = await limitedText(response);
  try {
    return JSON.parse(text) as JSONWebKeySet;
  } catch {
    throw new KeySetError('KEY_SET_JSON');
  }
}

/** fetch() hides the error of the socket, whose code tells what is wrong, behind a general one. */
function throwReason(error: Error): never {
  throw (error.cause as Error | undefined) ?? error;
}

async function limitedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length > MAX_LENGTH) throw new KeySetError('KEY_SET_LENGTH');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
