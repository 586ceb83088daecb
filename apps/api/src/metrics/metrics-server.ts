import { once } from 'node:events';
import { createServer, type Server, STATUS_CODES } from 'node:http';
import { type Metrics } from './metrics';

const MAX_HEADER_LENGTH = 16 * 1024;
const ARRIVAL_MS = 10_000;

/**
 * Serves `GET /metrics` on a port of its own, and nothing else (METRICS_PORT).
 * @returns the server, which listens
 */
export async function serveMetrics({ registry }: Metrics, port: number, host: string): Promise<Server> {
  const limits = { maxHeaderSize: MAX_HEADER_LENGTH, requestTimeout: ARRIVAL_MS, headersTimeout: ARRIVAL_MS };
  const server = createServer(limits, ({ method, url }, response) => {
    const status = url !== '/metrics' ? 404 : method === 'GET' || method === 'HEAD' ? 200 : 405;
    if (status !== 200) {
      response.writeHead(status, { 'content-type': 'text/plain', ...(status === 405 && { allow: 'GET, HEAD' }) });
      response.end(status === 404 ? STATUS_CODES[404] : undefined);
      return;
    }
    registry.metrics().then(
      (text) =>
        response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await once(server.listen(port, host), 'listening');
  return server;
}
