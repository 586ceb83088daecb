// One connection that sends a request when it is told to, and reads no more of HTTP than these servers write: every client runs
// on the processors that it measures.
'use strict';
const { once } = require('node:events');
const { connect } = require('node:net');

const LENGTH = /\r\ncontent-length: *(\d+)\r\n/i;
/** RFC 9110 §15.3.5, §15.4.5. */
const WITHOUT_BODY = new Set([204, 304]);

/** A connection: one request at a time. */
class Conversation {
  #socket;
  #received = '';
  #answered;
  #failed;

  /** @returns connected */
  static async open(port) {
    const conversation = new Conversation();
    conversation.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(conversation.#socket, 'connect');
    // Every character of Latin-1 is a byte, as lengths count them.
    conversation.#socket.setEncoding('latin1').on('data', (chunk) => conversation.#read(chunk));
    conversation.#socket.on('error', (error) => conversation.#failed?.(error));
    conversation.#socket.on('close', () => conversation.#failed?.(new Error('the server has closed a connection')));
    return conversation;
  }

  /** @param answered is told status and text of the answer @param failed is told the error when none comes */
  send(request, answered, failed) {
    [this.#answered, this.#failed] = [answered, failed];
    this.#socket.write(request);
  }

  close() {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #read(chunk) {
    this.#received = this.#received === '' ? chunk : this.#received + chunk;
    const received = this.#received;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const status = Number(received.slice(9, 12));
    const [, length = ''] = WITHOUT_BODY.has(status) ? [] : (LENGTH.exec(received.slice(0, end + 2)) ?? []);
    if (length === '' && !WITHOUT_BODY.has(status)) return this.#failed(new Error('an answer without a length'));
    const whole = end + 4 + Number(length);
    if (received.length < whole) return;
    if (received.length > whole) return this.#failed(new Error('more than one answer'));
    this.#received = '';
    this.#answered(status, received);
  }
}

module.exports = { Conversation };
