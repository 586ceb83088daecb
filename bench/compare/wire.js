// Counts round trips between a server and PostgreSQL: all that the server sends passes through here.
'use strict';
const { once } = require('node:events');
const { connect, createServer } = require('node:net');

/** PostgreSQL, Message Formats: Sync and Query, the messages that PostgreSQL ends its answer for, and the client waits. */
const [SYNC, QUERY] = [0x53, 0x51];

/** A port that leads to PostgreSQL. */
class Wire {
  /** Of all its connections, so far. */
  roundTrips = 0;

  #server;
  #sockets = new Set();

  /** @param target URL of a database @returns a wire that listens */
  static async open(target) {
    const wire = new Wire();
    const { hostname: host, port } = new URL(target);
    wire.#server = createServer((client) => wire.#join(client, connect({ host, port: Number(port), noDelay: true })));
    await once(wire.#server.listen(0, '127.0.0.1'), 'listening');
    return wire;
  }

  /** The URL of a database, by way of this wire. */
  through(target) {
    const url = new URL(target);
    url.hostname = '127.0.0.1';
    url.port = this.#server.address().port;
    return url.href;
  }

  close() {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client, database) {
    client.setNoDelay(true);
    const count = roundTripCounter();
    client.on('data', (chunk) => {
      this.roundTrips += count(chunk);
    });
    client.pipe(database).pipe(client);
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => this.#sockets.delete(socket));
    }
  }
}

/** @returns counts the round trips that end in the next bytes that a client sends */
function roundTripCounter() {
  // Only the first message has no type in front of its length.
  let [rest, typed] = [Buffer.alloc(0), 0];
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let found = 0;
    while (rest.length >= typed + 4) {
      const whole = typed + rest.readInt32BE(typed);
      if (rest.length < whole) break;
      if (typed === 1 && (rest[0] === SYNC || rest[0] === QUERY)) found++;
      typed = 1;
      rest = rest.subarray(whole);
    }
    return found;
  };
}

module.exports = { Wire };
