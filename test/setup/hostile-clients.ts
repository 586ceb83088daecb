import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { head } from './sockets';

const BUNDLE = head('GET /docs/swagger-ui-bundle.js');
const DOCUMENT = head('GET /openapi.json');
const JSON_HEAD = ['x-auth-roles: API_KEY', 'Content-Type: application/json', 'Content-Length: 1000'];
const POST = head('POST /v4/orgs/telco/customers', ...JSON_HEAD);

/** A client that keeps a connection busy without ever coming to an end. */
export interface HostileClient {
  readonly name: string;
  /** What it sends as soon as it is connected. */
  readonly sends: string;
  /** What it sends after that, one byte a second. */
  readonly drips?: string;
  /** How much it reads: everything, nothing, or 256 bytes every half second. */
  readonly reads: 'all' | 'nothing' | 'drops';
}

/**
 * Those that do not finish what they send, and those that do not read what they ask for: more than the systems of both
 * sides keep for a connection (4 MiB or so on Linux).
 */
export const HOSTILE_CLIENTS: readonly HostileClient[] = [
  { name: 'send nothing', sends: '', reads: 'all' },
  { name: 'send half a head', sends: POST.slice(0, 80), reads: 'all' },
  { name: 'send a head, a byte now and then', sends: POST.slice(0, 80), drips: 'x'.repeat(60), reads: 'all' },
  { name: 'send half a body', sends: `${POST}{"type":`, reads: 'all' },
  { name: 'send a body, a byte now and then', sends: `${POST}{"type":"`, drips: 'x'.repeat(60), reads: 'all' },
  { name: 'read nothing of the document', sends: DOCUMENT.repeat(60), reads: 'nothing' },
  { name: 'read nothing of the console', sends: BUNDLE.repeat(12), reads: 'nothing' },
  { name: 'read a few bytes of the console now and then', sends: BUNDLE.repeat(12), reads: 'drops' },
];

/** In bytes: less than any of them asks for that does not read, more than any is given that does not send. */
const ALL = 6_000_000;

/** Connections of hostile clients, all of one kind. */
export interface Attack {
  /** Lets the clients read what there is, so that they notice what has become of their connections. */
  listen(): void;
  /** How many connections were ended before their clients had got all that they asked for. */
  cutOff(): number;
  /** How many clients had to be given all that they asked for. */
  served(): number;
  /** Goes away, whatever the service does. */
  abort(): void;
}

interface Connection {
  readonly socket: Socket;
  received: number;
  isListening: boolean;
}

/** Opens `count` connections at once, and resolves when all are connected. */
export async function attack(url: string, client: HostileClient, count: number): Promise<Attack> {
  const connections = Array.from({ length: count }, () => open(Number(new URL(url).port), client));
  await Promise.all(connections.map(({ socket }) => once(socket, 'connect')));
  return {
    listen: () => {
      for (const connection of connections) {
        connection.isListening = true;
        connection.socket.resume();
      }
    },
    cutOff: () => connections.filter(({ socket, received }) => socket.closed && received < ALL).length,
    served: () => connections.filter(({ received }) => received >= ALL).length,
    abort: () => connections.forEach(({ socket }) => socket.destroy()),
  };
}

function open(port: number, { sends, drips = '', reads }: HostileClient): Connection {
  // A small buffer of its own: otherwise Node takes 64 KiB at once from the system.
  const buffer = Buffer.alloc(reads === 'drops' ? 256 : 65_536);
  const callback = (bytes: number): boolean => {
    connection.received += bytes;
    if (reads !== 'drops' || connection.isListening) return true;
    setTimeout(() => socket.resume(), 500).unref();
    return false;
  };
  const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback } });
  const connection: Connection = { socket, received: 0, isListening: false };
  // A reset is an end like any other.
  socket.on('error', () => undefined);
  if (reads === 'nothing') socket.pause();
  socket.write(sends);
  const bytes = [...drips];
  const timer = setInterval(() => (bytes.length > 0 ? socket.write(bytes.shift() ?? '') : clearInterval(timer)), 1000);
  socket.once('close', () => clearInterval(timer));
  return connection;
}
