import { type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** How long a client may take to read so many bytes of an answer, or its end, in milliseconds. */
const READING_MS = 5000;
const READING_BYTES = 64 * 1024;
/** How long it may take to close a connection that is closed on this side, in milliseconds. */
const CLOSING_MS = 1000;
/** How often the connections are looked at, in milliseconds. */
const SWEEP_MS = 1000;

type HttpSocket = Socket & { _httpMessage?: ServerResponse | null };

/** What a connection waits for, since when (milliseconds), and how many bytes had gone out then. */
interface Wait {
  readonly what: object | undefined;
  readonly since: number;
  readonly sent: number;
}

/**
 * Closes the connections of clients that do not read: of an answer of which less than 64 KiB went out within 5 s, and of
 * one after which the client keeps its side open. Node bounds how long a request may take to arrive, and nothing of this. A
 * look at all connections once a second costs a request nothing.
 */
export function closeStalledConnections(server: Server): void {
  const waits = new Map<HttpSocket, Wait>();
  server.on('connection', (socket: HttpSocket) => {
    waits.set(socket, { what: undefined, since: 0, sent: 0 });
    socket.once('close', () => waits.delete(socket));
  });
  server.on('listening', () => {
    const timer = setInterval(() => sweep(waits), SWEEP_MS).unref();
    server.once('close', () => clearInterval(timer));
  });
}

function sweep(waits: Map<HttpSocket, Wait>): void {
  const now = performance.now();
  for (const [socket, { what, since, sent }] of waits) {
    const current = awaited(socket);
    const sentNow = socket.bytesWritten - socket.writableLength;
    const goesOn = current !== what || sentNow - sent >= READING_BYTES;
    if (goesOn) waits.set(socket, { what: current, since: now, sent: sentNow });
    // A reset, so that the system does not keep what was never read either.
    else if (current !== undefined && now - since >= limit(socket)) socket.resetAndDestroy();
  }
}

/** The answer that the client has to read, or the connection itself when it has to close it; undefined: nothing. */
function awaited(socket: HttpSocket): object | undefined {
  const response = socket._httpMessage;
  const isUnderWay = response?.headersSent === true && !response.writableFinished;
  if (isUnderWay) return response;
  // An answer of client-errors.ts, or Node's last words.
  return socket.writableEnded ? socket : undefined;
}

function limit(socket: HttpSocket): number {
  return socket.writableFinished ? CLOSING_MS : READING_MS;
}
