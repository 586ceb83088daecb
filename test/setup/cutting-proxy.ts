import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where a proxy cuts a request: before the service has a byte of it, or when its answer is there, before the client has a byte of that. */
export type Cut = 'request' | 'answer';

/** A TCP proxy in front of the service that cuts the requests whose head asks for it with `x-cut`. */
export interface CuttingProxy {
  readonly url: string;
  /** Status lines of the answers that were cut, and how many requests were. */
  readonly cut: { requests: number; readonly answers: string[] };
  close(): Promise<void>;
}

/** @param serviceUrl where the proxy leads to; each connection must be used for one request */
export async function startCuttingProxy(serviceUrl: string): Promise<CuttingProxy> {
  const target = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  const cut = { requests: 0, answers: [] as string[] };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let plan: string | undefined;
    client.on('data', (chunk: Buffer) => {
      plan ??= /\r\nx-cut: (\w+)\r\n/i.exec(chunk.toString('latin1'))?.[1] ?? 'none';
      if (plan !== 'request') return void upstream.write(chunk);
      cut.requests++;
      client.destroy();
    });
    upstream.on('data', (chunk: Buffer) => {
      if (plan !== 'answer') return void client.write(chunk);
      cut.answers.push(chunk.toString('latin1').split('\r\n')[0] ?? '');
      client.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
