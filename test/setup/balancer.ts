import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from './embedded';
import { type Answer, send } from './http';

/** How often instances are asked whether they are ready, in milliseconds. */
const PROBE_MS = 200;

/** An instance behind a balancer. */
export interface Backend {
  readonly url: string;
  /** What it said last. */
  readonly isReady: boolean;
  /** How many answers have come from it. */
  readonly answers: number;
}

/** A load balancer for TCP, as in front of services: connections stay where they are, new ones go to ready instances in turn. */
export interface Balancer {
  readonly url: string;
  /** Takes an instance in, and resolves when it has said that it is ready. */
  add(url: string): Promise<Backend>;
  remove(backend: Backend): void;
  close(): Promise<void>;
}

/** Whether an instance says so because it stops, not because the machine is busy for a moment. */
const isStopping = ({ status, headers }: Answer): boolean => status === 503 && headers['connection'] === 'close';

/** Starts a balancer without instances. It asks each `/health/ready`, and believes one answer of an instance that stops. */
export async function startBalancer(): Promise<Balancer> {
  const backends = new Set<Backend & { isReady: boolean; answers: number }>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    const ready = [...backends].filter(({ isReady }) => isReady);
    const backend = ready[turn++ % ready.length];
    if (backend === undefined) return void client.destroy();
    const upstream = connect(Number(new URL(backend.url).port), '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket.setNoDelay());
      socket.on('error', () => other.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    // Clients do not pipeline: each answer begins a packet.
    upstream.on('data', (chunk) => void (backend.answers += chunk.subarray(0, 5).toString() === 'HTTP/' ? 1 : 0));
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const probing = setInterval(() => {
    for (const backend of backends) {
      const probe = send(backend.url, 'GET', '/health/ready');
      void probe
        .then((answer) => (backend.isReady = backend.isReady ? !isStopping(answer) : answer.status === 200))
        .catch(() => (backend.isReady = false));
    }
  }, PROBE_MS);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: async (url) => {
      const backend = { url, isReady: false, answers: 0 };
      backends.add(backend);
      await eventually(`${url} ready`, () => backend.isReady);
      return backend;
    },
    remove: (backend) => void backends.delete(backend),
    close: async () => {
      clearInterval(probing);
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
