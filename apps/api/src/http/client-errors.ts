import { METHODS, type ServerResponse, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { DomainError, type ErrorKind } from '@app/common';
import { type FastifyInstance } from 'fastify';
import { errorAnswer } from './error-answer';
import { type Observer, rawObservation } from './observation';
import { newRequestId } from './request-id';

type ParserError = Error & { code?: string; rawPacket?: Buffer };
type Twin = Awaited<ReturnType<FastifyInstance['inject']>>;
type HttpSocket = Duplex & { _httpMessage?: ServerResponse | null };

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\/\S*) HTTP\/1\.[01]\r\n/;

/**
 * Answers what never became a request (not HTTP, an unknown method, too large a head, too slow) in the shape of every
 * other error, after the answers that the connection still waits for, and closes the connection.
 */
export function answerClientErrors(instance: FastifyInstance, publicUrl: string, observe: Observer): void {
  const refuse = (kind: ErrorKind): string => refusal(new DomainError(kind), publicUrl, observe);
  const answer = async (error: ParserError, socket: HttpSocket): Promise<void> => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const path = pathOfForeignMethod(error);
    // No route answers TRACE, so this tells what any other method of the path is told: 405 with Allow, or 404.
    const twin = path === undefined ? undefined : await twinOf(instance, path);
    const response = twin ? twinAnswer(twin, observe) : refuse(kindOf(error));
    afterPending(socket, () => socket.end(response));
  };
  // Fastify's own answer has another shape.
  instance.server.removeAllListeners('clientError');
  instance.server.on('clientError', (error: ParserError, socket: HttpSocket) => {
    answer(error, socket).catch(() => socket.destroy());
  });
  // A proxy's method; the target is a host, not a path of ours.
  instance.server.on('connect', (_request, socket: Duplex) => {
    // Node has let go of this socket: without a listener, a reset of it would end the process.
    socket.on('error', () => undefined);
    afterPending(socket, () => socket.end(refuse('malformedRequest')));
  });
}

/** @returns undefined for a path that is no URL */
function twinOf(instance: FastifyInstance, path: string): Promise<Twin | undefined> {
  const twin = async (): Promise<Twin> => instance.inject({ method: 'TRACE', url: path });
  return twin().catch(() => undefined);
}

/** The path of a request whose method Node does not know, unless it stands behind another request in the packet. */
function pathOfForeignMethod({ code, rawPacket }: ParserError): string | undefined {
  if (code !== 'HPE_INVALID_METHOD') return undefined;
  const [, method = '', path] = REQUEST_LINE.exec(String(rawPacket)) ?? [];
  return METHODS.includes(method) ? undefined : path;
}

/** A bad request that was pipelined behind good ones must not take their answers; Node hands the socket on one by one. */
function afterPending(socket: HttpSocket, work: () => void): void {
  const pending = socket._httpMessage;
  const isAwaited = pending?.req.complete === true && !pending.writableFinished;
  if (isAwaited) pending.once('close', () => setImmediate(() => afterPending(socket, work)));
  else work();
}

function kindOf({ code }: ParserError): ErrorKind {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'requestTimeout';
  // URL and headers together; which of them it was is not told any more.
  return code === 'HPE_HEADER_OVERFLOW' ? 'headersTooLarge' : 'malformedRequest';
}

function refusal(error: DomainError, publicUrl: string, observe: Observer): string {
  const requestId = newRequestId();
  const request = { method: undefined, url: undefined, accept: undefined, requestId };
  const { status, headers, body } = errorAnswer(error, request, publicUrl);
  observe(rawObservation(status, requestId, error));
  const length = Buffer.byteLength(body);
  return rawAnswer(
    status,
    { ...headers, 'content-length': length, 'cache-control': 'no-store', 'x-request-id': requestId },
    body,
  );
}

function twinAnswer({ statusCode, headers, body }: Twin, observe: Observer): string {
  observe(rawObservation(statusCode, String(headers['x-request-id'])));
  return rawAnswer(statusCode, headers, body);
}

function rawAnswer(status: number, headers: object, body: string): string {
  const fields = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields, '', body].join('\r\n');
}
