// What cannot be beaten: node:http and pg, and nothing but the product's own statements, with their audit and keys. Nothing is
// validated, nobody is asked who calls, nothing is logged. DATABASE_URL and PORT as for the service.
'use strict';
const { randomUUID } = require('node:crypto');
const { createServer } = require('node:http');
const path = require('node:path');
const { Pool } = require('pg');
const { v7: uuidv7 } = require('uuid');

const api = (name) => require(path.join(__dirname, '../../dist/apps/api/src', name));
const { CREATE_CUSTOMER, READ_CUSTOMER } = api('customers/customers.statements');
const { createValues } = api('customers/customer-row');
const { customerDocument } = api('customers/customer-document');
const { patchStatement } = api('customers/customer-patch');
const { searchStatement } = api('customers/customer-search');
const { CREATE_CUSTOMER_BODY } = api('customers/customers.dto');
const { LIST_CARDS } = api('credit-cards/credit-cards.statements');
const { maskedNumber } = api('credit-cards/card-brand');
const { auditValues } = api('writes/audited.statements');
const { blockedValues } = api('writes/blocked.statements');
const { memberNames } = require(path.join(__dirname, '../../dist/libs/common/src'));

const RETENTION_DAYS = 1095;
const PATH = /^\/v4\/orgs\/([^/]+)\/customers(?:\/([^/?]+))?(\/available-credit-cards)?(?:\?(.*))?$/;
const membersOf = memberNames(CREATE_CUSTOMER_BODY);
const month = new Date().toISOString().slice(0, 7);

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.DATABASE_POOL_MAX ?? 10) });
const query = ({ name, text }, values) => pool.query({ name, text, values }).then(({ rows }) => rows);
const actOf = (operation, members) => ({ operation, roles: ['API_KEY'], requestId: randomUUID(), members });

const OPERATIONS = {
  async createCustomer({ org, body }, answer) {
    const [id, customer] = [uuidv7(), JSON.parse(body)];
    const act = actOf('createCustomer', membersOf(customer));
    const [{ version }] = await query(CREATE_CUSTOMER, [...createValues(org, id, customer), ...auditValues(act)]);
    answer(201, `{"id":"${id}"}`, { location: `/v4/orgs/${org}/customers/${id}`, etag: `"${version}"` });
  },
  async getCustomer({ org, id, request }, answer) {
    const [row] = await query(READ_CUSTOMER, [org, id]);
    const etag = `"${row.version}"`;
    if (request.headers['if-none-match'] === etag) answer(304, undefined, { etag });
    else answer(200, customerDocument(id, row), { etag });
  },
  async searchCustomers({ org, search }, answer) {
    const criteria = Object.fromEntries(new URLSearchParams(search));
    const [{ id, type, external_id }] = await query(...searchStatement(org, criteria));
    answer(200, JSON.stringify(external_id === null ? { id, type } : { id, type, external_id }));
  },
  async patchCustomer({ org, id, body }, answer) {
    const patch = JSON.parse(body);
    const act = actOf('patchCustomer', Object.keys(patch));
    const [statement, values] = patchStatement(org, id, undefined, patch);
    const [{ version }] = await query(statement, [...values, ...blockedValues(act, RETENTION_DAYS)]);
    answer(204, undefined, { etag: `"${version}"` });
  },
  async listCards({ org, id }, answer) {
    const rows = await query(LIST_CARDS, [org, id, month]);
    const cards = rows.flatMap(({ id: card, brand, last_four, expiration_date }, index) =>
      card === null
        ? []
        : [
            {
              id: card,
              brand,
              masked_number: maskedNumber(brand, last_four),
              expiration_date,
              is_default: index === 0,
            },
          ],
    );
    answer(200, JSON.stringify({ credit_cards: cards }));
  },
};

function operationOf(method, id, cards) {
  if (method === 'POST') return OPERATIONS.createCustomer;
  if (method === 'PATCH') return OPERATIONS.patchCustomer;
  if (cards !== undefined) return OPERATIONS.listCards;
  return id === 'search' ? OPERATIONS.searchCustomers : OPERATIONS.getCustomer;
}

const server = createServer((request, response) => {
  const [, org, id, cards, search] = PATH.exec(request.url);
  const answer = (status, text, headers) => {
    if (text === undefined) return response.writeHead(status, headers).end();
    const content = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    response.writeHead(status, { ...content, ...headers }).end(text);
  };
  const perform = (body) => {
    const work = { org, id, search, body, request };
    operationOf(request.method, id, cards)(work, answer).catch((error) => answer(500, error.message));
  };
  if (request.method === 'GET') return perform();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => perform(Buffer.concat(chunks).toString()));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`);
});
process.on('SIGTERM', () => process.exit());
