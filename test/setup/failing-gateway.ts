import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { send } from './http';

/** What a gateway answers instead of the service. */
export interface Substitute {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What happens to one request: the service gets it or not, and the client gets another answer, a broken connection, or nothing at all. */
export interface Fault {
  readonly isForwarded: boolean;
  readonly answer: Substitute | 'cut' | 'silence';
}

/** One request, as the gateway got it. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds. */
  readonly at: number;
}

/** An HTTP server in front of the service that fails as gateways do. */
export interface FailingGateway {
  readonly url: string;
  /** What happens to the next requests, one each; afterwards they go through. */
  faults: Fault[];
  arrivals: Arrival[];
  /** Forgets faults and arrivals. */
  reset(): void;
  close(): Promise<void>;
}

/** @param serviceUrl where requests go on to */
export async function startFailingGateway(serviceUrl: string): Promise<FailingGateway> {
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    gateway.arrivals.push({ method, path, headers, at: performance.now() });
    const fault = gateway.faults.shift();
    const pass = async (): Promise<void> => {
      const body = await textOf(request);
      const real =
        fault?.isForwarded === false ? undefined : await send(serviceUrl, method, path, forwarded(headers, body));
      if (fault?.answer === 'silence') return;
      if (fault?.answer === 'cut') return void request.socket.destroy();
      const answer = fault?.answer ?? { ...real, status: real?.status ?? 0, body: real?.text };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    pass().catch(() => request.socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const gateway: FailingGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: [],
    arrivals: [],
    reset: () => Object.assign(gateway, { faults: [], arrivals: [] }),
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return gateway;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** The request as it came, but for what belongs to the connection. */
function forwarded(
  { host: _, connection: __, 'content-length': ___, ...headers }: IncomingMessage['headers'],
  body: string,
) {
  return { headers: headers as Record<string, string>, ...(body !== '' && { body }) };
}
