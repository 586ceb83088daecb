// Rounds of load, and the proof after each that the variants did what their names say.
'use strict';
const { setTimeout: delay } = require('node:timers/promises');
const { load } = require('./load');

/** Seconds before the measured ones of a round: two runs of the sealer. */
const LEAD = 1;
/** How long the last entries of a round may take to be sealed, in milliseconds. */
const SEALED_WITHIN = 1000;
const WARM_UP_PAIRS = 2;

/**
 * Measures two services in turn, A B B A …, so that whatever else the machine does changes meets both alike: each round has a
 * partner beside it in time, and neither is always the first.
 * @param measured is told of each round
 * @returns the rounds of each service, in order
 */
async function measure(services, options, signal, measured) {
  const results = services.map(() => []);
  const interrupted = interruption(signal);
  for (let pair = -WARM_UP_PAIRS; pair < options.rounds; pair++) {
    for (const i of pair % 2 === 0 ? [0, 1] : [1, 0]) {
      signal.throwIfAborted();
      const { perSecond, latencies } = await runRound(services[i], options, interrupted);
      measured({ pair, variant: services[i].variant, perSecond });
      if (pair >= 0) results[i].push({ perSecond, latencies });
    }
  }
  return results;
}

async function runRound(service, { connections, seconds }, interrupted) {
  const { port, variant } = service;
  const running = load({ port, connections, seconds, lead: LEAD, isKeyed: variant.isKeyed });
  const result = await Promise.race([running, interrupted]);
  service.created = (service.created ?? 0) + result.answered;
  await check(service);
  return result;
}

/** Rejects when the signal comes, which between two rounds nobody waits for. */
function interruption(signal) {
  const interrupted = new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  interrupted.catch(() => undefined);
  return interrupted;
}

/** @throws Error when a count does not fit, which would make the figures those of something else */
async function check(service) {
  const { created, variant } = service;
  const audited = variant.isAudited ? created : 0;
  await sealed(service, audited);
  const { rows } = await service.database.query(
    `SELECT (SELECT count(*) FROM customers)::integer AS customers,
            (SELECT count(*) FROM audit_entries)::integer AS audited,
            (SELECT coalesce(sum(entries), 0) FROM audit_seals)::integer AS sealed,
            (SELECT count(*) FROM idempotency_keys)::integer AS keys`,
  );
  const expected = { customers: created, audited, sealed: audited, keys: variant.isKeyed ? created : 0 };
  for (const [what, count] of Object.entries(expected)) {
    if (rows[0][what] !== count) throw new Error(`${variant.name}: ${what} should be ${count}, not ${rows[0][what]}`);
  }
}

/** Waits for the entries to be sealed, as long as that may take; the count afterwards tells whether they are. */
async function sealed({ database }, entries) {
  for (const deadline = Date.now() + SEALED_WITHIN; Date.now() < deadline; await delay(20)) {
    const { rows } = await database.query('SELECT coalesce(sum(entries), 0)::integer AS entries FROM audit_seals');
    if (rows[0].entries >= entries) return;
  }
}

module.exports = { measure };
