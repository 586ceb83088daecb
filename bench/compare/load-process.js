// The load, in a process of its own: told of a round, it answers with figures. The rounds come from `load.js`.
'use strict';
const fs = require('node:fs');
const { Conversation } = require('./conversation');
const { OPERATIONS } = require('./operations');
const { quantile } = require('../statistics');

/** Samples, of the file that was read last. */
let samples = {};

function readSamples(file) {
  if (samples.file === file) return;
  const { customers, holders } = JSON.parse(fs.readFileSync(file, 'utf8'));
  samples = {
    file,
    customers,
    holders,
    documented: customers.filter(({ number }) => number !== null),
    reachable: customers.filter(({ email }) => email !== null),
    nextRow: 0,
  };
}

/** @returns so many a second were answered, how long they took in milliseconds, and how many were sent in all */
async function run({ port, operation, connections, lead, seconds, rate, file, firstRow }) {
  readSamples(file);
  samples.nextRow = firstRow;
  const { next, status, statuses = [status] } = OPERATIONS[operation];
  const begin = performance.now() + lead * 1000;
  const end = begin + seconds * 1000;
  const round = { begin, end, latencies: [], sinceSent: [], sent: 0, next: () => next(samples), statuses };
  const open = await Promise.all(Array.from({ length: connections }, () => Conversation.open(port)));
  try {
    await (rate === undefined ? closedLoop(round, open) : openLoop(round, open, rate));
  } finally {
    for (const conversation of open) conversation.close();
  }
  const { latencies, sinceSent, sent } = round;
  return {
    sent,
    rows: samples.nextRow - firstRow,
    perSecond: latencies.length / seconds,
    ...Object.fromEntries([0.5, 0.99, 0.999].map((share) => [`p${share * 100}`, quantile(latencies, share)])),
    sentP50: quantile(sinceSent, 0.5),
  };
}

/** Sends one request, and notes how long it took since it was due. */
function exchange(round, conversation, due, done, failed) {
  round.sent++;
  const sent = performance.now();
  const answered = (status, text) => {
    if (!round.statuses.includes(status)) return failed(new Error(`answered with ${text.slice(0, 500)}`));
    const now = performance.now();
    if (due >= round.begin && due < round.end) {
      round.latencies.push(now - due);
      round.sinceSent.push(now - sent);
    }
    done(now);
  };
  conversation.send(round.next(), answered, failed);
}

/** Everybody sends the next request when the last was answered. */
function closedLoop(round, open) {
  const all = open.map(
    (conversation) =>
      new Promise((resolve, reject) => {
        const go = (now) => {
          if (now >= round.end) resolve();
          else exchange(round, conversation, now, go, reject);
        };
        go(performance.now());
      }),
  );
  return Promise.all(all);
}

/**
 * Requests come at their times, whether those before were answered or not. One that finds no connection free waits for it, and the wait
 * counts: what a slow answer does to all who come meanwhile is seen.
 */
function openLoop(round, open, rate) {
  return new Promise((resolve, reject) => {
    const free = [...open];
    let due = performance.now();
    const step = 1000 / rate;
    const go = () => {
      const now = performance.now();
      while (due <= now && due < round.end && free.length > 0) {
        const conversation = free.pop();
        exchange(round, conversation, due, () => free.push(conversation), reject);
        due += step;
      }
      if (due >= round.end && free.length === open.length) resolve();
      // Waiting must not take what the others need.
      else setTimeout(go, 1);
    };
    go();
  });
}

process.on('message', (round) => {
  run(round).then(
    (figures) => process.send({ figures }),
    (error) => process.send({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
