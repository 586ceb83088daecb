// A client as cheap as possible: raw sockets, one request at a time on each, and no more of HTTP than the service answers with.
'use strict';
const { once } = require('node:events');
const { connect } = require('node:net');
const { createRequests } = require('./requests');

/** A status line and a length: what is needed of a head. */
const HEAD = /^HTTP\/1\.1 (\d{3}) [\s\S]*?\r\ncontent-length: (\d+)\r\n[\s\S]*?\r\n\r\n/i;

/**
 * Creates customers for `lead` and then `seconds` seconds on so many connections. Only what is answered after the lead is
 * measured: by then the sealer has as much to do as it will have.
 * @returns `answered` in all, `perSecond` and `latencies` in milliseconds of those measured
 * @throws Error when an answer is not 2xx, or a connection ends
 */
async function load({ port, connections, lead, seconds, isKeyed }) {
  const begin = performance.now() + lead * 1000;
  const round = { begin, end: begin + seconds * 1000, answered: 0, latencies: [] };
  await Promise.all(Array.from({ length: connections }, () => converse(round, port, createRequests({ isKeyed }))));
  return { answered: round.answered, perSecond: round.latencies.length / seconds, latencies: round.latencies };
}

/** Sends one request after the other until the round ends. */
async function converse(round, port, next) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  try {
    await once(socket, 'connect');
    await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the service has closed a connection')));
      exchange(round, socket, next, resolve, reject);
    });
  } finally {
    socket.removeAllListeners('close').destroy();
  }
}

function exchange(round, socket, next, done, fail) {
  let [received, sent] = ['', 0];
  const send = () => {
    sent = performance.now();
    socket.write(next());
  };
  // Every character of Latin-1 is a byte, as the length counts them.
  socket.setEncoding('latin1').on('data', (chunk) => {
    received += chunk;
    const [head, status, length] = HEAD.exec(received) ?? [];
    if (head === undefined || received.length < head.length + Number(length)) return;
    if (!status.startsWith('2')) return fail(new Error(`a create was answered with ${received}`));
    received = '';
    note(round, sent);
    if (performance.now() < round.end) send();
    else done();
  });
  send();
}

function note(round, sent) {
  const now = performance.now();
  round.answered++;
  if (now >= round.begin && now < round.end) round.latencies.push(now - sent);
}

module.exports = { load };
