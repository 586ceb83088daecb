// Before anything is measured: the servers give the same answers.
'use strict';
const assert = require('node:assert');
const { request } = require('node:http');
const path = require('node:path');
const { BASE } = require('./operations');

const { seededCustomer } = require(path.join(__dirname, '../../dist/apps/api/src/seed/seeded-customer'));

const COMPARED = 100;
const headers = { 'x-auth-roles': 'API_KEY', 'content-type': 'application/json' };

/** @throws AssertionError that names the request whose answers differ */
async function compareBodies(servers, { customers, holders }, nextRow) {
  const some = customers.filter((_, at) => at % Math.ceil(customers.length / COMPARED) === 0);
  const documented = some.filter(({ number }) => number !== null);
  const reachable = some.filter(({ email }) => email !== null);
  for (const [what, targets] of Object.entries({
    read: some.map(({ id }) => `/${id}`),
    'search by document': documented.map(
      ({ number, type }) => `/search?identity_document=${number}&identity_document_type=${type}`,
    ),
    'search by email': reachable.map(({ email }) => `/search?email=${encodeURIComponent(email)}`),
    cards: holders.slice(0, COMPARED).map(({ id }) => `/${id}/available-credit-cards`),
  })) {
    for (const target of targets) await same(servers, what, (server) => ask(server, 'GET', target));
  }
  const ifNoneMatch = (server) => ask(server, 'GET', `/${some[0].id}`, undefined, { 'if-none-match': '"1"' });
  await same(servers, 'read with If-None-Match', ifNoneMatch);
  return compareWrites(servers, nextRow);
}

/** A customer that each has made, and changed, is read alike. @returns how many rows of the seed it took */
async function compareWrites(servers, nextRow) {
  const made = new Map();
  for (const [at, server] of servers.entries()) {
    // Two of them share their tables: each creates a customer of its own, alike but for what is unique.
    const answer = await ask(server, 'POST', '', seededCustomer(nextRow + at));
    assert.strictEqual(answer.status, 201, `${server.variant}: create`);
    made.set(server, { id: answer.body.id, row: nextRow + at });
  }
  for (const [server, { id, row }] of made) {
    const patched = await ask(server, 'PATCH', `/${id}`, { segment: 'BENCH' });
    assert.deepStrictEqual([patched.status, patched.etag], [204, '"2"'], `${server.variant}: patch`);
    const { body, etag } = await ask(server, 'GET', `/${id}`);
    const { created_at, updated_at, ...members } = body;
    assert.deepStrictEqual(
      members,
      { id, ...seededCustomer(row), segment: 'BENCH' },
      `${server.variant}: read after patch`,
    );
    assert.ok(etag === '"2"' && created_at <= updated_at);
  }
  return servers.length;
}

async function same(servers, what, of) {
  const [first, ...others] = await Promise.all(servers.map(of));
  assert.ok(first.status < 400, `${what}: ${first.status}`);
  for (const [at, other] of others.entries()) {
    assert.deepStrictEqual(other, first, `${what}: ${servers[at + 1].variant} differs from ${servers[0].variant}`);
  }
}

/** By node:http: fetch adds a Cache-Control to If-None-Match, which Express heeds. */
function ask({ port }, method, target, body, more = {}) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: BASE + target, headers: { ...headers, ...more } };
    const outgoing = request(options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        // Only those of a customer are compared: Express gives each answer one.
        const etag = /search|cards/.test(target) ? undefined : response.headers.etag;
        resolve({ status: response.statusCode, etag, body: text === '' ? undefined : JSON.parse(text) });
      });
    });
    outgoing.on('error', reject).end(body && JSON.stringify(body));
  });
}

module.exports = { compareBodies };
