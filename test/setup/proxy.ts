import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of PostgreSQL that can cut what goes through it. */
export interface Proxy {
  /** The database URL that leads through the proxy. */
  readonly url: string;
  /** All that was sent to PostgreSQL. */
  sent(): string;
  /** Ends every connection as a failing network does: without a word of PostgreSQL's, by FIN. */
  cut(): void;
  /** As `cut`, by RST. */
  reset(): void;
  /** Lets everything that is sent from now on, in either direction, arrive that many milliseconds later. */
  delay(milliseconds: number): void;
  /** Ends each connection in the middle of the next answer on it, until told otherwise. */
  cutAnswers(isOn: boolean): void;
  close(): Promise<void>;
}

/** @param databaseUrl where the proxy leads to */
export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let sent = '';
  let latency = 0;
  let cutsAnswers = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const pass = (from: Socket, to: Socket, cutsHere: () => boolean): void => {
      // What is under way stays in order, whatever becomes of the latency.
      let last: Promise<unknown> | undefined;
      const later = (work: () => void): void => {
        if (latency === 0 && last === undefined) return work();
        const mine = Promise.all([last, wait(latency)]).then(() => {
          work();
          if (last === mine) last = undefined;
        });
        last = mine;
      };
      from.on('data', (chunk: Buffer) => {
        if (cutsHere()) to.write(chunk.subarray(0, chunk.length / 2), () => to.destroy());
        else later(() => to.write(chunk));
      });
      from.on('end', () => later(() => to.end()));
      from.on('close', () => later(() => to.destroy()));
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk) => (sent += chunk.toString('latin1')));
    pass(client, upstream, () => false);
    pass(upstream, client, () => cutsAnswers);
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
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    delay: (milliseconds) => (latency = milliseconds),
    cutAnswers: (isOn) => (cutsAnswers = isOn),
    close: async () => {
      cut();
      await once(server.close(), 'close');
    },
  };
}
