// What `npm run bench` may be told.
'use strict';
const { parseArgs } = require('node:util');
const { OPERATIONS } = require('./operations');

const VARIANTS = ['limit', 'ours', 'usual'];
/** Of customers and of all else. Creates begin behind. */
const MOST = 10_000_000;

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  sizes: { type: 'string' },
  variants: { type: 'string', default: VARIANTS.join() },
  'usual-up-to': { type: 'string', default: '1000000' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  connections: { type: 'string', default: '50' },
  operations: { type: 'string', default: Object.keys(OPERATIONS).join() },
  soak: { type: 'string' },
  json: { type: 'string' },
};

/** Seconds of a round, of its beginning that does not count, and of the first round, which only warms up. */
const LONG = { sizes: '10000,1000000', rounds: '3', seconds: '8', soak: '600', lead: 0.5, warmUp: 5 };
/** Three minutes in all, on two slow cores: many short rounds say more than few long ones when a machine hiccups. */
const QUICK = { sizes: '10000', rounds: '3', seconds: '1', soak: '0', lead: 0.2, warmUp: 0.6 };

/** @throws Error that says which option is wrong */
function readOptions() {
  const { values } = parseArgs({ options: OPTIONS });
  const given = { ...(values.quick ? QUICK : LONG), ...values };
  const whole = (name, least = 1, value = given[name]) => {
    const number = /^\d{1,8}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= MOST)) throw new Error(`--${name}: whole numbers from ${least} to ${MOST}`);
    return number;
  };
  const sizes = given.sizes.split(',').map((size) => whole('sizes', 1, size));
  const variants = someOf('variants', VARIANTS, given.variants);
  if (!variants.includes('ours')) throw new Error('--variants must have ours');
  return {
    quick: given.quick,
    sizes,
    variants,
    usualUpTo: whole('usual-up-to', 0),
    rounds: whole('rounds'),
    seconds: whole('seconds'),
    lead: given.lead,
    warmUp: given.warmUp,
    connections: whole('connections'),
    operations: someOf('operations', Object.keys(OPERATIONS), given.operations),
    soak: whole('soak', 0),
    json: given.json,
  };
}

/** In the order in which they are known: what writes is measured after what reads. */
function someOf(name, known, list) {
  const wanted = list.split(',');
  for (const one of wanted) if (!known.includes(one)) throw new Error(`--${name}: no ${one}`);
  return known.filter((one) => wanted.includes(one));
}

module.exports = { MOST, readOptions };
