// The process of the load, seen from the one that measures.
'use strict';
const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

/** A process that loads, and nothing else. */
class Load {
  #child = fork(path.join(__dirname, 'load-process.js'));

  #ended = once(this.#child, 'exit').then(() => {
    throw new Error('the process of the load has ended');
  });

  constructor() {
    this.#ended.catch(() => undefined);
  }

  /** Runs a round. @returns its figures @throws Error when an answer is not what it has to be */
  async run(round) {
    const answered = once(this.#child, 'message');
    this.#child.send(round);
    const [{ figures, error }] = await Promise.race([answered, this.#ended]);
    if (error !== undefined) throw new Error(`${round.variant}, ${round.operation}: ${error}`);
    return figures;
  }

  stop() {
    if (this.#child.connected) this.#child.disconnect();
  }
}

module.exports = { Load };
