// The requests of the benchmark, as bytes.
'use strict';
const { Buffer } = require('node:buffer');
const { paths } = require('../openapi.json');

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const [NIF_PLACE, KEY_PLACE] = ['########@', 'bench-key-########'];

/** The example of the OpenAPI document, with another document in each request. */
const { examples } = paths['/v4/orgs/{org_id}/customers'].post.requestBody.content['application/json'];
const CUSTOMER = examples.private.value;
CUSTOMER.personal_info.identity_document.number = NIF_PLACE;

let counter = 0;

/**
 * Makes the requests of one connection: each creates a customer whose document, and Idempotency-Key if it is to have one, no
 * other request of this process has. All are of one length, so they are written into the same bytes one after the other: the
 * client runs on the processors that it measures.
 */
function createRequests({ isKeyed }) {
  const bytes = Buffer.from(text(isKeyed));
  const [nifAt, keyAt] = [bytes.indexOf(NIF_PLACE), bytes.indexOf(KEY_PLACE)];
  return function next() {
    const number = counter++;
    const digits = String(number).padStart(8, '0');
    bytes.write(digits + NIF_LETTERS[number % 23], nifAt, 'latin1');
    if (isKeyed) bytes.write(digits, keyAt + KEY_PLACE.length - digits.length, 'latin1');
    return bytes;
  };
}

function text(isKeyed) {
  const body = JSON.stringify(CUSTOMER);
  const head = [
    'POST /v4/orgs/telco/customers HTTP/1.1',
    'host: 127.0.0.1',
    'x-auth-roles: AGENT',
    'x-auth-subject: agent-1001',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(isKeyed ? [`idempotency-key: ${KEY_PLACE}`] : []),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

module.exports = { createRequests };
