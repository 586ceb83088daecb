import { connect } from 'node:net';

/** Sends the parts on a connection, one write each, and returns all that comes until the service closes it. */
export function exchange(url: string, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    socket.on('connect', () => {
      for (const part of parts) socket.write(part);
    });
  });
}

/** The head of a request after whose answer the connection is closed. */
export function lastHead(line: string, ...headers: string[]): string {
  return head(line, 'Connection: close', ...headers);
}

/** The head of a request: method and target, then further headers. */
export function head(line: string, ...headers: string[]): string {
  return [`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n');
}

/** The statuses of all answers, in their order. */
export function statuses(received: string): string[] {
  return received.match(/(?<=HTTP\/1\.1 )\d{3}/g) ?? [];
}
