import { isUtf8 } from 'node:buffer';
import { type Readable } from 'node:stream';
import { DomainError } from '@app/common';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { MAX_BODY_LENGTH } from './limits';

const MAX_DEPTH = 32;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

type Done = (error: Error | null, body?: unknown) => void;

/** Makes JSON in UTF-8 the only body that the server reads (contract §1, 400 and 415). */
export function registerJsonBody(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, parseBody);
  instance.addContentTypeParser('application/merge-patch+json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.method === 'PATCH') parseBody(request, body, done);
    else done(new DomainError('unsupportedMediaType'));
  });
  instance.addContentTypeParser('*', (request, payload, done) => {
    const length = request.headers['content-length'];
    if (length === undefined) refuseUnlessEmpty(payload, done);
    else done(new DomainError(Number(length) > MAX_BODY_LENGTH ? 'bodyTooLarge' : 'unsupportedMediaType'));
  });
}

/** In chunks, only their end tells that there is no body; then its type says nothing. */
function refuseUnlessEmpty(payload: Readable, done: Done): void {
  let isEmpty = true;
  payload.once('data', () => {
    isEmpty = false;
    done(new DomainError('unsupportedMediaType'));
  });
  payload.once('end', () => {
    if (isEmpty) done(null);
  });
}

function parseBody(request: FastifyRequest, body: string | Buffer, done: Done): void {
  try {
    done(null, body.length === 0 ? undefined : readJson(request, body as Buffer));
  } catch (error) {
    done(error as Error);
  }
}

function readJson(request: FastifyRequest, body: Buffer): unknown {
  const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw new DomainError('unsupportedMediaType');
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new DomainError('unsupportedMediaType');
  if (!isUtf8(body)) throw malformed('body must be UTF-8');
  const text = body.toString('utf8');
  if (isDeeperThan(text, MAX_DEPTH)) throw malformed(`body must not be nested deeper than ${MAX_DEPTH}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('body must be one JSON document without a byte order mark');
  }
}

/** Looks at the text, before JSON.parse builds the tree. Text that is not JSON may be judged wrongly: it fails anyway. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === 0x22) inString = !inString;
    else if (inString) i += character === 0x5c ? 1 : 0;
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > limit) return true;
    } else if (character === 0x7d || character === 0x5d) depth--;
  }
  return false;
}

/** Whether the head announces a body. */
export function hasBody({ headers }: FastifyRequest): boolean {
  const { 'transfer-encoding': chunked, 'content-length': length } = headers;
  return chunked !== undefined || (length !== undefined && length !== '0');
}

function malformed(message: string): DomainError {
  return new DomainError('malformedRequest', [{ message }]);
}
