import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of PostgreSQL that can cut what goes through it. */
export interface Proxy {
  /** The database URL that leads through the proxy. */
  readonly url: string;
  /** All that was sent to PostgreSQL. */
  sent(): string;
  /** Ends every connection as a failing network does: without a word of PostgreSQL's. */
  cut(): void;
  close(): Promise<void>;
}

/** @param databaseUrl where the proxy leads to */
export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let sent = '';
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => (sent += chunk.toString('latin1')));
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    sent: () => sent,
    cut,
    close: async () => {
      cut();
      await once(server.close(), 'close');
    },
  };
}
