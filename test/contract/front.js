// What the contract tester asks: the service, with rows that are the same before every request. A tester that removes one
// customer a hundred times would learn little otherwise.
'use strict';
const http = require('node:http');
const { buffer } = require('node:stream/consumers');

/** Names the status that the tester means to see. */
const EXPECTED_STATUS = 'specmatic-response-code';

/**
 * Listens before the service, whose rows become what they are now before every request.
 * @param service the service's port
 * @param owner a connection to its database, as the owner of the tables
 */
exports.startFront = async function startFront(service, owner) {
  const restore = await snapshot(owner);
  const front = http.createServer((request, response) => {
    restore(request)
      .then(() => forward(service, request, response))
      .catch(() => response.destroy());
  });
  await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
  return front;
};

/** Keeps all rows. @returns what brings them back, if the request before may have changed them */
async function snapshot(owner) {
  const { rows } = await owner.query(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
  );
  const names = rows.map(({ name }) => name);
  await owner.query(
    `CREATE SCHEMA kept; ${names.map((name) => `CREATE TABLE kept.${name} AS TABLE public.${name}`).join(';')}`,
  );
  const restoring = names.map((name) => `DELETE FROM public.${name}; INSERT INTO public.${name} TABLE kept.${name}`);
  const putBack = `BEGIN; ${restoring.join(';')}; COMMIT`;
  let isChanged = false;
  return async ({ method, url, headers }) => {
    if (isChanged) await owner.query(putBack);
    // This operation succeeds in two ways: the organization is there, or it is not.
    const newOrg = method === 'PUT' ? /^\/v4\/orgs\/([\w-]+)$/.exec(url)?.[1] : undefined;
    if (newOrg !== undefined && headers[EXPECTED_STATUS] === '204') {
      await owner.query('INSERT INTO orgs (org_id) VALUES ($1) ON CONFLICT DO NOTHING', [newOrg]);
    }
    isChanged = method !== 'GET';
  };
}

/** Passes a request on, and the answer back as it came. */
async function forward(port, request, response) {
  const { method, url, headers } = request;
  const body = asMeant(request, await buffer(request));
  if (body.length > 0) headers['content-length'] = body.length;
  const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}

/** The tester does not know maxItems (specmatic/specmatic#1741): of a list that is to be accepted, the first item counts. */
function asMeant({ url, headers }, body) {
  if (!url.endsWith('/associated_users') || headers[EXPECTED_STATUS] !== '204') return body;
  const { associated_users: users, ...others } = JSON.parse(body);
  return Buffer.from(JSON.stringify({ ...others, associated_users: users.slice(0, 1) }));
}
