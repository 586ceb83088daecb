// What is measured: each operation makes requests, and knows the one status that answers them.
'use strict';
const path = require('node:path');

const { seededCustomer } = require(path.join(__dirname, '../../dist/apps/api/src/seed/seeded-customer'));

const ORG = 'telco';
const BASE = `/v4/orgs/${ORG}/customers`;
/** Of the mix: reads, searches by document; the rest creates. */
const [READS, SEARCHES] = [0.8, 0.15];

const one = (list) => list[Math.floor(Math.random() * list.length)];

/** One request as it goes over the wire. */
function request(method, target, { body, headers = '' } = {}) {
  const content =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${target} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-auth-roles: API_KEY\r\n${headers}${content}\r\n${body ?? ''}`;
}

const read = ({ customers }) => request('GET', `${BASE}/${one(customers).id}`);

const searchByDocument = ({ documented }) => {
  const { number, type } = one(documented);
  return request('GET', `${BASE}/search?identity_document=${number}&identity_document_type=${type}`);
};

const create = (samples) => request('POST', BASE, { body: JSON.stringify(seededCustomer(samples.nextRow++)) });

/**
 * Each makes requests from samples: `customers`, those of them that are `documented` and `reachable`, those who have cards, `holders`,
 * and `nextRow`, the row of the customer to be created next.
 */
const OPERATIONS = {
  read: { status: 200, next: read },
  'read-if-none-match': {
    status: 304,
    // A patch is measured after all reads: until then the versions are the same in the tables of all servers.
    next: ({ customers }) => {
      const { id, version } = one(customers);
      return request('GET', `${BASE}/${id}`, { headers: `if-none-match: "${version}"\r\n` });
    },
  },
  'search-document': { status: 200, next: searchByDocument },
  'search-email': {
    status: 200,
    next: ({ reachable }) => request('GET', `${BASE}/search?email=${encodeURIComponent(one(reachable).email)}`),
  },
  cards: { status: 200, next: ({ holders }) => request('GET', `${BASE}/${one(holders).id}/available-credit-cards`) },
  create: { status: 201, next: create },
  mix: {
    statuses: [200, 201],
    next: (samples) => {
      const drawn = Math.random();
      if (drawn < READS) return read(samples);
      return drawn < READS + SEARCHES ? searchByDocument(samples) : create(samples);
    },
  },
  patch: {
    status: 204,
    // A value that no customer has: the usual would not write one that is there already.
    next: ({ customers }) => {
      const body = JSON.stringify({ segment: `S${Math.floor(Math.random() * 1e12)}` });
      return request('PATCH', `${BASE}/${one(customers).id}`, { body });
    },
  },
};

/** Those that create, so that each round needs rows of its own, and those that leave something to be sealed. */
const [CREATING, WRITING] = [new Set(['create', 'mix']), new Set(['create', 'mix', 'patch'])];

module.exports = { BASE, CREATING, OPERATIONS, ORG, WRITING };
