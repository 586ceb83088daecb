import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { CATALOGUE, DomainError, toErrorResponse } from '@app/common';
import { newRequestId } from './request-id';
import { MAX_URL_LENGTH } from './limits';

type ParserError = Error & { code?: string; rawPacket?: Buffer };

/** Answers what never became a request (not HTTP, too large a head, too slow) in the shape of every other error. */
export function clientErrorHandler(publicUrl: string): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    if ((error as ParserError).code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const failure = new DomainError(kindOf(error));
    const { status } = CATALOGUE[failure.kind];
    const body = JSON.stringify(toErrorResponse(failure, publicUrl, newRequestId()));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}

function kindOf({
  code,
  rawPacket,
}: ParserError): 'uriTooLong' | 'headersTooLarge' | 'requestTimeout' | 'malformedRequest' {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'requestTimeout';
  if (code !== 'HPE_HEADER_OVERFLOW') return 'malformedRequest';
  const lineEnd = rawPacket?.indexOf('\r\n') ?? 0;
  return lineEnd < 0 || lineEnd > MAX_URL_LENGTH ? 'uriTooLong' : 'headersTooLarge';
}
